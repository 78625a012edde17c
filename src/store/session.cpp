#include "store/session.hpp"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "store/engine_errors.hpp"
#include "store/query_times.hpp"

namespace xanh {
namespace {

using Kind = SessionError::Kind;

// Rows at once: about as many as the same query gave last, for SOCI makes room for all that are asked. A row
// may hold a whole revision, so never very many.
constexpr size_t kFirstFetch = 16, kSmallestFetch = 2, kLargestFetch = 128;
constexpr size_t kRowsAnInsert = 1000;
constexpr size_t kCopyBytes = 1 << 16;
constexpr size_t kMostPrepared = 200;  // of one connection; ours are fewer
constexpr size_t kLargestKept = 4096;  // bytes of a value

constexpr std::string_view kSqliteTable =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = :name";
constexpr std::string_view kPostgresqlTable =
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name";
// LOCK TABLE takes no snapshot, so the transaction sees all that the writer before it committed.
constexpr const char* kPostgresqlBeginWriting =
    "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE meta IN EXCLUSIVE MODE";
constexpr const char* kPostgresqlBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// One builder of tables at a time; the number is this program's own ("xanh" in ASCII).
constexpr const char* kPostgresqlBeginBuilding = "BEGIN; SELECT pg_advisory_xact_lock(2019651176)";

const Cell& checked(const Cell& value) {
  // PostgreSQL refuses these and SQLite does not: refused alike, or the two would hold different things.
  if (value && (value->find('\0') != std::string::npos || !is_utf8(*value)))
    throw std::invalid_argument("text for the store that is no UTF-8 or holds a NUL");
  return value;
}

std::string uri_of(const std::filesystem::path& path, std::string_view mode) {
  std::string out = "file:";
  for (const char c : path.string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '_' || c == '-' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}?{}", out, mode);
}

void append_copied(std::string& line, const Cell& value) {
  if (!value) {
    line += "\\N";
    return;
  }
  for (const char c : *value) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line += c;
    }
  }
}

void hear_no_notice(void*, const char*) {}

struct ResultOfPg {
  explicit ResultOfPg(PGresult* given) : result(given) {}
  ~ResultOfPg() { PQclear(result); }
  ResultOfPg(const ResultOfPg&) = delete;
  ResultOfPg& operator=(const ResultOfPg&) = delete;
  PGresult* result;
};

}  // namespace

/// A statement with the places its parameters come from and its rows go to, ready to be asked again.
struct Session::Prepared {
  Prepared(soci::session& session, std::string_view sql, size_t parameters, size_t columns)
      : values(parameters),
        given(parameters),
        cells(columns, std::vector<std::string>(kFirstFetch)),
        states(columns, std::vector<soci::indicator>(kFirstFetch)),
        statement(session),
        counter(query_counter(sql)) {
    for (size_t c = 0; c < columns; ++c) statement.exchange(soci::into(cells[c], states[c]));
    for (size_t p = 0; p < parameters; ++p) statement.exchange(soci::use(values[p], given[p]));
    statement.alloc();
    statement.prepare(std::string(sql));
    statement.define_and_bind();
  }
  void make_room() {
    for (size_t c = 0; c < cells.size(); ++c) {
      cells[c].resize(at_once);
      states[c].resize(at_once);
    }
  }
  /// What the next run should ask for at once, after this one gave so many rows.
  void learn(size_t rows) { at_once = std::clamp(std::bit_ceil(rows + 1), kSmallestFetch, kLargestFetch); }
  /// What it holds of the last rows is not kept where it is large.
  void rest() {
    for (auto& column : cells)
      for (auto& text : column)
        if (text.capacity() > kLargestKept) std::string().swap(text);
    for (auto& value : values)
      if (value.capacity() > kLargestKept) std::string().swap(value);
    busy = false;
  }
  std::vector<std::string> values;
  std::vector<soci::indicator> given;
  std::vector<std::vector<std::string>> cells;
  std::vector<std::vector<soci::indicator>> states;
  soci::statement statement;
  QueryCounter& counter;
  size_t at_once = kFirstFetch;
  bool busy = false;  ///< its rows are being taken
};

struct Session::Connection {
  Engine engine;
  soci::session soci;
  std::map<std::string, std::unique_ptr<Prepared>, std::less<>>
      prepared{};  ///< after the session: they end first

  [[nodiscard]] sqlite_api::sqlite3* sqlite() {
    return static_cast<soci::sqlite3_session_backend*>(soci.get_backend())->conn_;
  }
  [[nodiscard]] PGconn* postgresql() {
    return static_cast<soci::postgresql_session_backend*>(soci.get_backend())->conn_;
  }

