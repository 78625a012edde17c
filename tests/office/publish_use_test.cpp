// What is published is kept and sealed, and whoever has the files can tell without the store.
#include "office/publish_use.hpp"

#include <sys/stat.h>

#include "base/at_hand.hpp"
#include "base/canonical.hpp"
#include "office/office_sample.hpp"
#include "office/sealed_manifest.hpp"

namespace xanh::office_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string replaced(std::string text, const std::string& piece, const std::string& by) {
  const size_t at = text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return at == std::string::npos ? text : text.replace(at, piece.size(), by);
}

struct Publishing : testing::Test {
  void SetUp() override {
    office.with_reports({"q7", "so-xd"});
    ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
    ASSERT_TRUE(office.consolidated());
    auto made = publish_papers(office.desk(), {"2023-H1", papers.string(), {}, 1});
    ASSERT_TRUE(made.ok()) << lines(made.problems);
    published = std::move(made.value);
  }
  [[nodiscard]] Outcome<CheckedManifest> check(const std::string& key = {}) const {
    return check_manifest(manifest.string(), key.empty() ? published.key : key);
  }
  /// Codes of the errors.
  [[nodiscard]] std::vector<std::string> found(const std::string& key = {}) const {
    return codes(check(key).problems);
  }

  Office office;
  fs::path papers = office.folder() / "cong-bo", manifest = papers / "manifest.json";
  PublishedCycle published;
};

TEST_F(Publishing, TheManifestNamesFiguresPapersRulesAndWhereTheLogStood) {
  const auto tree = read_json(bytes_of(manifest), "manifest").value;
  const auto read = from_node<SealedManifest>(tree, "manifest");
  ASSERT_TRUE(read.ok()) << lines(read.problems);
  EXPECT_EQ(canonical(tree), bytes_of(manifest)) << "in canonical form";
  EXPECT_EQ(read.value.programme, "hcmc-2020-2030");
  EXPECT_TRUE(read.value.illustrative);
  EXPECT_EQ(read.value.snapshot.sha256, office.consolidated()->snapshot.sha256);
  EXPECT_THAT(read.value.rules, Not(IsEmpty()));
  std::vector<std::string> names;
  for (const auto& document : read.value.documents) {
    names.push_back(document.name);
    EXPECT_EQ(document.sha256, sha256(bytes_of(papers / document.name)));
    office.store().read([&](const Transaction& t) {
      EXPECT_EQ(t.published_document(document.sha256)->bytes, bytes_of(papers / document.name));
    });
  }
  EXPECT_THAT(names, ElementsAre("annex.xlsx", "report.docx", "report.html", "report.json"));
  office.store().read([&](const Transaction& t) {
    const auto rows = t.audit_rows(read.value.audit.seq - 1, 1);
    EXPECT_EQ(rows.at(0).hash, read.value.audit.hash);
    EXPECT_TRUE(t.verify_audit(AuditHead{read.value.audit.seq, read.value.audit.hash}).sound());
  });
  EXPECT_EQ(published_manifest(office.desk(), "2023-H1").value, bytes_of(manifest));
}

TEST_F(Publishing, WhatIsWholeIsFoundWholeAndOnlyAKeyFromElsewhereSettlesIt) {
  const auto with_key = check();
  EXPECT_THAT(codes(with_key.problems), IsEmpty());
  EXPECT_TRUE(with_key.value.key_given);
  const auto without = check_manifest(manifest.string(), {});
  EXPECT_TRUE(without.ok());
  EXPECT_THAT(codes(without.problems), ElementsAre("seal-key-not-given"));
  put(papers / "key", published.key + "\n");
  EXPECT_THAT(codes(check_manifest(manifest.string(), (papers / "key").string()).problems), IsEmpty());
}

TEST_F(Publishing, EveryChangedByteOfTheManifestIsFound) {
  const std::string sealed = bytes_of(manifest);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string spoilt = sealed;
    spoilt[i] = spoilt[i] == '1' ? '2' : '1';
    put(manifest, spoilt);
    EXPECT_FALSE(check().ok()) << "at byte " << i << " of " << sealed;
  }
}

TEST_F(Publishing, AChangedPaperADroppedOneAndATruncatedManifestAreToldAtOnce) {
  const std::string report = bytes_of(papers / "report.docx");
  std::string changed = report;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  put(papers / "report.docx", changed);
  put(papers / "report.json", bytes_of(papers / "report.json") + "\n");
  fs::remove(papers / "annex.xlsx");
  const auto checked = check();
  EXPECT_THAT(codes(checked.problems),
              ElementsAre("document-missing", "document-altered", "document-altered"));
  EXPECT_THAT(checked.problems.at(0).place.file, HasSubstr("annex.xlsx"));
  put(manifest, bytes_of(manifest).substr(0, bytes_of(manifest).size() / 2));
  EXPECT_FALSE(check().ok());
  fs::remove(manifest);
  EXPECT_THAT(found(), ElementsAre("file-not-found"));
}

