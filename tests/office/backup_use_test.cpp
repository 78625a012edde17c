// A store in one file and back: taken while others write, proved before it counts, refused when it is not
// sound.
#include "office/backup_use.hpp"

#include <sys/stat.h>
#include <zip.h>

#include <atomic>
#include <thread>

#include "base/at_hand.hpp"
#include "base/canonical.hpp"
#include "office/office_sample.hpp"
#include "office/publish_use.hpp"
#include "office/seal.hpp"
#include "store/store_archive.hpp"
#include "store/store_fixture.hpp"

namespace xanh::office_test {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

struct Backup : testing::Test {
  void SetUp() override {
    office.with_reports({"q7", "so-xd"});
    ASSERT_TRUE(ready_seal(office.desk()).ok());
    fs::create_directory(kept);
  }
  [[nodiscard]] AuditHead head() const {
    AuditHead out;
    office.store().read([&](const Transaction& t) { out = t.audit_head(); });
    return out;
  }
  Office office;
  fs::path kept = office.folder() / "sao-luu", file = kept / "xanh.zip", place = office.folder() / "moi";
};

TEST_F(Backup, ComesBackWholeToAnEmptyPlace) {
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  ASSERT_TRUE(office.consolidated());
  ASSERT_TRUE(publish_cycle(office.desk(), "2023-H1").ok());
  const auto made = back_up(office.desk(), file.string());
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_EQ(made.value.audit_head, head().hash);
  EXPECT_THAT(names_in(kept), ElementsAre("xanh.zip")) << "nothing else is left there";
  struct stat known{};
  ASSERT_EQ(::stat(file.c_str(), &known), 0);
  EXPECT_EQ(known.st_mode & 0777, 0600u) << "it holds all that the store holds";

  const auto back = restore(file.string(), place.string());
  ASSERT_TRUE(back.ok()) << lines(back.problems);
  EXPECT_EQ(back.value.revisions, 2);
  EXPECT_GT(back.value.figures, 10);
  EXPECT_EQ(back.value.snapshots, 1);
  EXPECT_EQ(back.value.documents, 5) << "four papers and their manifest";
  const auto opened = ProgrammeStore::open(place.string(), ProgrammeStore::Mode::read_write);
  ASSERT_TRUE(opened.ok()) << lines(opened.problems);
  opened.value->read([&](const Transaction& t) { EXPECT_EQ(t.audit_head(), head()); });
  const Desk there{opened.value.get(), std::string(kLocalOperator), Office::now()};
  EXPECT_EQ(published_manifest(there, "2023-H1").value, published_manifest(office.desk(), "2023-H1").value);
  EXPECT_EQ(ready_seal(there).value, ready_seal(office.desk()).value) << "it seals as before";
  ASSERT_EQ(::stat((place / kSealFile).c_str(), &known), 0);
  EXPECT_EQ(known.st_mode & 0777, 0600u);
  EXPECT_EQ(names_in(place / "templates"), names_in(office.folder() / "store" / "templates"));
  EXPECT_THAT(names_in(office.folder()), Not(Contains(testing::HasSubstr("working"))));
}

TEST_F(Backup, IsTakenWhileOthersWriteAndEachIsOfOneMoment) {
  std::atomic<bool> done = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    while (!done) {
      auto report = Office::report("q7");
      const auto noted = review(office.desk(), {{"2023-H1/q7"}, false, {"ww_treated"}, "xem lại"});
      office.store().transact([&](Transaction& t) {
        t.audit({Office::now(), "operator", "test", std::to_string(written.load()), {}});
      });
      static_cast<void>(office.send(report));
      ++written;
    }
  });
  for (int i = 0; i < 4; ++i) {
    const int before = written;
    while (written < before + 3) std::this_thread::yield();
    const fs::path one = kept / (std::to_string(i) + ".zip");
    const auto made = back_up(office.desk(), one.string());
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    const auto checked = check_backup(one.string());
    EXPECT_TRUE(checked.ok()) << lines(checked.problems);
    EXPECT_EQ(checked.value.audit_head, made.value.audit_head);
  }
  done = true;
  writer.join();
  EXPECT_GT(written, 12);
}

