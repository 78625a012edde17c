#include "office/signed_use.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <set>

#include "base/canonical.hpp"
#include "exchange/paper_text.hpp"
#include "exchange/pdf_file.hpp"
#include "office/signed_papers.hpp"
#include "office/signed_problems.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {
namespace {

using namespace signed_copy;

/// What a paper is a copy of: a revision of a unit's report, or a snapshot's document.
struct Subject {
  std::string cycle, unit, document;  ///< one of unit and document
  int number = 0;                     ///< of the revision or snapshot; 0: the current one
  [[nodiscard]] std::string name(int of) const {
    return fmt::format("{}/{}/{}", cycle, unit.empty() ? document : unit, of);
  }
};

bool is_document(std::string_view word) {
  const auto& all = signed_documents();
  return std::find(all.begin(), all.end(), word) != all.end();
}

std::optional<Subject> parse_subject(const std::string& text) {
  const auto parts = split(text, '/');
  if (parts.empty() || parts.size() > 3 || parts[0].empty()) return std::nullopt;
  Subject out;
  out.cycle = parts[0];
  if (parts.size() == 1) {
    out.document = signed_documents().front();
    return out;
  }
  if (parts[1].empty()) return std::nullopt;
  (is_document(parts[1]) ? out.document : out.unit) = parts[1];
  if (parts.size() < 3) return out;
  const std::string& n = parts[2];
  if (std::from_chars(n.data(), n.data() + n.size(), out.number).ptr != n.data() + n.size() || out.number < 1)
    return std::nullopt;
  return out;
}

/// "1, 2, 5 …"
std::string list_of(const std::set<int>& pages) {
  std::vector<std::string> out;
  for (const int page : pages) {
    if (out.size() == 10) {
      out.emplace_back("…");
      break;
    }
    out.push_back(std::to_string(page));
  }
  return join(out, ", ");
}

/// "123" and "123/BC-STNMT" are one number: the symbol is printed by the template.
bool same_number(const std::string& a, const std::string& b) {
  return a == b || a.starts_with(b + "/") || b.starts_with(a + "/");
}

class Filing {
 public:
  Filing(const Desk& desk, const SignedRequest& request, const std::string& bytes, const PdfFile& pdf,
         Transaction& t)
      : desk_(desk), request_(request), bytes_(bytes), pdf_(pdf), t_(t), memory_(recall(t)) {}

  Outcome<SignedLine> run() {
    find();
    if (has_error(out_.problems)) return std::move(out_);
    const std::string digest = sha256(bytes_);
    if (given(digest)) return std::move(out_);
    match();
    // Of a paper that is another one its number says nothing.
    if (!has_error(out_.problems)) facts();
    if (has_error(out_.problems)) return std::move(out_);
    SignedPaper& paper = out_.value.paper;
    paper.file_sha256 = digest;
    paper.file_name = std::filesystem::path(request_.file).filename().string();
    paper.file_name = to_nfc(paper.file_name).value_or("");
    paper.document = subject_.document;
    paper.of = number_;
    paper.sha256 = digest_;
    paper.pages = pdf_.pages;
    seals();
    keep();
    return std::move(out_);
  }

 private:
  void tell(const ProblemKind& kind, ProblemWords words) {
    out_.problems.push_back(problem(kind, Place{request_.file, 0, 0, {}, {}, {}}, words));
  }