TEST_F(Publishing, AManifestSealedByAnotherKeyIsRefused) {
  auto swapped = from_node<SealedManifest>(read_json(bytes_of(manifest), "m").value, "m").value;
  Office other;
  std::string foreign;
  other.store().transact([&](Transaction& t) {
    const auto key = seal_key(other.desk(), t);
    ASSERT_TRUE(key.ok());
    foreign = key.value.public_key;
    swapped.snapshot.number = 7;
    put(manifest, seal_manifest(swapped, key.value));
  });
  EXPECT_THAT(found(), ElementsAre("seal-key-differs"));
  EXPECT_THAT(found(foreign), IsEmpty()) << "sealed well, by somebody else";
  put(manifest, replaced(bytes_of(manifest), "\"number\":7", "\"number\":8"));
  EXPECT_THAT(found(foreign), ElementsAre("seal-broken"));
  put(manifest, replaced(bytes_of(manifest), foreign, published.key));
  EXPECT_THAT(found(), ElementsAre("seal-broken"));
}

TEST_F(Publishing, AManifestSavedAgainOrLeadingOutOfItsFolderIsRefused) {
  const std::string sealed = bytes_of(manifest);
  put(manifest, sealed + "\n");
  EXPECT_THAT(found(), ElementsAre("manifest-not-canonical"));
  put(manifest, replaced(sealed, "\"name\":\"annex.xlsx\"", "\"name\":\"../store/programme.sqlite\""));
  EXPECT_THAT(found(), ElementsAre("seal-broken", "manifest-not-read"));
  EXPECT_THAT(found("no key"), Contains("file-not-found"));
  put(papers / "key", "0123");
  EXPECT_THAT(found((papers / "key").string()), Contains("seal-key-not-read"));
}

TEST_F(Publishing, TheKeyIsForItsOwnerAloneAndLeavesTheLogItsPublicPart) {
  const fs::path file = office.folder() / "store" / kSealFile;
  struct stat known{};
  ASSERT_EQ(::stat(file.c_str(), &known), 0);
  EXPECT_EQ(known.st_mode & 0777, 0600u);
  EXPECT_FALSE(seal_is_exposed(office.folder() / "store"));
  ::chmod(file.c_str(), 0640);
  EXPECT_TRUE(seal_is_exposed(office.folder() / "store"));
  bool told = false;
  office.store().read([&](const Transaction& t) {
    for (const auto& row : t.audit_rows()) told |= row.action == "seal.key" && row.subject == published.key;
  });
  EXPECT_TRUE(told);
}

TEST_F(Publishing, AKeyThatIsGoneIsNotMadeAnewUnasked) {
  const fs::path file = office.folder() / "store" / kSealFile;
  const std::string seed = bytes_of(file);
  EXPECT_EQ(ready_seal(office.desk()).value, published.key) << "the same each time";
  fs::remove(file);
  EXPECT_THAT(codes(ready_seal(office.desk()).problems), ElementsAre("seal-key-missing"));
  put(file, "not a key");
  EXPECT_THAT(codes(ready_seal(office.desk()).problems), ElementsAre("seal-key-damaged"));
  put(file, std::string(64, '7') + "\n");
  EXPECT_THAT(codes(ready_seal(office.desk()).problems), ElementsAre("seal-key-damaged"))
      << "of another store";
  put(file, seed);
  EXPECT_TRUE(ready_seal(office.desk()).ok());
  const auto renewed = renew_seal(office.desk());
  ASSERT_TRUE(renewed.ok()) << lines(renewed.problems);
  EXPECT_NE(renewed.value, published.key);
  EXPECT_EQ(ready_seal(office.desk()).value, renewed.value);
  EXPECT_THAT(found(), IsEmpty()) << "what was sealed before keeps its key";
}

TEST(PublishingNothing, WhereThePapersCannotBeWrittenNothingIsPublished) {
  Office office;
  office.with_reports({"q7"});
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  ASSERT_TRUE(office.consolidated());
  put(office.folder() / "taken", "a file");
  const auto refused =
      publish_papers(office.desk(), {"2023-H1", (office.folder() / "taken").string(), {}, 1});
  EXPECT_FALSE(refused.ok());
  office.store().read([&](const Transaction& t) {
    EXPECT_EQ(recall(t).standing.at("2023-H1").stage, CycleStage::closed);
    for (const auto& event : t.cycle_events("2023-H1")) EXPECT_NE(event.event, "sealed");
  });
  EXPECT_THAT(codes(published_manifest(office.desk(), "2023-H1").problems), ElementsAre("nothing-published"));
}

TEST(PublishingNothing, WithoutTemplatesTheDataIsPublishedAndItIsSaid) {
  Office office;
  office.with_reports({"q7"});
  ASSERT_TRUE(close_cycle(office.desk(), "2023-H1").ok());
  ASSERT_TRUE(office.consolidated());
  fs::remove_all(office.folder() / "store" / "templates");
  const fs::path papers = office.folder() / "out";
  const auto made = publish_papers(office.desk(), {"2023-H1", papers.string(), {}, 1});
  ASSERT_TRUE(made.ok()) << lines(made.problems);
  EXPECT_THAT(codes(made.problems), ElementsAre("published-without-paper"));
  EXPECT_TRUE(fs::exists(papers / "report.json"));
  EXPECT_FALSE(fs::exists(papers / "report.docx"));
}

}  // namespace
}  // namespace xanh::office_test
