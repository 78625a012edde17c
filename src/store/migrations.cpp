#include "store/migrations.hpp"

namespace xanh {
namespace {

// Instants are UTC text of fixed width (2023-06-20T10:00:00Z) and days ISO text, so that their order as text
// is their order in time. `value_scaled` is the value in millionths where that fits 64 bits; `value_text` is
// the figure itself.
const std::vector<Migration> kMigrations{
    {1,
     "the tables of the first release",
     {
         "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
         "CREATE TABLE plan_versions (version BIGINT NOT NULL PRIMARY KEY, year BIGINT NOT NULL, "
         "in_force_from TEXT NOT NULL, "
         "bytes TEXT NOT NULL, digest TEXT NOT NULL, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL)",
         "CREATE TABLE register_rows (seq BIGINT NOT NULL PRIMARY KEY, "
         "kind TEXT NOT NULL CHECK (kind IN ('unit', 'change', 'area', 'day')), code TEXT NOT NULL, bytes "
         "TEXT NOT NULL, "
         "recorded_at TEXT NOT NULL)",
         "CREATE TABLE cycle_definitions (code TEXT NOT NULL, seq BIGINT NOT NULL, bytes TEXT NOT NULL, "
         "digest TEXT NOT NULL, "
         "recorded_at TEXT NOT NULL, PRIMARY KEY (code, seq))",
         "CREATE TABLE cycle_events (seq BIGINT NOT NULL PRIMARY KEY, cycle TEXT NOT NULL, event TEXT NOT "
         "NULL, "
         "plan_version BIGINT REFERENCES plan_versions (version), detail TEXT NOT NULL, at TEXT NOT NULL, by "
         "TEXT NOT NULL)",
         "CREATE INDEX cycle_events_of_cycle ON cycle_events (cycle, seq)",
         "CREATE TABLE statements (seq BIGINT NOT NULL PRIMARY KEY, bytes TEXT NOT NULL, digest TEXT NOT "
         "NULL, "
         "recorded_at TEXT NOT NULL)",
         "CREATE TABLE revisions (cycle TEXT NOT NULL, unit TEXT NOT NULL, revision BIGINT NOT NULL, "
         "plan_version BIGINT NOT NULL REFERENCES plan_versions (version), bytes TEXT NOT NULL, digest TEXT "
         "NOT NULL, "
         "received_at TEXT NOT NULL, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, "
         "PRIMARY KEY (cycle, unit, revision))",
         "CREATE TABLE figures (cycle TEXT NOT NULL, unit TEXT NOT NULL, revision BIGINT NOT NULL, element "
         "TEXT NOT NULL, "
         "column_name TEXT NOT NULL, area TEXT NOT NULL, definition TEXT NOT NULL, state TEXT NOT NULL, "
         "value_text TEXT, "
         "value_scaled BIGINT, PRIMARY KEY (cycle, unit, revision, element, column_name, area), "
         "FOREIGN KEY (cycle, unit, revision) REFERENCES revisions (cycle, unit, revision))",
         "CREATE TABLE submission_events (seq BIGINT NOT NULL PRIMARY KEY, cycle TEXT NOT NULL, unit TEXT "
         "NOT NULL, "
         "revision BIGINT, event TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)",
         "CREATE INDEX submission_events_of_cycle ON submission_events (cycle, seq)",
         "CREATE TABLE snapshots (cycle TEXT NOT NULL, number BIGINT NOT NULL, manifest TEXT NOT NULL, "
         "result TEXT NOT NULL, "
         "digest TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY (cycle, number))",
         "CREATE TABLE published_documents (digest TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, media_type "
         "TEXT NOT NULL, "
         "bytes TEXT NOT NULL, at TEXT NOT NULL)",
         "CREATE TABLE audit (seq BIGINT NOT NULL PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, action "
         "TEXT NOT NULL, "
         "subject TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)",
     }},
    {2,
     "directives, and answers to difficulties",
     {
         "CREATE TABLE matter_events (seq BIGINT NOT NULL PRIMARY KEY, "
         "kind TEXT NOT NULL CHECK (kind IN ('directive', 'difficulty')), code TEXT NOT NULL, event TEXT NOT "
         "NULL, "
         "detail TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)",
     }},
    {3,
     "people, and the keys that open the door for a while",
     {
         "CREATE TABLE person_events (seq BIGINT NOT NULL PRIMARY KEY, person TEXT NOT NULL, event TEXT NOT "
         "NULL, "
         "detail TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)",
         "CREATE INDEX person_events_of_person ON person_events (person, seq)",
         "CREATE TABLE keys (digest TEXT NOT NULL PRIMARY KEY, "
         "kind TEXT NOT NULL CHECK (kind IN ('session', 'link', 'token')), person TEXT NOT NULL, detail TEXT "
         "NOT NULL, "
         "made_at TEXT NOT NULL, seen_at TEXT NOT NULL, ends_at TEXT NOT NULL)",
         "CREATE INDEX keys_of_person ON keys (person)",
     }},
    {4,
     "mail that is to be sent, and secret addresses of calendars",
     {
         "CREATE TABLE outbox (seq BIGINT NOT NULL PRIMARY KEY, topic TEXT NOT NULL UNIQUE, message_id TEXT "
         "NOT NULL, "
         "kind TEXT NOT NULL, person TEXT NOT NULL, detail TEXT NOT NULL, made_at TEXT NOT NULL, ends_at "
         "TEXT NOT NULL, "
         "state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'refused', 'lapsed')), tries BIGINT "
         "NOT NULL, "
         "next_at TEXT NOT NULL, holder TEXT NOT NULL, reply TEXT NOT NULL, settled_at TEXT)",
         "CREATE INDEX outbox_by_turn ON outbox (state, next_at, seq)",
         "CREATE TABLE calendars (digest TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL UNIQUE, "
         "made_at TEXT NOT NULL)",
     }},
    {5,
     "drafts of reports, saved field by field, and links of their parts",
     {
         "CREATE TABLE draft_fields (cycle TEXT NOT NULL, unit TEXT NOT NULL, field TEXT NOT NULL, "
         "value TEXT NOT NULL, number BIGINT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, "
         "PRIMARY KEY (cycle, unit, field))",
         "CREATE TABLE part_links (digest TEXT NOT NULL PRIMARY KEY, cycle TEXT NOT NULL, unit TEXT NOT "
         "NULL, "
         "part TEXT NOT NULL, made_at TEXT NOT NULL, ends_at TEXT NOT NULL, used BIGINT NOT NULL)",
     }},
    {6,
     "answers to requests that may be sent again",
     {
         "CREATE TABLE answers (person TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, answer TEXT "
         "NOT "
         "NULL, "
         "at TEXT NOT NULL, ends_at TEXT NOT NULL, PRIMARY KEY (person, key))",
         "CREATE INDEX answers_by_end ON answers (ends_at)",
     }},
    {7,
     "feedback of citizens",
     {
         "CREATE TABLE feedback (code TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL, about TEXT NOT NULL, "
         "text TEXT NOT NULL, contact TEXT NOT NULL, photo_type TEXT NOT NULL, "
         "state TEXT NOT NULL CHECK (state IN ('received', 'published', 'declined')), reason TEXT NOT NULL, "
         "answer TEXT NOT NULL, settled_at TEXT, settled_by TEXT NOT NULL)",
         "CREATE INDEX feedback_by_state ON feedback (state, at)",
         "CREATE TABLE feedback_photos (code TEXT NOT NULL PRIMARY KEY, bytes TEXT NOT NULL)",
     }},
    {8,
     "amendments of the plan, from the proposal to the decision",
     {
         "CREATE TABLE amendment_events (seq BIGINT NOT NULL PRIMARY KEY, amendment TEXT NOT NULL, "
         "event TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL)",
     }},
};

}  // namespace

std::span<const Migration> store_migrations() {
  return kMigrations;
}

}  // namespace xanh
