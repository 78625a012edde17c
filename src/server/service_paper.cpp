// The paper of a cycle: letters out, snapshots, reports and annexes, their words as Word, signed copies back.
#include <fmt/format.h>

#include "office/letter_use.hpp"
#include "office/narrative_use.hpp"
#include "office/paper_use.hpp"
#include "office/signed_use.hpp"
#include "office/snapshot_page.hpp"
#include "office/snapshot_use.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

struct LetterAsked {
  LetterKind kind{};
  std::string unit;
  Language language{};
  std::string number;
  std::optional<Date> date, answer_by;
  std::string contact;
  static constexpr std::array kRequired{"kind"};
};
BOOST_DESCRIBE_STRUCT(LetterAsked, (), (kind, unit, language, number, date, answer_by, contact))

struct PapersAsked {
  std::string document = "bc-so";
  Language language{};
  bool pdf = false;
  std::string number;
  std::optional<Date> date;
};
BOOST_DESCRIBE_STRUCT(PapersAsked, (), (document, language, pdf, number, date))

Answer letters(const Call& call) {
  return with_body<LetterAsked>(call, [&](const LetterAsked& asked) {
    auto files = hand_out([&](const std::string& folder) {
      LetterRequest request;
      request.kind = asked.kind;
      request.cycle = call.path.at("cycle");
      request.unit = asked.unit;
      request.path = folder + "/";
      request.language = asked.language;
      request.number = asked.number;
      request.date = asked.date;
      request.answer_by = asked.answer_by;
      request.contact = asked.contact;
      return write_letters(call.desk, request).problems;
    });
    return file_answer(std::move(files), call.path.at("cycle") + "-letters", kDocx);
  });
}

Answer snapshot(const Call& call) {
  auto made = consolidate_cycle(call.desk, {call.path.at("cycle"), {}, 1});
  Answer out;
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  out.body = to_node(SnapshotLine{made.value->snapshot.number, made.value->snapshot.sha256}, Absent::null);
  return out;
}

/// 1, 2, …
std::optional<int> whole_number(std::string_view text) {
  int out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && out > 0 ? std::optional(out)
                                                                                    : std::nullopt;
}

Answer changes(const Call& call) {
  Problems wrong;
  const auto number = [&](const char* key) {
    const std::string text = query_of(call, key);
    const auto out = whole_number(text);
    if (!text.empty() && !out)
      wrong.push_back(problem(http_problems::kQueryNotRead, Place{{}, 0, 0, {}, {}, key}));
    return out.value_or(0);
  };
  const int from = number("from"), to = number("to");
  if (has_error(wrong)) return refused(std::move(wrong));
  return answer_of(snapshot_difference(call.desk, call.path.at("cycle"), from, to));
}

Answer page_of_snapshot(const Call& call) {
  const std::string cycle = call.path.at("cycle");
  const auto number = whole_number(call.path.at("number"));
  if (!number) return refused({no_such_snapshot(cycle, 0)});
  return answer_of(snapshot_page(call.desk, cycle, *number, paper_language(call)));
}

Answer papers(const Call& call) {
  return with_body<PapersAsked>(call, [&](const PapersAsked& asked) {
    const auto work = call.works.begin(call.desk.actor, query_of(call, "work"));
    auto files = hand_out([&](const std::string& folder) {
      PaperRequest request;
      request.cycle = call.path.at("cycle");
      request.folder = folder;
      request.document = asked.document;
      request.pdf = asked.pdf;
      request.work = work.get();
      request.language = asked.language;
      request.number = asked.number;
      request.date = asked.date;
      return write_papers(call.desk, request).problems;
    });
    return file_answer(std::move(files), call.path.at("cycle") + "-" + asked.document, kZip);
  });
}

/// What would be printed now: the very pages, or the Word file to go on from. Nothing is kept.
Answer preview(const Call& call) {
  const bool word = query_of(call, "as") == "docx";
  auto files = hand_out([&](const std::string& folder) {
    PaperRequest request;
    request.cycle = call.path.at("cycle");
    request.folder = folder;
    request.document = call.path.at("document");
    request.sources = false;
    request.pdf = !word;
    request.preview = true;
    request.language = paper_language(call);
    return write_papers(call.desk, request).problems;
  });
  std::erase_if(files.value,
                [&](const WholeFile& file) { return !file.name.ends_with(word ? ".docx" : ".pdf"); });
  Answer out = file_answer(std::move(files), {}, word ? kDocx : kPdf);
  if (!word) out.file_name.clear();
  return out;
}

