#include "store/programme_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <stdexcept>
#include <system_error>

#include "store/folder.hpp"
#include "store/group_writer.hpp"
#include "store/lock_lender.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kAddMeta = "INSERT INTO meta (key, value) VALUES (:key, :value)";
constexpr std::string_view kMeta = "SELECT value FROM meta WHERE key = :key";
constexpr std::string_view kSetVersion = "UPDATE meta SET value = :value WHERE key = 'schema'";
constexpr size_t kRestingReaders = 32;

Place at(const std::string& shown) {
  return {shown, 0, 0, {}, {}, {}};
}

int newest(const StoreOptions& options) {
  return options.migrations.empty() ? 0 : options.migrations.back().to;
}

std::optional<std::string> meta(Session& session, std::string_view key) {
  std::optional<std::string> out;
  session.select(kMeta, {cell(key)}, 1, [&](const Row& row) { out = row.text(0); });
  return out;
}

int number_in(const std::string& text) {
  int out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size())
    throw SessionError(SessionError::Kind::damaged, "the version of the store");
  return out;
}

void step_up(Session& session, int from, const StoreOptions& options) {
  for (const Migration& migration : options.migrations) {
    if (migration.to <= from) continue;
    for (const auto statement : migration.statements) session.define(statement);
  }
}

// Tables, meta and the first records in one transaction. A problem is returned, what `fill` throws comes
// through.
Problems build(Session& session, const std::string& shown, const NewStore& about,
               const std::function<void(Transaction&)>& fill, const StoreOptions& options) {
  if (const auto encoding = session.encoding(); encoding != "UTF8")
    return {problem(store_problems::kNotUtf8, at(shown), {{"encoding", encoding}})};
  session.begin_building();
  if (session.has_table("meta")) {
    session.rollback();
    return {problem(store_problems::kExists, at(shown))};
  }
  step_up(session, 0, options);
  session.run(kAddMeta, {cell("schema"), cell(newest(options))});
  session.run(kAddMeta, {cell("programme"), cell(about.programme)});
  session.run(kAddMeta, {cell("format"), cell(about.format)});
  session.run(kAddMeta, {cell("created_at"), cell(about.at)});
  StoreWork work(session, shown);
  if (fill) {
    Transaction transaction(work);
    fill(transaction);
    if (work.failure()) std::rethrow_exception(work.failure());
  }
  session.commit();
  return {};
}

// Problems of building, however they come: as such, as an engine's error, as a failure of what `fill` asked
// for.
template <class Act>
Problems problems_of(const std::string& shown, Act&& act) {
  try {
    return act();
  } catch (const SessionError& e) {
    return {to_problem(e, shown)};
  } catch (const StoreFailure& e) {
    return {e.problem()};
  } catch (const fs::filesystem_error& e) {
    return {problem(store_problems::kDiskFault, at(shown), {{"reason", e.code().message()}})};
  } catch (const std::system_error& e) {
    return {problem(store_problems::kDiskFault, at(shown), {{"reason", e.code().message()}})};
  }
}

Problems what_is_there(const fs::path& folder) {
  std::error_code error;
  const std::string shown = folder.string();
  if (!fs::exists(folder, error)) return {problem(store_problems::kMissing, at(shown))};
  if (fs::is_regular_file(folder / store_folder::kDatabase, error)) return {};
  const bool empty = fs::is_directory(folder, error) && fs::is_empty(folder, error);
  return {problem(empty ? store_problems::kMissing : store_problems::kNotAStore, at(shown))};
}

}  // namespace

bool is_server_address(const std::string& address) {
  return address.starts_with("postgresql://") || address.starts_with("postgres://");
}

std::string address_to_show(const std::string& address) {
  if (!is_server_address(address)) return address;
  std::string out = address.substr(0, address.find('?'));  // a password may stand among the options, too
  const size_t start = out.find("://") + 3;
  const size_t host = out.find('@', start);
  if (host == std::string::npos) return out;
  const size_t colon = out.find(':', start);
  return colon < host ? out.substr(0, colon) + out.substr(host) : out;
}

struct ProgrammeStore::Body {
  std::string address;
  std::string shown;
  Mode mode = Mode::read_only;
  StoreOptions options;
  fs::path folder;
  StoreLock lock;
  std::unique_ptr<LockLender> lender;  // ends before the lock it lends
  std::string programme;

  GroupWriter writer{{[this] { return session(Mode::read_write); },
                      [this](Session& its, StoreWork& work) { check_version(its, work); }, shown, options}};
  std::mutex resting;
  std::vector<std::unique_ptr<Session>> readers;

