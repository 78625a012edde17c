// Amendments of the plan: what was proposed, said and decided, only ever appended.
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {
namespace {

constexpr std::string_view kAddAmendmentEvent =
    "INSERT INTO amendment_events (seq, amendment, event, detail, at, by) "
    "VALUES (:seq, :amendment, :event, :detail, :at, :by)";
constexpr std::string_view kLastAmendmentEvent = "SELECT COALESCE(MAX(seq), 0) FROM amendment_events";
constexpr std::string_view kAmendmentEvents =
    "SELECT seq, amendment, event, detail, at, by FROM amendment_events WHERE at <= :known ORDER BY seq";

}  // namespace

void Transaction::add_amendment_event(const AmendmentEvent& event) {
  const std::int64_t seq = work_.number(kLastAmendmentEvent) + 1;
  work_.run(kAddAmendmentEvent, {cell(seq), cell(event.amendment), cell(event.event), cell(event.detail),
                                 cell(event.at), cell(event.by)});
}

std::vector<AmendmentEvent> Transaction::amendment_events(std::optional<Instant> known) const {
  std::vector<AmendmentEvent> out;
  work_.select(kAmendmentEvents, {until(known)}, 6, [&](const Row& row) {
    out.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.instant(4), row.text(5)});
  });
  return out;
}

}  // namespace xanh