  /// What the paper is to be a copy of, and every code that could stand on it.
  void find() {
    const auto unknown = [&] {
      out_.problems.push_back(problem(kUnknownSubject, Place{}, {{"subject", request_.subject}}));
    };
    const auto parsed = parse_subject(request_.subject);
    if (!parsed) return unknown();
    subject_ = *parsed;
    const auto cycle = find_cycle(memory_, subject_.cycle);
    append(out_.problems, cycle.problems);
    if (!cycle.ok()) return;
    if (!subject_.document.empty() && request_.subject.find('/') != std::string::npos &&
        memory_.units.any_unit(subject_.document)) {
      out_.problems.push_back(problem(kAmbiguous, Place{}, {{"subject", request_.subject}}));
      return;
    }
    for (const auto& revision : t_.latest_revisions(subject_.cycle))
      known_[control_code(revision.digest)] = {revision.unit, revision.revision};
    const auto snapshots = t_.snapshots(subject_.cycle);
    for (const auto& snapshot : snapshots) known_[control_code(snapshot.digest)] = {{}, snapshot.number};
    if (subject_.unit.empty()) {
      if (snapshots.empty()) return tell(kNoSnapshot, {{"cycle", subject_.cycle}});
      const auto standing = memory_.standing.find(subject_.cycle);
      const int published = standing == memory_.standing.end() ? 0 : standing->second.published_snapshot;
      current_ = published > 0 ? published : snapshots.back().number;
      number_ = subject_.number > 0 ? subject_.number : current_;
      for (const auto& snapshot : snapshots)
        if (snapshot.number == number_) digest_ = snapshot.digest;
    } else {
      for (const auto& revision : t_.revisions(subject_.cycle, subject_.unit)) {
        known_[control_code(revision.digest)] = {revision.unit, revision.revision};
        current_ = revision.revision;
        if (subject_.number > 0 && subject_.number != revision.revision) continue;
        number_ = revision.revision;
        digest_ = revision.digest;
        report_ = submission_from_bytes(revision.bytes).value;
        signed_code_ = control_code(content_digest(*report_));
      }
      if (current_ > 0)
        form_code_ = control_code(form_maker(memory_, *cycle.value).form(subject_.unit).digest());
    }
    if (digest_.empty()) return unknown();
    name_ = subject_.name(number_);
    code_ = control_code(digest_);
    out_.value.subject = name_;
  }

  /// Whether the same file, or another one, was given for this paper before.
  bool given(const std::string& digest) {
    const SignedPaper* before = nullptr;
    const auto revisions = signed_revisions(t_, subject_.cycle);
    const auto reports = signed_reports(t_, subject_.cycle);
    if (!subject_.unit.empty()) {
      // The file of an earlier revision, repeated when there is a later one, is there already as well.
      for (const auto& [key, paper] : revisions)
        if (key.first == subject_.unit && (key.second == number_ || paper.file_sha256 == digest))
          if (!before || paper.file_sha256 == digest) before = &paper;
    } else {
      for (const auto& [key, paper] : reports)
        if (key.first == subject_.document && (key.second == digest_ || paper.file_sha256 == digest))
          if (!before || paper.file_sha256 == digest) before = &paper;
    }
    if (!before) return false;
    const bool other_facts = (!request_.number.empty() && request_.number != before->number) ||
                             (request_.date && request_.date != before->date) ||
                             (!request_.signer.empty() && request_.signer != before->signer);
    if (before->file_sha256 == digest && !other_facts) {
      out_.value.already = true;
      out_.value.paper = *before;
      out_.value.subject = subject_.name(before->of);
      return true;
    }
    if (request_.replace) {
      out_.value.replaced = true;
      return false;
    }
    const Bilingual paper = number_and_day(*before);
    tell(kAlready, {{"subject", subject_.name(before->of)},
                    {"paper", paper.vi},
                    {"paper_en", paper.en},
                    {"file", before->file_name}});
    return true;
  }

  /// "2023-H1/q1/1", "bản chốt số liệu lần 1"
  [[nodiscard]] std::string name_of_known(const std::pair<std::string, int>& known) const {
    return fmt::format("{}/{}/{}", subject_.cycle, known.first.empty() ? "bc-so" : known.first, known.second);
  }

  /// A code that is known and not the wanted one.
  void other(const std::string& code) {
    const auto known = known_.find(code);
    if (known == known_.end())
      return tell(kUnknownCode, {{"code", code}, {"subject", name_}, {"wanted", code_}});
    if (known->second.first == subject_.unit) {
      const bool unit = !subject_.unit.empty();
      return tell(kOtherNumber, {{"what", unit ? "báo cáo" : "bản chốt số liệu"},
                                 {"what_en", unit ? "revision" : "snapshot"},
                                 {"have", std::to_string(known->second.second)},
                                 {"current", std::to_string(number_)},
                                 {"code", code},
                                 {"subject", subject_.name(known->second.second)}});
    }
    tell(kOtherPaper, {{"code", code}, {"have", name_of_known(known->second)}, {"subject", name_}});
  }