  [[nodiscard]] std::unique_ptr<Session> session(Mode wanted) const {
    if (folder.empty()) return Session::server(address, options.wait);
    const fs::path file = folder / store_folder::kDatabase;
    if (wanted == Mode::read_write) return Session::file(file, Session::Use::write, options.wait);
    // Where nothing can be written SQLite cannot make its index of a journal; without a journal none is
    // needed.
    const bool still = !is_writable(folder) && !fs::exists(file.string() + "-wal");
    return Session::file(file, still ? Session::Use::read_immutable : Session::Use::read, options.wait);
  }

  [[nodiscard]] std::unique_ptr<Session> reader() {
    {
      const std::lock_guard guard(resting);
      if (!readers.empty()) {
        auto out = std::move(readers.back());
        readers.pop_back();
        return out;
      }
    }
    return session(Mode::read_only);
  }

  void rest(std::unique_ptr<Session> session) {
    if (!session->healthy()) return;
    const std::lock_guard guard(resting);
    if (readers.size() < kRestingReaders) readers.push_back(std::move(session));
  }

  // Another server may have brought the tables to a newer version since we opened them.
  void check_version(Session& session, StoreWork& work) const {
    work.guarded([&] {
      const auto found = meta(session, "schema");
      if (!found) throw SessionError(SessionError::Kind::damaged, "no version in meta");
      if (number_in(*found) != newest(options))
        throw StoreFailure(problem(store_problems::kNewer, at(shown),
                                   {{"found", *found}, {"known", std::to_string(newest(options))}}));
    });
  }

  void read_once(const std::function<void(const Transaction&)>& act) {
    auto session = reader();
    StoreWork work(*session, shown);
    try {
      work.guarded([&] { session->begin_reading(); });
      check_version(*session, work);
      const Transaction transaction(work);
      act(transaction);
      if (work.failure()) std::rethrow_exception(work.failure());
    } catch (...) {
      session->rollback();
      rest(std::move(session));
      if (is_conflict(work.failure())) std::rethrow_exception(work.failure());
      throw;
    }
    session->rollback();
    rest(std::move(session));
  }

  // Version, backup and steps up; what the store says of itself.
  Problems get_ready() {
    auto first = session(mode);
    if (!first->has_table("meta"))
      return {problem(folder.empty() ? store_problems::kMissing : store_problems::kNotAStore, at(shown))};
    const auto found = meta(*first, "schema");
    const auto code = meta(*first, "programme");
    if (!found || !code) return {problem(store_problems::kNotAStore, at(shown))};
    programme = *code;
    const int target = newest(options);
    const int version = number_in(*found);
    const auto versions = [&](const ProblemKind& kind) {
      return problem(kind, at(shown), {{"found", *found}, {"known", std::to_string(target)}});
    };
    if (version > target) return {versions(store_problems::kNewer)};
    if (version < target && mode == Mode::read_only) return {versions(store_problems::kOlder)};
    // The owner of the store would be left with tables it does not know.
    if (version < target && lock.lent()) return {versions(store_problems::kOwnedOlder)};
    if (version < target) bring_up(*first, version, target);
    if (mode == Mode::read_write)
      writer.take(std::move(first));
    else
      rest(std::move(first));
    return {};
  }

  void bring_up(Session& session, int version, int target) const {
    if (!folder.empty()) {
      const fs::path before = folder / fmt::format("{}.before-{}", store_folder::kDatabase, target);
      const fs::path part = before.string() + ".part";
      fs::remove(part);
      session.copy_to(part);
      replace_durably(part, before);
    }
    session.begin_building();
    try {
      const auto now = meta(session, "schema");  // another server may have been faster
      version = now ? number_in(*now) : version;
      step_up(session, version, options);
      session.run(kSetVersion, {cell(std::max(target, version))});
      session.commit();
    } catch (...) {
      session.rollback();
      throw;
    }
  }
};

ProgrammeStore::ProgrammeStore(std::unique_ptr<Body> body) : body_(std::move(body)) {}
ProgrammeStore::~ProgrammeStore() = default;