  [[noreturn]] void fail_sqlite(const std::string& message) {
    const Kind kind = kind_of_sqlite(sqlite_api::sqlite3_extended_errcode(sqlite()),
                                     sqlite_api::sqlite3_system_errno(sqlite()));
    throw SessionError(kind, message, kind == Kind::unique ? table_of_violation(message) : std::string());
  }
  [[noreturn]] void fail_postgresql(std::string_view state, const std::string& message) {
    const Kind kind = kind_of_postgresql(state, PQstatus(postgresql()) == CONNECTION_OK);
    throw SessionError(kind, message, kind == Kind::unique ? table_of_violation(message) : std::string());
  }
  [[noreturn]] void fail_postgresql(const PGresult* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    fail_postgresql(state ? state : "", PQerrorMessage(postgresql()));
  }
};

Session::Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Session::~Session() = default;

// All that SOCI throws turns into a SessionError here, before it can leave this file.
template <class Act>
void Session::guarded(Act&& act) {
  try {
    act();
  } catch (const soci::postgresql_soci_error& e) {
    connection_->fail_postgresql(e.sqlstate(), e.get_error_message());
  } catch (const soci::soci_error& e) {
    if (engine() == Engine::sqlite) connection_->fail_sqlite(e.get_error_message());
    connection_->fail_postgresql("", e.get_error_message());
  }
}

std::unique_ptr<Session> Session::file(const std::filesystem::path& path, Use use,
                                       std::chrono::milliseconds wait) {
  const std::string_view mode = use == Use::create  ? "mode=rwc"
                                : use == Use::write ? "mode=rw"
                                : use == Use::read  ? "mode=ro"
                                                    : "mode=ro&immutable=1";
  // Where SQLite was built without URIs as default this turns them on, as long as nobody has opened a
  // database yet.
  static const int uri_on = sqlite_api::sqlite3_config(SQLITE_CONFIG_URI, 1);
  static_cast<void>(uri_on);
  std::unique_ptr<Session> session;
  try {
    session.reset(new Session(std::unique_ptr<Connection>(
        new Connection{Engine::sqlite, soci::session(soci::sqlite3, "db=" + uri_of(path, mode))})));
  } catch (const soci::soci_error& e) {
    throw SessionError(Kind::unreachable, e.get_error_message());
  }
  session->command(fmt::format("PRAGMA busy_timeout = {}", wait.count()).c_str());
  session->command("PRAGMA foreign_keys = ON");
  if (use == Use::create || use == Use::write) {
    session->command("PRAGMA journal_mode = WAL");
    session->command("PRAGMA synchronous = FULL");
  } else {
    session->command("PRAGMA query_only = ON");
    // Of 32 readers at rest the 2 MiB that SQLite gives to each would be what grows longest in a server.
    // What does not fit is a read from the system's own cache.
    session->command("PRAGMA cache_size = -512");
  }
  return session;
}

std::unique_ptr<Session> Session::server(const std::string& address, std::chrono::milliseconds wait) {
  std::unique_ptr<Session> session;
  try {
    session.reset(new Session(std::unique_ptr<Connection>(new Connection{
        Engine::postgresql,
        soci::session(
            soci::postgresql,
            // SOCI reads a URL without parameters as a list of them
            address.find('?') == std::string::npos ? address + "?application_name=xanh" : address)})));
  } catch (const soci::soci_error& e) {
    throw SessionError(Kind::unreachable, e.get_error_message());
  }
  PQsetNoticeProcessor(session->connection_->postgresql(), hear_no_notice, nullptr);
  session->command("SET client_encoding TO 'UTF8'");
  session->command("SET synchronous_commit TO on");
  session->command(fmt::format("SET lock_timeout TO {}", wait.count()).c_str());
  return session;
}

Engine Session::engine() const {
  return connection_->engine;
}

bool Session::healthy() const {
  return engine() == Engine::sqlite || PQstatus(connection_->postgresql()) == CONNECTION_OK;
}

void Session::command(const char* sql) {
  if (engine() == Engine::sqlite) {
    char* message = nullptr;
    if (sqlite_api::sqlite3_exec(connection_->sqlite(), sql, nullptr, nullptr, &message) != SQLITE_OK) {
      const std::string text = message ? message : "no message";
      sqlite_api::sqlite3_free(message);
      connection_->fail_sqlite(text);
    }
    return;
  }
  const ResultOfPg done(PQexec(connection_->postgresql(), sql));
  const auto status = PQresultStatus(done.result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) connection_->fail_postgresql(done.result);
  // The server answers a COMMIT of a failed transaction with success and the word ROLLBACK.
  if (std::string_view(sql) == "COMMIT" && std::string_view(PQcmdStatus(done.result)) != "COMMIT")
    throw SessionError(Kind::other, "the transaction had failed and was rolled back");
}