  void match() {
    SignedPaper& paper = out_.value.paper;
    paper.code = code_;
    std::string typed;
    if (!request_.match.empty()) {
      typed = typed_code(request_.match);
      if (typed.empty()) return tell(kBadCode, {{"code", request_.match}});
      if (typed != code_) return other(typed);
    }
    if (!pdf_.has_text()) {
      std::vector<std::string> missing;
      if (typed.empty()) missing.emplace_back("--match");
      if (request_.number.empty()) missing.emplace_back("--number");
      if (!request_.date) missing.emplace_back("--date");
      if (!missing.empty()) tell(kScan, {{"options", join(missing, ", ")}});
      paper.matched_by = MatchedBy::typed;
      return;
    }
    const auto found = codes_on(pdf_.text);
    auto wanted = found.find(code_);
    // Printed before the clerk gave number and day, as papers are signed.
    if (wanted == found.end() && !signed_code_.empty()) wanted = found.find(signed_code_);
    const auto form = form_code_.empty() ? found.end() : found.find(form_code_);
    std::vector<std::string> others;
    for (const auto& [code, pages] : found)
      if (code != code_ && known_.contains(code)) others.push_back(code);
    if (wanted != found.end()) {
      paper.matched_by = MatchedBy::printed;
      paper.code = wanted->first;
      for (const auto& code : others)
        tell(kMixedPages, {{"pages", list_of(found.at(code))},
                           {"code", code},
                           {"have", name_of_known(known_.at(code))},
                           {"subject", name_}});
      without_code(wanted->second);
    } else if (!others.empty()) {
      for (const auto& code : others) other(code);
    } else if (form != found.end()) {
      paper.matched_by = MatchedBy::form;
      paper.code = form_code_;
      tell(kCodeOfForm, {{"code", form_code_}, {"subject", name_}});
      without_code(form->second);
    } else if (!typed.empty()) {
      paper.matched_by = MatchedBy::typed;
    } else {
      tell(kNoCode, {{"code", code_}, {"subject", name_}});
    }
  }

  void without_code(const std::set<int>& with) {
    std::set<int> without;
    for (int page = 1; page <= pdf_.pages; ++page)
      if (!with.contains(page)) without.insert(page);
    if (!without.empty()) tell(kPagesWithoutCode, {{"pages", list_of(without)}});
  }

  /// Number, day and signer: as given, else as the paper's head says, else as the unit told on its cover.
  void facts() {
    SignedPaper& paper = out_.value.paper;
    const std::string head = head_of(pdf_.text);
    const std::string number = letter_number_in(head);
    const auto day = letter_date_in(head);
    const Letter told = report_ ? report_->letter : Letter{};
    const std::string as_given = to_nfc(trimmed(request_.number)).value_or("");
    paper.number = !as_given.empty() ? as_given : !number.empty() ? number : told.number;
    paper.date = request_.date ? request_.date : day ? day : told.date;
    const std::string signer = to_nfc(trimmed(request_.signer)).value_or("");
    paper.signer = !signer.empty() ? signer : told.signer;
    // A scan was told of already, with everything that is to be read on it.
    if (pdf_.has_text()) {
      if (paper.number.empty()) tell(kNoNumber, {});
      if (!paper.date) tell(kNoDay, {});
    }
    const auto differs = [&](const std::string& have, const char* where, const char* where_en) {
      if (!have.empty() && !paper.number.empty() && !same_number(have, paper.number))
        tell(kContradicts, {{"what", "số"},
                            {"what_en", "number"},
                            {"taken", paper.number},
                            {"where", where},
                            {"where_en", where_en},
                            {"have", have}});
    };
    const auto differs_day = [&](std::optional<Date> have, const char* where, const char* where_en) {
      if (have && paper.date && *have != *paper.date)
        tell(kContradicts, {{"what", "ngày"},
                            {"what_en", "day"},
                            {"taken", to_text_vi(*paper.date)},
                            {"where", where},
                            {"where_en", where_en},
                            {"have", to_text_vi(*have)}});
    };
    differs(number, "trên văn bản", "the paper");
    differs_day(day, "trên văn bản", "the paper");
    if (number.empty() || !same_number(number, told.number))
      differs(told.number, "báo cáo đã nhận", "the report that came");
    if (!day || day != told.date) differs_day(told.date, "báo cáo đã nhận", "the report that came");
    const Date today = zone_of(memory_.plans.back()).day_of(desk_.now);
    if (paper.date && *paper.date > today)
      tell(kInFuture, {{"day", to_text_vi(*paper.date)}, {"today", to_text_vi(today)}});
  }