Outcome<std::unique_ptr<ProgrammeStore>> ProgrammeStore::create(const std::string& address,
                                                                const NewStore& about,
                                                                const std::function<void(Transaction&)>& fill,
                                                                const StoreOptions& options) {
  Outcome<std::unique_ptr<ProgrammeStore>> out;
  auto body = std::make_unique<Body>();
  body->address = address;
  body->shown = address_to_show(address);
  body->mode = Mode::read_write;
  body->options = options;
  out.problems = problems_of(body->shown, [&]() -> Problems {
    if (is_server_address(address)) {
      auto session = Session::server(address, options.wait);
      try {
        return build(*session, body->shown, about, fill, options);
      } catch (...) {
        session->rollback();
        throw;
      }
    }
    body->folder = folder_of(address);
    if (auto found = in_the_way_of_a_store(body->folder); !found.empty()) return found;
    auto making = StoreInTheMaking::beside(body->folder);
    if (!making.ok()) return making.problems;
    {
      // Its end folds the journal into the file, so that one file is moved.
      auto session =
          Session::file(making.value->folder() / store_folder::kDatabase, Session::Use::create, options.wait);
      if (auto found = build(*session, body->shown, about, fill, options); !found.empty()) return found;
    }
    auto placed = making.value->put_in_place();
    body->lock = std::move(placed.value);
    return placed.problems;
  });
  if (out.ok()) out.problems = problems_of(body->shown, [&] { return body->get_ready(); });
  if (out.ok()) out.value.reset(new ProgrammeStore(std::move(body)));
  return out;
}

Outcome<std::unique_ptr<ProgrammeStore>> ProgrammeStore::open(const std::string& address, Mode mode,
                                                              const StoreOptions& options) {
  Outcome<std::unique_ptr<ProgrammeStore>> out;
  auto body = std::make_unique<Body>();
  body->address = address;
  body->shown = address_to_show(address);
  body->mode = mode;
  body->options = options;
  out.problems = problems_of(body->shown, [&]() -> Problems {
    if (!is_server_address(address)) {
      body->folder = folder_of(address);
      if (auto found = what_is_there(body->folder); !found.empty()) return found;
    }
    if (mode == Mode::read_write && !body->folder.empty()) {
      auto lock = StoreLock::take(body->folder);
      if (lock.ok())
        body->lock = std::move(lock.value);
      else if (body->lock = borrow_lock(body->folder); !body->lock.held())
        return lock.problems;
    }
    return body->get_ready();
  });
  if (out.ok()) out.value.reset(new ProgrammeStore(std::move(body)));
  return out;
}

void ProgrammeStore::transact(const std::function<void(Transaction&)>& act) {
  if (body_->mode == Mode::read_only)
    throw StoreFailure(problem(store_problems::kOpenedForReading, at(body_->shown)));
  Along* const along = Along::of(*this);  // of the thread that asks; another may write for it
  if (!along) return body_->writer.write(act);
  bool wrote = false;
  body_->writer.write([&](Transaction& transaction) {
    act(transaction);
    wrote = transaction.changed();
    if (wrote) along->write_(transaction);
  });
  along->written_ = wrote;
}

void ProgrammeStore::read(const std::function<void(const Transaction&)>& act) const {
  with_retries(body_->options.attempts, body_->shown, [&] { body_->read_once(act); });
}

const std::string& ProgrammeStore::programme() const {
  return body_->programme;
}
int ProgrammeStore::version() const {
  return newest(body_->options);
}
ProgrammeStore::Mode ProgrammeStore::mode() const {
  return body_->mode;
}
const fs::path& ProgrammeStore::folder() const {
  return body_->folder;
}

Problems ProgrammeStore::check() const {
  Problems out = problems_of(body_->shown, [&] {
    Problems found;
    auto session = body_->reader();
    for (const auto& fault : session->faults())
      found.push_back(problem(store_problems::kDamaged, at(body_->shown), {{"reason", fault}}));
    body_->rest(std::move(session));
    return found;
  });
  const Problems chain = problems_of(body_->shown, [&] {
    Problems found;
    read([&](const Transaction& transaction) {
      for (const auto& fault : transaction.verify_audit().breaks) {
        found.push_back(to_problem(fault));
        found.back().place.file = body_->shown;
      }
    });
    return found;
  });
  out.insert(out.end(), chain.begin(), chain.end());
  return out;
}

Problems ProgrammeStore::lend_lock() {
  if (body_->folder.empty() || !body_->lock.held() || body_->lender) return {};
  // It is another's: to lend it on would take his socket away.
  if (body_->lock.lent())
    return {problem(store_problems::kOwned, at(body_->shown), {{"pid", owner_of(body_->folder)}})};
  auto started = LockLender::start(body_->folder, body_->lock);
  body_->lender = std::move(started.value);
  return started.problems;
}

void ProgrammeStore::copy_database_to(const fs::path& file) const {
  if (body_->folder.empty()) throw std::logic_error("a database on a server is copied by its own tools");
  with_retries(body_->options.attempts, body_->shown,
               [&] { body_->session(Mode::read_only)->copy_to(file); });
}

}  // namespace xanh