TEST_F(Backup, ChecksWithoutLeavingAnythingAndTakesNoPlaceThatIsTaken) {
  ASSERT_TRUE(back_up(office.desk(), file.string()).ok());
  // A temporary folder of its own: other tests work in the common one at the same time.
  const fs::path temporary = place / "temporary";
  fs::create_directories(temporary);
  ::setenv("TMPDIR", temporary.c_str(), 1);
  const auto checked = check_backup(file.string());
  ::unsetenv("TMPDIR");
  EXPECT_TRUE(checked.ok()) << lines(checked.problems);
  EXPECT_THAT(names_in(temporary), testing::IsEmpty());
  const std::string store = (office.folder() / "store").string();
  EXPECT_THAT(codes(restore(file.string(), store).problems), ElementsAre("store-exists"));
  put(place / "other", "something");
  EXPECT_THAT(codes(restore(file.string(), place.string()).problems), ElementsAre("store-place-taken"));
  EXPECT_EQ(bytes_of(place / "other"), "something");
}

TEST_F(Backup, IsRefusedIntoTheStoreOverADeviceAndWhereThereIsNoFolder) {
  EXPECT_THAT(codes(back_up(office.desk(), (office.folder() / "store" / "b.zip").string()).problems),
              ElementsAre("backup-within-store"));
  EXPECT_THAT(codes(back_up(office.desk(), "/dev/null").problems), ElementsAre("file-not-regular"));
  EXPECT_THAT(codes(back_up(office.desk(), (office.folder() / "none" / "b.zip").string()).problems),
              ElementsAre("file-not-found"));
  Desk clerk = office.desk();
  clerk.actor = "q7.lan";
  clerk.posts = {{Role::clerk, "q7", {}, {}, {}}};
  EXPECT_THAT(codes(back_up(clerk, file.string()).problems), ElementsAre("not-allowed"));
}

TEST_F(Backup, AStoreThatIsNotSoundIsNotBackedUp) {
  office.store().transact([](Transaction& t) {
    auto figures = t.figures("2023-H1", "q7", 1);
    figures.at(0).value = Decimal::parse("99999999");
    t.drop_figures();
    t.add_figures(figures);
  });
  put(file, "the backup of yesterday");
  EXPECT_THAT(codes(back_up(office.desk(), file.string()).problems), Contains("figures-not-of-bytes"));
  EXPECT_EQ(bytes_of(file), "the backup of yesterday") << "the one before stays";
}

TEST_F(Backup, CutShortAnywhereItIsRefusedAndNothingStandsThere) {
  ASSERT_TRUE(back_up(office.desk(), file.string()).ok());
  const std::string whole = bytes_of(file);
  for (const double share : {0.0, 0.001, 0.3, 0.7, 0.999}) {
    put(file, whole.substr(0, static_cast<size_t>(static_cast<double>(whole.size()) * share)));
    EXPECT_FALSE(restore(file.string(), place.string()).ok()) << share;
    EXPECT_FALSE(fs::exists(place));
  }
  put(file, "no archive at all");
  EXPECT_THAT(codes(check_backup(file.string()).problems), ElementsAre("backup-not-read"));
  EXPECT_THAT(codes(check_backup((kept / "none").string()).problems), ElementsAre("backup-not-read"));
}

TEST_F(Backup, AChangedByteIsFound) {
  ASSERT_TRUE(back_up(office.desk(), file.string()).ok());
  const std::string whole = bytes_of(file);
  for (const double share : {0.05, 0.4, 0.8}) {
    std::string spoilt = whole;
    char& byte = spoilt[static_cast<size_t>(static_cast<double>(whole.size()) * share)];
    byte = static_cast<char>(byte ^ 0x20);
    put(file, spoilt);
    EXPECT_FALSE(check_backup(file.string()).ok()) << share;
  }
}

/// An archive as somebody else might make it.
class Hostile {
 public:
  explicit Hostile(fs::path path) : path_(std::move(path)) {}
  void entry(const std::string& name, const std::string& bytes) { entries_.emplace_back(name, bytes); }
  /// Named by the manifest as well, with the size it has unless another is given.
  void file(const std::string& name, const std::string& bytes, std::int64_t size = -1) {
    names(name, bytes, size);
    entry(name, bytes);
  }
  void names(const std::string& name, const std::string& bytes, std::int64_t size = -1) {
    files_ += (files_.empty() ? "" : ",") + std::string("{\"name\":") + write_json_line(Node::text(name)) +
              ",\"sha256\":\"" + sha256(bytes) +
              "\",\"bytes\":" + std::to_string(size < 0 ? static_cast<std::int64_t>(bytes.size()) : size) +
              "}";
  }
  void write() {
    entries_.insert(entries_.begin(),
                    {"backup.json",
                     "{\"format\":1,\"programme\":\"p\",\"tables\":3,\"made_at\":\"2023-06-20T10:00:00Z\","
                     "\"audit\":{\"seq\":1,\"hash\":\"00\"},\"files\":[" +
                         files_ + "]}"});
    fs::remove(path_);
    zip_t* zip = zip_open(path_.c_str(), ZIP_CREATE, nullptr);
    ASSERT_NE(zip, nullptr);
    for (const auto& [name, bytes] : entries_)
      ASSERT_GE(zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0),
                             ZIP_FL_ENC_UTF_8),
                0);
    ASSERT_EQ(zip_close(zip), 0);
  }

 private:
  fs::path path_;
  std::string files_;
  std::vector<std::pair<std::string, std::string>> entries_;
};