  void seals() {
    SealCoverage& out = out_.value.paper.signature;
    for (const auto& seal : pdf_.seals) {
      if (seal.kind == "ETSI.RFC3161") continue;  // a time stamp says when, not who
      out = std::max(out, seal.whole_file ? SealCoverage::whole_file : SealCoverage::part_of_file);
    }
    // Time stamps are put behind a signature by right.
    const bool stamped = std::any_of(pdf_.seals.begin(), pdf_.seals.end(), [](const PdfSeal& s) {
      return s.kind == "ETSI.RFC3161" && s.whole_file;
    });
    if (out == SealCoverage::part_of_file && stamped) out = SealCoverage::whole_file;
    if (out == SealCoverage::part_of_file) tell(kSealPartial, {});
  }

  void keep() {
    const SignedPaper& paper = out_.value.paper;
    const std::string detail = write_json_line(to_node(paper));
    t_.add_published_document({{}, paper.file_name, "application/pdf", bytes_, desk_.now});
    const std::string event{kSignedEvent};
    if (subject_.unit.empty())
      t_.add_cycle_event({0, subject_.cycle, event, {}, detail, desk_.now, desk_.actor});
    else
      t_.add_submission_event(
          {0, subject_.cycle, subject_.unit, number_, event, detail, desk_.now, desk_.actor});
    t_.audit({desk_.now, desk_.actor, "paper.signed", name_, detail});
  }

  const Desk& desk_;
  const SignedRequest& request_;
  const std::string& bytes_;
  const PdfFile& pdf_;
  Transaction& t_;
  Memory memory_;
  Subject subject_;
  int current_ = 0, number_ = 0;
  std::string name_, digest_, code_, form_code_;
  std::string signed_code_;  ///< of what was signed, before the letter had its number
  std::optional<Submission> report_;
  /// Code to unit (empty: the consolidated report) and number.
  std::map<std::string, std::pair<std::string, int>> known_;
  Outcome<SignedLine> out_;
};

}  // namespace

const std::vector<std::string>& signed_documents() {
  static const std::vector<std::string> kDocuments{"bc-so", "bc-ubnd", "to-trinh"};
  return kDocuments;
}

Outcome<SignedLine> take_signed_copy(const Desk& desk, const SignedRequest& request) {
  Outcome<SignedLine> out;
  out.problems = authorise(desk, Act::review_report);
  // The copy of its own report a unit may file as well.
  if (const auto subject = parse_subject(request.subject);
      has_error(out.problems) && subject && !subject->unit.empty())
    out.problems = authorise(desk, Act::send_report, subject->unit);
  if (has_error(out.problems)) return out;
  for (const auto& [option, text] : {std::pair{"--number", &request.number}, {"--signer", &request.signer}})
    if (!is_utf8(*text)) out.problems.push_back(problem(kNotText, Place{}, {{"option", option}}));
  if (has_error(out.problems)) return out;
  const auto bytes = read_pdf_bytes(request.file);
  append(out.problems, bytes.problems);
  if (!bytes.ok()) return out;
  auto pdf = read_pdf(bytes.value, request.file);
  append(out.problems, std::move(pdf.problems));
  if (has_error(out.problems)) return out;
  Outcome<SignedLine> filed;
  auto failed = attempt([&] {
    desk.store->transact(
        [&](Transaction& t) { filed = Filing(desk, request, bytes.value, pdf.value, t).run(); });
  });
  append(out.problems, std::move(filed.problems));
  append(out.problems, std::move(failed));
  if (!has_error(out.problems)) out.value = std::move(filed.value);
  return out;
}

}  // namespace xanh
