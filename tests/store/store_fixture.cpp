#include "store/store_fixture.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/at_hand.hpp"
#include "base/canonical.hpp"

namespace xanh::store_test {
namespace fs = std::filesystem;
namespace {

const fs::path kBinaries = "/usr/lib/postgresql/15/bin";

// initdb and postgres refuse root.
void become_postgres() {
  if (::getuid() != 0) return;
  const passwd* user = ::getpwnam("postgres");
  if (!user || ::setgid(user->pw_gid) != 0 || ::initgroups("postgres", user->pw_gid) != 0 ||
      ::setuid(user->pw_uid) != 0)
    ::_exit(126);
}

pid_t launched(std::vector<std::string> words, const fs::path& log) {
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  become_postgres();
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // a test that is killed leaves no server behind
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(out, 1);
  ::dup2(out, 2);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

int ended(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return status;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = fs::temp_directory_path() / "xanh-store-XXXXXX";
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

PostgresqlServer* PostgresqlServer::running(std::string* why) {
  static std::string told;
  static const std::unique_ptr<PostgresqlServer> server = [] {
    std::unique_ptr<PostgresqlServer> out(new PostgresqlServer);
    if (!out->make(&told)) out.reset();
    return out;
  }();
  *why = told;
  return server.get();
}

bool PostgresqlServer::make(std::string* why) {
  if (!fs::exists(kBinaries / "initdb") || !fs::exists(kBinaries / "postgres")) {
    *why = "PostgreSQL 15 is not installed (" + kBinaries.string() + ")";
    return false;
  }
  if (::getuid() == 0) {
    const passwd* user = ::getpwnam("postgres");
    if (!user || ::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
      *why = "there is no user postgres to run it as";
      return false;
    }
  }
  const int made =
      ended(launched({kBinaries / "initdb", "-D", folder_.path() / "data", "-N", "-E", "UTF8", "-A", "trust",
                      "-U", "postgres", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"},
                     folder_.path() / "log"));
  if (made != 0) {
    *why = "initdb failed";
    return false;
  }
  start();
  return true;
}

void PostgresqlServer::start() {
  pid_ = launched({kBinaries / "postgres", "-D", folder_.path() / "data", "-k", folder_.path(), "-c",
                   "listen_addresses=", "-c", "shared_buffers=32MB", "-c", "fsync=off"},
                  folder_.path() / "log");
  for (int wait = 0; wait < 600; ++wait) {
    if (PQping(address_of("postgres").c_str()) == PQPING_OK) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("PostgreSQL did not start");
}

void PostgresqlServer::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGQUIT);  // at once: its data go with it
  ended(pid_);
  pid_ = 0;
}

PostgresqlServer::~PostgresqlServer() {
  stop();
}

std::string PostgresqlServer::new_database() {
  const std::string name = fmt::format("xanh_{}_{}", ::getpid(), ++databases_);
  ask_postgresql(address_of("postgres"), "CREATE DATABASE " + name);
  return address_of(name);
}

std::string PostgresqlServer::address_of(const std::string& database) const {
  return fmt::format("postgresql:///{}?host={}&user=postgres", database, folder_.path().string());
}

std::string ask_postgresql(const std::string& address, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(address.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), PQclear);
  const auto status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK) return {};
  if (status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

std::string ask_sqlite(const fs::path& file, const std::string& sql) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open(file.c_str(), &opened);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
  if (code != SQLITE_OK) throw std::runtime_error("cannot open " + file.string());
  std::string out;
  const auto take = [](void* to, int columns, char** values, char**) {
    auto& text = *static_cast<std::string*>(to);
    if (text.empty() && columns > 0 && values[0]) text = values[0];
    return 0;
  };
  char* message = nullptr;
  if (sqlite3_exec(database.get(), sql.c_str(), take, &out, &message) != SQLITE_OK) {
    const std::string text = message ? message : "?";
    sqlite3_free(message);
    throw std::runtime_error(text);
  }
  return out;
}

Instant moment(const std::string& text) {
  return parse_instant(text).value();
}

NewStore about() {
  return {"hcmc-2020-2030", 1, moment("2023-01-05T01:00:00Z")};
}

StoredPlan plan(int version) {
  const std::string bytes = fmt::format(R"({{"version":{},"name":"Giảm ô nhiễm môi trường"}})", version);
  return {version,    2022 + version,           make_date(2022 + version, 3, 10),
          bytes,      digest_of("plan", bytes), moment("2023-03-10T02:00:00Z"),
          "an.nguyen"};
}

StoredRevision revision(const std::string& unit, int number, const std::string& recorded_at) {
  const std::string bytes =
      fmt::format(R"({{"unit":"{}","revision":{},"text":"tab\t, gạch chéo \\ và \"ngoặc\""}})", unit, number);
  return {"2023-H1",
          unit,
          number,
          1,
          bytes,
          digest_of("revision", bytes),
          moment("2023-06-16T02:59:00Z"),
          moment(recorded_at),
          "binh.tran"};
}

std::vector<FigureRow> figures(const std::string& unit, int number, int count) {
  std::vector<FigureRow> out;
  for (int i = 0; i < count; ++i) {
    FigureRow row{"2023-H1",
                  unit,
                  number,
                  fmt::format("element_{:06}", i),
                  "period",
                  "",
                  "ww-plants",
                  "official",
                  Decimal::parse(fmt::format("{}.50", i * 7919 % 1000003))};
    if (i % 11 == 3) row.state = "not_available", row.value.reset();
    if (i % 11 == 5) row.value = Decimal::parse("1234567890123456.789");
    if (i % 11 == 7) row.area = "a-thu-duc", row.definition = "định nghĩa\tcó tab, dòng\nmới và \\ chéo";
    out.push_back(row);
  }
  return out;
}

AuditEntry act(const std::string& action, const std::string& subject) {
  return {moment("2023-06-16T03:00:00Z"), "binh.tran", action, subject, "nộp báo cáo quận 7"};
}

ForeignWriter::ForeignWriter(Kind kind, const std::string& address) : kind_(kind) {
  if (kind_ == Kind::folder) {
    sqlite3* opened = nullptr;
    sqlite3_open((fs::path(address) / "programme.sqlite").c_str(), &opened);
    connection_ = opened;
    if (sqlite3_exec(opened, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error("not held");
  } else {
    auto* opened = PQconnectdb(address.c_str());
    connection_ = opened;
    const std::unique_ptr<PGresult, decltype(&PQclear)> held(
        PQexec(opened, "BEGIN; LOCK TABLE meta IN EXCLUSIVE MODE"), PQclear);
    if (PQresultStatus(held.get()) != PGRES_COMMAND_OK) throw std::runtime_error("not held");
  }
}

ForeignWriter::~ForeignWriter() {
  if (kind_ == Kind::folder)
    sqlite3_close(static_cast<sqlite3*>(connection_));
  else
    PQfinish(static_cast<PGconn*>(connection_));
}

void StoreContract::SetUp() {
  address_ = folder_.path() / "kho dữ liệu \"1\"=?";
  if (GetParam() == Kind::folder) return;
  std::string why;
  PostgresqlServer* server = PostgresqlServer::running(&why);
  if (!server) GTEST_SKIP() << why;
  address_ = server->new_database();
}

std::unique_ptr<ProgrammeStore> StoreContract::created(const StoreOptions& options, bool with_plan) {
  auto out = ProgrammeStore::create(
      address_, about(),
      [&](Transaction& to) {
        if (with_plan) to.add_plan(plan(1));
      },
      options);
  for (const auto& problem : out.problems) ADD_FAILURE() << to_line(problem, Language::en);
  return std::move(out.value);
}

std::unique_ptr<ProgrammeStore> StoreContract::opened(ProgrammeStore::Mode mode,
                                                      const StoreOptions& options) {
  auto out = ProgrammeStore::open(address_, mode, options);
  for (const auto& problem : out.problems) ADD_FAILURE() << to_line(problem, Language::en);
  return std::move(out.value);
}

std::string StoreContract::beside(const std::string& sql) {
  return GetParam() == Kind::folder ? ask_sqlite(fs::path(address_) / "programme.sqlite", sql)
                                    : ask_postgresql(address_, sql);
}

}  // namespace xanh::store_test
