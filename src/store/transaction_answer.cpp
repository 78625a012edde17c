// Requests that may be sent again, and what is written along with a change.
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {
namespace {

constexpr std::string_view kAddAnswer =
    "INSERT INTO answers (person, key, digest, answer, at, ends_at) "
    "VALUES (:person, :key, :digest, :answer, :at, :ends_at)";
constexpr std::string_view kAnswer =
    "SELECT person, key, digest, answer, at, ends_at FROM answers WHERE person = :person AND key = :key";
constexpr std::string_view kSetAnswer =
    "UPDATE answers SET answer = :answer WHERE person = :person AND key = :key";
constexpr std::string_view kDropAnswersEnded = "DELETE FROM answers WHERE ends_at <= :now";

thread_local Along* innermost = nullptr;

}  // namespace

void Transaction::add_answer(const StoredAnswer& answer) {
  work_.run(kAddAnswer, {cell(answer.person), cell(answer.key), cell(answer.digest), cell(answer.answer),
                         cell(answer.at), cell(answer.ends_at)});
}

std::optional<StoredAnswer> Transaction::answer(const std::string& person, const std::string& key) const {
  std::optional<StoredAnswer> out;
  work_.select(kAnswer, {cell(person), cell(key)}, 6, [&](const Row& row) {
    out = StoredAnswer{row.text(0), row.text(1), row.text(2), row.text(3), row.instant(4), row.instant(5)};
  });
  return out;
}

void Transaction::set_answer(const std::string& person, const std::string& key, const std::string& answer) {
  work_.run(kSetAnswer, {cell(answer), cell(person), cell(key)});
}

void Transaction::drop_answers_ended(Instant now) {
  work_.run(kDropAnswersEnded, {cell(now)});
}

Along::Along(const ProgrammeStore& store, std::function<void(Transaction&)> write)
    : store_(&store), write_(std::move(write)) {
  if (innermost) throw std::logic_error("something is written along already");
  innermost = this;
}

Along::~Along() {
  innermost = nullptr;
}

Along* Along::of(const ProgrammeStore& store) {
  return innermost && innermost->store_ == &store && !innermost->written_ ? innermost : nullptr;
}

}  // namespace xanh
