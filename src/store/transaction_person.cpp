// People and their keys. Events of people are only added; keys move and go.
#include "base/describe.hpp"
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {

BOOST_DESCRIBE_ENUM(KeyKind, session, link, token)

namespace {

constexpr std::string_view kAddPersonEvent =
    "INSERT INTO person_events (seq, person, event, detail, at, by) "
    "VALUES (:seq, :person, :event, :detail, :at, :by)";
constexpr std::string_view kLastPersonEvent = "SELECT COALESCE(MAX(seq), 0) FROM person_events";
constexpr std::string_view kPersonEvents =
    "SELECT seq, person, event, detail, at, by FROM person_events WHERE at <= :known ORDER BY seq";
constexpr std::string_view kPersonEventsOf =
    "SELECT seq, person, event, detail, at, by FROM person_events WHERE person = :person ORDER BY seq";
constexpr std::string_view kAddKey =
    "INSERT INTO keys (digest, kind, person, detail, made_at, seen_at, ends_at) "
    "VALUES (:digest, :kind, :person, :detail, :made_at, :seen_at, :ends_at)";
constexpr std::string_view kKey =
    "SELECT digest, kind, person, detail, made_at, seen_at, ends_at FROM keys WHERE digest = :digest";
constexpr std::string_view kKeysOf =
    "SELECT digest, kind, person, detail, made_at, seen_at, ends_at FROM keys WHERE person = :person "
    "ORDER BY made_at, digest";
constexpr std::string_view kTouchKey =
    "UPDATE keys SET seen_at = :seen_at, ends_at = :ends_at WHERE digest = :digest";
constexpr std::string_view kDropKey = "DELETE FROM keys WHERE digest = :digest";
constexpr std::string_view kDropKeysOf = "DELETE FROM keys WHERE person = :person AND digest <> :except";
constexpr std::string_view kDropKeysOfKind =
    "DELETE FROM keys WHERE person = :person AND digest <> :except AND kind = :kind";
constexpr std::string_view kDropKeysEnded = "DELETE FROM keys WHERE ends_at <= :now";

PersonEvent person_event(const Row& row) {
  return {row.integer(0), row.text(1), row.text(2), row.text(3), row.instant(4), row.text(5)};
}

StoredKey stored_key(const Row& row) {
  return {row.text(0),    from_word<KeyKind>(row.text(1)).value_or(KeyKind::link),
          row.text(2),    row.text(3),
          row.instant(4), row.instant(5),
          row.instant(6)};
}

}  // namespace

void Transaction::add_person_event(const PersonEvent& event) {
  const std::int64_t seq = work_.number(kLastPersonEvent) + 1;
  work_.run(kAddPersonEvent, {cell(seq), cell(event.person), cell(event.event), cell(event.detail),
                              cell(event.at), cell(event.by)});
}

std::vector<PersonEvent> Transaction::person_events(std::optional<Instant> known) const {
  std::vector<PersonEvent> out;
  work_.select(kPersonEvents, {until(known)}, 6, [&](const Row& row) { out.push_back(person_event(row)); });
  return out;
}

std::vector<PersonEvent> Transaction::person_events_of(const std::string& person) const {
  std::vector<PersonEvent> out;
  work_.select(kPersonEventsOf, {cell(person)}, 6, [&](const Row& row) { out.push_back(person_event(row)); });
  return out;
}

void Transaction::add_key(const StoredKey& key) {
  work_.run(kAddKey, {cell(key.digest), cell(word(key.kind)), cell(key.person), cell(key.detail),
                      cell(key.made_at), cell(key.seen_at), cell(key.ends_at)});
}

std::optional<StoredKey> Transaction::key(const std::string& digest) const {
  std::optional<StoredKey> out;
  work_.select(kKey, {cell(digest)}, 7, [&](const Row& row) { out = stored_key(row); });
  return out;
}

std::vector<StoredKey> Transaction::keys_of(const std::string& person) const {
  std::vector<StoredKey> out;
  work_.select(kKeysOf, {cell(person)}, 7, [&](const Row& row) { out.push_back(stored_key(row)); });
  return out;
}

void Transaction::touch_key(const std::string& digest, Instant seen_at, Instant ends_at) {
  work_.run(kTouchKey, {cell(seen_at), cell(ends_at), cell(digest)});
}

void Transaction::drop_key(const std::string& digest) {
  work_.run(kDropKey, {cell(digest)});
}

void Transaction::drop_keys_of(const std::string& person, std::optional<KeyKind> kind,
                               const std::string& except) {
  if (kind)
    work_.run(kDropKeysOfKind, {cell(person), cell(except), cell(word(*kind))});
  else
    work_.run(kDropKeysOf, {cell(person), cell(except)});
}

void Transaction::drop_keys_ended(Instant now) {
  work_.run(kDropKeysEnded, {cell(now)});
}

}  // namespace xanh