/// The words around every transaction: on SQLite they lie ready like other statements.
void Session::around(const char* sql) {
  if (engine() == Engine::sqlite)
    run(sql);
  else
    command(sql);
}

void Session::begin_writing() {
  around(engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : kPostgresqlBeginWriting);
}
void Session::begin_reading() {
  around(engine() == Engine::sqlite ? "BEGIN" : kPostgresqlBeginReading);
}
void Session::begin_building() {
  command(engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : kPostgresqlBeginBuilding);
}
void Session::commit() {
  around("COMMIT");
}

void Session::begin_part() {
  around("SAVEPOINT part");
}
void Session::keep_part() {
  around("RELEASE SAVEPOINT part");
}
void Session::drop_part() {
  around("ROLLBACK TO SAVEPOINT part");
  around("RELEASE SAVEPOINT part");
}

bool Session::in_transaction() const {
  if (engine() == Engine::sqlite) return sqlite_api::sqlite3_get_autocommit(connection_->sqlite()) == 0;
  const auto status = PQtransactionStatus(connection_->postgresql());
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void Session::rollback() noexcept {
  try {
    // SQLite rolls back by itself when the disk is full; a second one would be an error.
    if (engine() == Engine::sqlite && sqlite_api::sqlite3_get_autocommit(connection_->sqlite()) != 0) return;
    around("ROLLBACK");
  } catch (const SessionError&) {  // the connection is gone, and the transaction with it
  }
}

void Session::run(std::string_view sql, const std::vector<Cell>& parameters) {
  select(sql, parameters, 0, [](const Row&) {});
}

// Preparing a statement costs more than most of ours take to run, on PostgreSQL a round trip.
void Session::select(std::string_view sql, const std::vector<Cell>& parameters, size_t columns,
                     const std::function<void(const Row&)>& take) {
  for (const auto& parameter : parameters) checked(parameter);
  guarded([&] {
    auto& all = connection_->prepared;
    auto found = all.find(sql);
    const bool fits = found != all.end() && !found->second->busy && found->second->cells.size() == columns &&
                      found->second->values.size() == parameters.size();
    std::unique_ptr<Prepared> alone;  // asked while its own rows are being taken
    Prepared* ready = fits ? found->second.get() : nullptr;
    if (!ready) {
      auto fresh = std::make_unique<Prepared>(connection_->soci, sql, parameters.size(), columns);
      ready = fresh.get();
      if (found == all.end() && all.size() < kMostPrepared)
        found = all.emplace(std::string(sql), std::move(fresh)).first;
      else
        alone = std::move(fresh);
    }
    Prepared& one = *ready;
    one.busy = true;
    try {
      rows_of(one, parameters, take);
    } catch (...) {
      if (!alone) all.erase(found);  // in what state it is nobody knows
      throw;
    }
    one.rest();
  });
}

void Session::rows_of(Prepared& one, const std::vector<Cell>& parameters,
                      const std::function<void(const Row&)>& take) {
  for (size_t p = 0; p < parameters.size(); ++p) {
    one.values[p] = parameters[p].value_or(std::string());
    one.given[p] = parameters[p] ? soci::i_ok : soci::i_null;
  }
  const size_t columns = one.cells.size();
  Row row;
  row.cells_.resize(columns);
  one.make_room();
  std::chrono::nanoseconds took{};
  const auto timed = [&took](auto&& act) {
    const auto start = std::chrono::steady_clock::now();
    const bool out = act();
    took += std::chrono::steady_clock::now() - start;
    return out;
  };
  bool more = timed([&] { return one.statement.execute(true); });
  size_t all = 0;
  while (columns > 0 && more) {
    const size_t rows = one.cells[0].size();
    all += rows;
    for (size_t r = 0; r < rows; ++r) {
      for (size_t c = 0; c < columns; ++c)
        row.cells_[c] = one.states[c][r] == soci::i_null ? nullptr : &one.cells[c][r];
      take(row);
    }
    if (rows < one.at_once) break;  // there are no more
    one.make_room();
    more = timed([&] { return one.statement.fetch(); });
  }
  one.learn(all);
  one.counter.add(took);
}

void Session::insert_many(const BulkTable& table, size_t rows,
                          const std::function<void(size_t, std::vector<Cell>&)>& fill) {
  if (rows == 0) return;
  if (engine() == Engine::sqlite)
    insert_rows(table, rows, fill);
  else
    copy_rows(table, rows, fill);
}

void Session::insert_rows(const BulkTable& table, size_t rows,
                          const std::function<void(size_t, std::vector<Cell>&)>& fill) {
  const size_t columns = split(table.columns, ',').size();
  std::vector<std::vector<std::string>> values(columns);
  std::vector<std::vector<soci::indicator>> given(columns);
  std::vector<Cell> cells(columns);
  guarded([&] {
    for (size_t c = 0; c < columns; ++c) {
      values[c].resize(std::min(rows, kRowsAnInsert));
      given[c].resize(values[c].size());
    }
    soci::statement statement(connection_->soci);
    for (size_t c = 0; c < columns; ++c) statement.exchange(soci::use(values[c], given[c]));
    statement.alloc();
    statement.prepare(std::string(table.insert));
    statement.define_and_bind();
    for (size_t first = 0; first < rows; first += kRowsAnInsert) {
      const size_t count = std::min(kRowsAnInsert, rows - first);
      for (size_t c = 0; c < columns; ++c) {
        values[c].resize(count);
        given[c].resize(count);
      }
      for (size_t r = 0; r < count; ++r) {
        fill(first + r, cells);
        for (size_t c = 0; c < columns; ++c) {
          given[c][r] = checked(cells[c]) ? soci::i_ok : soci::i_null;
          values[c][r] = cells[c] ? std::move(*cells[c]) : std::string();
        }
      }
      statement.execute(true);
    }
  });
}

void Session::copy_rows(const BulkTable& table, size_t rows,
                        const std::function<void(size_t, std::vector<Cell>&)>& fill) {
  PGconn* connection = connection_->postgresql();
  std::vector<Cell> cells(split(table.columns, ',').size());
  {
    const ResultOfPg begun(
        PQexec(connection, fmt::format("COPY {} ({}) FROM STDIN", table.name, table.columns).c_str()));
    if (PQresultStatus(begun.result) != PGRES_COPY_IN) connection_->fail_postgresql(begun.result);
  }
  std::string lines;
  const auto send = [&] {
    if (PQputCopyData(connection, lines.data(), static_cast<int>(lines.size())) != 1)
      connection_->fail_postgresql("", PQerrorMessage(connection));
    lines.clear();
  };
  try {
    for (size_t r = 0; r < rows; ++r) {
      fill(r, cells);
      for (size_t c = 0; c < cells.size(); ++c) {
        if (c > 0) lines += '\t';
        append_copied(lines, checked(cells[c]));
      }
      lines += '\n';
      if (lines.size() >= kCopyBytes) send();
    }
    send();
  } catch (const std::invalid_argument&) {
    PQputCopyEnd(connection, "refused by the program");
    while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
    throw;
  }
  if (PQputCopyEnd(connection, nullptr) != 1) connection_->fail_postgresql("", PQerrorMessage(connection));
  std::optional<SessionError> failed;
  while (PGresult* next = PQgetResult(connection)) {  // to the last one, or the connection stays in COPY
    const ResultOfPg result(next);
    if (PQresultStatus(result.result) == PGRES_COMMAND_OK || failed) continue;
    try {
      connection_->fail_postgresql(result.result);
    } catch (const SessionError& e) {
      failed = e;
    }
  }
  if (failed) throw SessionError(*failed);
}

void Session::define(std::string_view statement) {
  std::string sql(statement);
  if (engine() == Engine::postgresql) {
    constexpr std::string_view kind = " TEXT";
    constexpr std::string_view collation = " COLLATE \"C\"";
    for (size_t at = sql.find(kind); at != std::string::npos;
         at = sql.find(kind, at + kind.size() + collation.size()))
      sql.insert(at + kind.size(), collation);
  }
  command(sql.c_str());
}

bool Session::has_table(std::string_view name) {
  bool found = false;
  select(engine() == Engine::sqlite ? kSqliteTable : kPostgresqlTable, {cell(name)}, 1,
         [&](const Row&) { found = true; });
  return found;
}

std::string Session::encoding() {
  if (engine() == Engine::sqlite) return "UTF8";
  const char* name = PQparameterStatus(connection_->postgresql(), "server_encoding");
  return name ? name : "?";
}

std::vector<std::string> Session::faults() {
  std::vector<std::string> out;
  if (engine() == Engine::sqlite)
    select("PRAGMA integrity_check", {}, 1, [&](const Row& row) {
      if (row.text(0) != "ok") out.push_back(row.text(0));
    });
  return out;
}

void Session::copy_to(const std::filesystem::path& path) {
  command("PRAGMA query_only = OFF");  // it counts the new file as a write of this connection
  run("VACUUM INTO :path", {cell(path.string())});
}

}  // namespace xanh