Answer words_out(const Call& call) {
  const std::string cycle = call.path.at("cycle");
  // Before the file is made: what is read in meanwhile is then found to be newer.
  auto tag = narrative_tag(call.desk, cycle, paper_language(call));
  if (!tag.ok()) return refused(std::move(tag.problems));
  auto files = hand_out([&](const std::string& folder) {
    NarrativeRequest request;
    request.cycle = cycle;
    request.path = fmt::format("{}/{}-narrative.docx", folder, cycle);
    request.language = paper_language(call);
    return write_narrative_file(call.desk, request).problems;
  });
  Answer out = file_answer(std::move(files), "narrative", kDocx);
  out.tag = tag.value;
  return out;
}

Answer words_in(const Call& call) {
  Outcome<NarrativeFile> made;
  made.problems = hand_in("narrative.docx", call.request.body, [&](const std::string& path) {
    NarrativeRequest request;
    request.cycle = call.path.at("cycle");
    request.path = path;
    request.language = paper_language(call);
    request.seen = call.seen.value_or("nothing");
    made = take_narrative(call.desk, request);
    return std::move(made.problems);
  });
  made.value.path = "narrative.docx";
  return answer_of(std::move(made));
}

Answer signed_copy(const Call& call, const std::string& subject) {
  Answer out;
  const std::string day = query_of(call, "date");
  const auto date = parse_date(day);
  if (!day.empty() && !date) {
    out.problems.push_back(problem(http_problems::kQueryNotRead, Place{{}, 0, 0, {}, {}, "date"}));
    return out;
  }
  Outcome<SignedLine> made;
  made.problems = hand_in("signed.pdf", call.request.body, [&](const std::string& path) {
    SignedRequest request;
    request.subject = subject;
    request.file = path;
    request.number = query_of(call, "number");
    request.date = date;
    request.signer = query_of(call, "signer");
    request.match = query_of(call, "match");
    request.replace = call.query.contains("replace");
    made = take_signed_copy(call.desk, request);
    return std::move(made.problems);
  });
  return answer_of(std::move(made));
}

Address of_cycle(const char* method, const char* behind, const Bilingual& says, Act needs) {
  Address out{method, std::string("/api/cycles/{cycle}/") + behind, says, Entry::signed_in};
  out.needs = needs;
  out.example = {{"cycle", "2023-H1"}};
  return out;
}

Address signed_address(const char* behind, Act needs, const Bilingual& says) {
  Address out = of_cycle("POST", behind, says, needs);
  out.query = {{"number", {"số", "its number"}},
               {"date", {"ngày, dạng 2023-06-16", "its day, as 2023-06-16"}},
               {"signer", {"người ký", "who signed"}},
               {"match", {"mã đối chiếu đọc trên bản quét", "the control code read on a scan"}},
               {"replace", {"thay bản đã nộp trước", "in place of the one that was given before"}}};
  out.takes_files = {kPdf};
  out.gives = [](SchemaBook& book) { return book.of<SignedLine>(); };
  return out;
}

void add_snapshots(std::vector<Address>& out) {
  Address list = of_cycle("GET", "snapshots", {"Các bản chốt số liệu", "The snapshots"}, Act::read_cycle);
  list.gives = [](SchemaBook& book) { return list_schema<SnapshotStanding>(book); };
  list.act = [](const Call& call) { return list_answer(list_snapshots(call.desk, call.path.at("cycle"))); };
  out.push_back(std::move(list));

  Address page = of_cycle("GET", "snapshots/{number}",
                          {"Một bản chốt: số liệu và nguồn, lời văn của đơn vị, câu cần xem lại",
                           "A snapshot: figures and their sources, the units' words, sentences to look at"},
                          Act::read_cycle);
  page.query = {language_key()};
  page.example["number"] = "1";
  page.gives = [](SchemaBook& book) { return book.of<SnapshotPage>(); };
  page.act = page_of_snapshot;
  out.push_back(std::move(page));

  Address made = of_cycle("POST", "snapshots", {"Tổng hợp, chốt số liệu", "Consolidate: make a snapshot"},
                          Act::consolidate);
  made.gives = [](SchemaBook& book) { return book.of<SnapshotLine>(); };
  made.act = snapshot;
  out.push_back(std::move(made));

  Address changed = of_cycle("GET", "changes",
                             {"Đã đổi gì giữa hai bản chốt số liệu", "What changed between two snapshots"},
                             Act::read_cycle);
  changed.query = {{"from", {"lần trước", "number of the earlier one"}},
                   {"to", {"lần sau", "number of the later one"}}};
  changed.gives = [](SchemaBook& book) { return book.of<SnapshotDifference>(); };
  changed.act = changes;
  out.push_back(std::move(changed));
}

}  // namespace