struct HostileBackup : Backup {
  [[nodiscard]] std::vector<std::string> found() const {
    return codes(restore(file.string(), place.string()).problems);
  }
};

TEST_F(HostileBackup, ANameThatLeadsOutOfTheStoreIsRefusedBeforeAnythingIsWritten) {
  for (const char* name : {"../outside", "/tmp/outside", "a/../../outside", "a\\..\\outside", "./a", "a//b",
                           "store.lock", "programme.sqlite-wal"}) {
    Hostile archive(file);
    archive.file(name, "bytes");
    archive.write();
    EXPECT_THAT(found(), ElementsAre("backup-entry")) << name;
    EXPECT_FALSE(fs::exists(place)) << name;
    EXPECT_FALSE(fs::exists(office.folder() / "outside"));
  }
}

TEST_F(HostileBackup, EntriesAndManifestHaveToNameTheSame) {
  Hostile unlisted(file);
  unlisted.file("programme.sqlite", "x");
  unlisted.entry("templates/more.docx", "x");
  unlisted.write();
  EXPECT_THAT(found(), ElementsAre("backup-entry"));
  Hostile missing(file);
  missing.file("a", "x");
  missing.names("b", "x");
  missing.names("b", "x");
  missing.write();
  EXPECT_THAT(found(), ElementsAre("backup-entry", "backup-file-missing")) << "all at once";
  Hostile empty(file);
  empty.write();
  EXPECT_THAT(found(), ElementsAre("store-missing")) << "well formed, and no store";
}

TEST_F(HostileBackup, ABombIsRefusedByWhatItStatesAndByWhatComesOut) {
  const std::string zeros(std::size_t{8} << 20, '\0');
  Hostile stated(file);
  stated.file("programme.sqlite", zeros, std::int64_t{1} << 45);
  stated.write();
  EXPECT_THAT(found(), ElementsAre("backup-too-large"));
  Hostile lying(file);
  lying.file("programme.sqlite", zeros, 100);
  lying.write();
  EXPECT_THAT(found(), ElementsAre("backup-altered")) << "not a byte more than stated is written";
}

TEST_F(HostileBackup, AnotherLogThanTheOneWrittenDownIsFound) {
  ASSERT_TRUE(back_up(office.desk(), file.string()).ok());
  const fs::path out = office.folder() / "unpacked";
  fs::create_directory(out);
  auto manifest = unpack_store(file, out);
  ASSERT_TRUE(manifest.ok()) << lines(manifest.problems);
  ++manifest.value.audit.seq;
  fs::create_directory(kept / "work");
  ASSERT_TRUE(pack_store(out, manifest.value, kept / "work", file).empty());
  EXPECT_THAT(found(), AnyOf(Contains("backup-head-differs"), Contains("audit-chain-broken")));
  EXPECT_FALSE(fs::exists(place));
}

TEST(BackupOnServer, NamesTheToolsOfPostgresql) {
  std::string why;
  auto* server = store_test::PostgresqlServer::running(&why);
  if (!server) GTEST_SKIP() << why;
  Office office(server->new_database());
  const auto refused = back_up(office.desk(), (office.folder() / "b.zip").string());
  EXPECT_THAT(codes(refused.problems), ElementsAre("backup-of-server"));
  EXPECT_THAT(refused.problems.at(0).advice.en, testing::HasSubstr("pg_dump"));
  const auto key = ready_seal(office.desk());
  ASSERT_TRUE(key.ok()) << lines(key.problems);
  EXPECT_EQ(ready_seal(office.desk()).value, key.value) << "kept in the database, for all servers on it";
}

}  // namespace
}  // namespace xanh::office_test
