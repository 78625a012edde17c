// Matters that stay open from cycle to cycle: directives, and answers to difficulties.
#include "base/describe.hpp"
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {

BOOST_DESCRIBE_ENUM(MatterKind, directive, difficulty)

namespace {

constexpr std::string_view kAddMatterEvent =
    "INSERT INTO matter_events (seq, kind, code, event, detail, at, by) "
    "VALUES (:seq, :kind, :code, :event, :detail, :at, :by)";
constexpr std::string_view kLastMatterEvent = "SELECT COALESCE(MAX(seq), 0) FROM matter_events";
constexpr std::string_view kMatterEvents =
    "SELECT seq, kind, code, event, detail, at, by FROM matter_events WHERE at <= :known ORDER BY seq";

}  // namespace

void Transaction::add_matter_event(const MatterEvent& event) {
  const std::int64_t seq = work_.number(kLastMatterEvent) + 1;
  work_.run(kAddMatterEvent, {cell(seq), cell(word(event.kind)), cell(event.code), cell(event.event),
                              cell(event.detail), cell(event.at), cell(event.by)});
}

std::vector<MatterEvent> Transaction::matter_events(std::optional<Instant> known) const {
  std::vector<MatterEvent> out;
  work_.select(kMatterEvents, {until(known)}, 7, [&](const Row& row) {
    out.push_back({row.integer(0), from_word<MatterKind>(row.text(1)).value_or(MatterKind::directive),
                   row.text(2), row.text(3), row.text(4), row.instant(5), row.text(6)});
  });
  return out;
}

}  // namespace xanh