std::vector<Address> paper_addresses() {
  std::vector<Address> out;
  Address letter = of_cycle(
      "POST", "letters",
      {"Lập công văn: một tệp Word, hoặc .zip nếu nhiều", "Write letters: a Word file, or a .zip of several"},
      Act::draft_report);
  letter.needs.reset();  // by the kind of letter, see write_letters
  letter.takes = [](SchemaBook& book) { return book.of<LetterAsked>(); };
  letter.example_body = R"({"kind": "reminder"})";
  letter.media_type = "*/*";  // a .docx, or a .zip of several
  letter.act = letters;
  out.push_back(std::move(letter));

  add_snapshots(out);

  Address paper = of_cycle("POST", "papers",
                           {"Lập báo cáo, phụ lục của bản chốt hiện tại (.zip)",
                            "Write report and annexes of the figures as they are (.zip)"},
                           Act::consolidate);
  paper.query = {
      {"work", {"tên để theo dõi và dừng ở /api/work", "a name to follow and stop it by at /api/work"}}};
  paper.takes = [](SchemaBook& book) { return book.of<PapersAsked>(); };
  paper.example_body = R"({"document": "bc-so"})";
  paper.media_type = kZip;
  paper.act = papers;
  out.push_back(std::move(paper));

  const QueryKey language = language_key();
  Address pages = of_cycle("GET", "papers/{document}/preview",
                           {"Xem trước đúng các trang sẽ in (PDF); không chốt số liệu",
                            "The very pages that would be printed (PDF); no snapshot is made"},
                           Act::read_cycle);
  pages.query = {language,
                 {"as", {"`docx`: tệp Word thay cho PDF", "`docx`: the Word file instead of the PDF"}}};
  pages.example["document"] = "bc-so";
  pages.media_type = kPdf;
  pages.act = preview;
  out.push_back(std::move(pages));

  Address leave =
      of_cycle("GET", "narrative",
               {"Lời văn của báo cáo để sửa (Word)", "The words of the report, to be edited (Word)"},
               Act::consolidate);
  leave.query = {language};
  leave.media_type = kDocx;
  leave.act = words_out;
  out.push_back(std::move(leave));

  Address back =
      of_cycle("PUT", "narrative", {"Nhận lời văn đã sửa (Word)", "Take the edited words in (Word)"},
               Act::consolidate);
  back.query = {language};
  back.takes_files = {kDocx};
  back.gives = [](SchemaBook& book) { return book.of<NarrativeFile>(); };
  back.guarded = true;
  back.act = words_in;
  out.push_back(std::move(back));

  Address unit_copy = signed_address("reports/{unit}/signed", Act::read_report,
                                     {"Nộp bản ký của báo cáo đơn vị", "File the signed copy of a report"});
  unit_copy.example["unit"] = "q7";
  unit_copy.act = [](const Call& call) { return signed_copy(call, report_of(call)); };
  out.push_back(std::move(unit_copy));

  Address copy = signed_address("papers/{document}/signed", Act::review_report,
                                {"Nộp bản ký của báo cáo tổng hợp", "File the signed copy of the paper"});
  copy.example["document"] = "bc-so";
  copy.example["number"] = "5120/BC-STNMT";
  copy.example["date"] = "2023-06-20";
  copy.act = [](const Call& call) {
    return signed_copy(call, call.path.at("cycle") + "/" + call.path.at("document"));
  };
  out.push_back(std::move(copy));
  return out;
}

}  // namespace xanh
