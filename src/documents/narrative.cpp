#include "documents/narrative.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "documents/docx_template.hpp"
#include "documents/narrative_docx.hpp"
#include "documents/report_parts.hpp"
#include "documents/report_problems.hpp"

namespace xanh {

using report::Desk;

const NarrativeSection* EditedNarrative::section(std::string_view code) const {
  for (const auto& one : sections)
    if (one.section == code) return &one;
  return nullptr;
}

namespace {

/// Every figure that a sentence may hold, as it reads today.
std::map<std::string, std::string> figures_of(const Desk& desk) {
  std::map<std::string, std::string> out;
  for (const auto& t : desk.result().targets) {
    if (t.grade == Grade::no_data) continue;
    const auto put = [&](const char* field, const std::optional<Number>& value) {
      if (value)
        out[fmt::format("target.{}.{}", t.code, field)] =
            desk.words.with_unit(value->value, t.unit, t.decimals);
    };
    put("value", t.value);
    put("same_period", t.same_period);
    put("year_estimate", t.year_estimate);
  }
  for (const auto& e : desk.result().elements) {
    const Element* element = desk.plan().element(e.element);
    if (!element) continue;
    const auto put = [&](const char* field, const std::optional<std::string>& text, bool unit) {
      if (const auto value = text ? Decimal::parse(*text) : std::nullopt)
        out[fmt::format("element.{}.{}", e.element, field)] =
            unit ? desk.words.with_unit(*value, element->unit) : desk.words.number(*value);
    };
    put("this_period", e.this_period, true);
    put("same_period", e.same_period, false);
    put("year_estimate", e.year_estimate, false);
    out[fmt::format("element.{}.coverage", e.element)] = report::coverage_text(desk, e.coverage);
  }
  for (const auto& group : desk.plan().programme.solution_groups)
    if (const auto shown = report::table_figures(desk, group.table); !shown.coverage.empty())
      out["table." + group.table + ".coverage"] = shown.coverage;
  return out;
}

/// Neighbouring stretches of plain text as one, as a file gives them back.
NarrativeParagraph joined(NarrativeParagraph paragraph) {
  NarrativeParagraph out;
  for (auto& part : paragraph.parts) {
    if (part.field.empty() && !out.parts.empty() && out.parts.back().field.empty())
      out.parts.back().text += part.text;
    else
      out.parts.push_back(std::move(part));
  }
  return out;
}

/// The fields that a report of this plan can have.
std::vector<std::string> field_names(const Plan& plan) {
  std::vector<std::string> out;
  for (const auto& t : plan.targets)
    for (const char* field : {"value", "same_period", "year_estimate"})
      out.push_back(fmt::format("target.{}.{}", t.code, field));
  for (const auto& e : plan.elements)
    for (const char* field : {"this_period", "same_period", "year_estimate", "coverage"})
      out.push_back(fmt::format("element.{}.{}", e.code, field));
  for (const auto& group : plan.programme.solution_groups)
    out.push_back("table." + group.table + ".coverage");
  return out;
}

NarrativeParagraph plain(std::string text) {
  return {{{std::move(text), {}}}};
}

/// "Số liệu chủ yếu: …" of a solution group as the report prints it, each figure a field.
NarrativeParagraph figures_paragraph(const Desk& desk, const std::string& table) {
  const auto shown = report::table_figures(desk, table);
  NarrativeParagraph out;
  if (shown.figures.empty()) return out;
  out.parts.push_back({desk.say("Số liệu chủ yếu", "Main figures"), {}});
  if (!shown.coverage.empty()) {
    out.parts.push_back({desk.say(" (tính trên ", " (covering "), {}});
    out.parts.push_back({shown.coverage, "table." + table + ".coverage"});
    out.parts.push_back({desk.say(", trừ số liệu có ghi khác)", " unless said otherwise)"), {}});
  }
  out.parts.push_back({": ", {}});
  for (size_t i = 0; i < shown.figures.size(); ++i) {
    if (i > 0) out.parts.push_back({"; ", {}});
    out.parts.insert(out.parts.end(), shown.figures[i].begin(), shown.figures[i].end());
  }
  out.parts.push_back({".", {}});
  return joined(std::move(out));
}

std::vector<NarrativeParagraph> texts_of(const Node& list) {
  std::vector<NarrativeParagraph> out;
  for (const auto& item : list.items) {
    const Node* unit = item.find("unit");
    const Node* text = item.find("text");
    if (text) out.push_back(plain((unit && !unit->scalar.empty() ? unit->scalar + ": " : "") + text->scalar));
  }
  return out;
}

struct SectionTitle {
  std::string section, title;
};

std::vector<SectionTitle> titles(const Plan& plan, Language language) {
  const auto say = [&](const char* vi, const char* en) {
    return std::string(language == Language::vi ? vi : en);
  };
  std::vector<SectionTitle> out{{"organisation", say("I.2. Phân công, phối hợp, kiểm tra, đôn đốc",
                                                     "I.2. Assignment, coordination, follow-up")}};
  int n = 0;
  for (const auto& group : plan.programme.solution_groups)
    out.push_back(
        {group.code, fmt::format("II.2.{}. {}", ++n,
                                 in(language, group.short_names.empty() ? group.names : group.short_names))});
  out.push_back({"achieved", say("III.1. Kết quả đạt được", "III.1. What was achieved")});
  out.push_back({"shortcomings", say("III.2. Tồn tại, hạn chế", "III.2. Shortcomings")});
  return out;
}

/// The words as they stand before anybody edits them.
std::vector<NarrativeParagraph> first_words(const Desk& desk, const Node& values,
                                            const std::string& section) {
  if (section == "organisation") return texts_of(*values.find("organisation"));
  if (section == "achieved" || section == "shortcomings")
    return texts_of(*values.find("assessment")->find(section));
  std::vector<NarrativeParagraph> out;
  const auto& groups = desk.plan().programme.solution_groups;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].code != section) continue;
    if (auto figures = figures_paragraph(desk, groups[i].table); !figures.parts.empty())
      out.push_back(std::move(figures));
    for (auto& paragraph : texts_of(*values.find("solutions")->items[i].find("highlights"))) {
      paragraph.parts.front().text.insert(0, "- ");  // a group's list begins below its figures
      out.push_back(std::move(paragraph));
    }
  }
  return out;
}

/// The field that says whose words these are.
std::string mark_of(const std::string& cycle, Language language) {
  return "of." + cycle + (language == Language::vi ? ".vi" : ".en");
}

std::string marked(const NarrativeParagraph& paragraph, const std::map<std::string, std::string>& figures) {
  std::string out;
  for (const auto& part : paragraph.parts) {
    const auto now = figures.find(part.field);
    out += part.field.empty()
               ? part.text
               : docx::marked_field(part.field, now == figures.end() ? part.text : now->second);
  }
  return out;
}

std::string text_of(const NarrativeParagraph& paragraph, const std::map<std::string, std::string>& figures) {
  std::string out;
  for (const auto& part : paragraph.parts) {
    const auto now = part.field.empty() ? figures.end() : figures.find(part.field);
    out += now == figures.end() ? part.text : now->second;
  }
  return out;
}

constexpr ProblemKind kNoSections{"narrative-no-section",
                                  Severity::error,
                                  "không nhận ra mục nào của báo cáo trong tệp này",
                                  "no section of the report can be made out in this file",
                                  "xuất lại bằng `xanh narrative out` và giữ các dòng đầu mục",
                                  "export it again with `xanh narrative out` and keep its headings"};
constexpr ProblemKind kUnknownSection{
    "narrative-unknown-section",
    Severity::warning,
    "đầu mục “{title}” không phải của báo cáo; phần dưới đó không được đọc",
    "the heading “{title}” is none of the report; what follows it is not read",
    "giữ nguyên các đầu mục đã xuất",
    "keep the headings as they were exported"};
constexpr ProblemKind kSectionGone{
    "narrative-section-missing",
    Severity::error,
    "không còn đầu mục “{title}”: không biết phần lời văn dưới đó thuộc mục nào",
    "the heading “{title}” is gone: nobody can tell which section the words below it belong to",
    "đặt lại đầu mục; muốn bỏ lời văn thì xóa các đoạn và giữ đầu mục",
    "put the heading back; to leave words out delete the paragraphs and keep the heading"};
constexpr ProblemKind kOtherReport{"narrative-of-another-report",
                                   Severity::error,
                                   "tệp này là lời văn của báo cáo khác ({have}), không phải {want}",
                                   "these are the words of another report ({have}), not of {want}",
                                   "chọn đúng tệp, đúng `--cycle` và `--language`",
                                   "choose the right file, `--cycle` and `--language`"};
constexpr ProblemKind kSectionTwice{"narrative-section-twice",      Severity::error,
                                    "đầu mục “{title}” có hai nơi", "the heading “{title}” stands twice",
                                    "gộp hai phần vào một đầu mục", "put both parts under one heading"};

}  // namespace

Outcome<std::string> write_narrative(const ReportContext& context,
                                     const std::map<std::string, std::string>& templates) {
  Outcome<std::string> out;
  const std::string name =
      std::string("thuyet-minh") + (context.language == Language::vi ? ".docx" : ".en.docx");
  const auto found = templates.find(name);
  if (found == templates.end())
    return {{}, {problem(report::kNoTemplate, {name, 0, 0, {}, {}, {}}, {{"name", name}})}};
  ReportContext unedited = context;
  unedited.narrative = {};
  Node values = report_values(unedited);
  const Desk desk{unedited};
  const auto figures = figures_of(desk);
  for (auto& [key, value] : values.members)
    if (key == "cycle_name")
      value.scalar = docx::marked_field(mark_of(context.cycle->code, context.language), value.scalar);
  Node& sections = values.add("sections", Node::list());
  for (const auto& [section, title] : titles(*context.plan, context.language)) {
    Node& one = sections.push(Node::map());
    report::put(one, "title", docx::marked_field("section." + section, title));
    const NarrativeSection* edited = context.narrative ? context.narrative->section(section) : nullptr;
    Node& paragraphs = one.add("paragraphs", Node::list());
    for (const auto& paragraph : edited ? edited->paragraphs : first_words(desk, values, section))
      report::put(paragraphs.push(Node::map()), "text", marked(paragraph, figures));
  }
  auto filled = fill_template(found->second, name, values, {});
  if (!filled.ok()) return filled;
  auto with_controls = docx::fields_to_controls(filled.value, name);
  append(filled.problems, std::move(with_controls.problems));
  return {std::move(with_controls.value), std::move(filled.problems)};
}

Outcome<EditedNarrative> read_narrative(const std::string& docx_bytes, const std::string& file,
                                        const Plan& plan, const std::string& cycle, Language language) {
  Outcome<EditedNarrative> out;
  out.value.cycle = cycle;
  out.value.language = language == Language::vi ? "vi" : "en";
  const std::string mark = mark_of(cycle, language);
  auto paragraphs = docx::paragraphs_with_controls(docx_bytes, file);
  append(out.problems, std::move(paragraphs.problems));
  if (has_error(out.problems)) return out;
  const auto known = [&](const std::string& section) {
    const auto all = titles(plan, Language::vi);
    return std::any_of(all.begin(), all.end(), [&](const SectionTitle& t) { return t.section == section; });
  };
  // Where an office suite lost the tags of controls, the bookmarks still tell which field it was.
  std::map<std::string, std::string> by_bookmark;
  for (const auto& [section, title] : titles(plan, Language::vi))
    by_bookmark[docx::bookmark_of("section." + section)] = "section." + section;
  for (const auto& field : field_names(plan)) by_bookmark[docx::bookmark_of(field)] = field;
  by_bookmark[docx::bookmark_of(mark)] = mark;
  for (auto& paragraph : paragraphs.value)
    for (auto& part : paragraph.parts)
      if (const auto known_field = by_bookmark.find(part.tag); known_field != by_bookmark.end())
        part.tag = known_field->second;
  // A heading by its control; where that was lost, by its words.
  const auto section_of = [&](const docx::ControlledParagraph& paragraph) -> std::optional<std::string> {
    std::string words;
    for (const auto& part : paragraph.parts) {
      if (part.tag.starts_with("section.")) return part.tag.substr(8);
      words += part.text;
    }
    if (!paragraph.heading) return std::nullopt;
    if (trimmed(words).empty()) return std::nullopt;  // a blank line that took the heading's look
    for (const Language tried : {Language::vi, Language::en})
      for (const auto& [section, title] : titles(plan, tried))
        if (folded(words) == folded(title)) return section;
    return "?" + std::string(trimmed(words));
  };
  NarrativeSection* current = nullptr;
  for (const auto& paragraph : paragraphs.value) {
    for (const auto& part : paragraph.parts)
      if ((part.tag.starts_with("of.") && part.tag != mark) ||
          (out.value.sections.empty() && part.tag.starts_with("xanh_")))
        out.problems.push_back(problem(
            kOtherReport, Place{file, 0, 0, {}, {}, {}},
            {{"have", part.tag.starts_with("of.") ? part.tag.substr(3) : std::string(trimmed(part.text))},
             {"want", mark.substr(3)}}));
    if (const auto section = section_of(paragraph)) {
      current = nullptr;
      const std::string title = section->starts_with('?') ? section->substr(1) : *section;
      const Place place{file, 0, 0, {}, {}, title};
      if (!known(*section)) {
        if (!title.empty()) out.problems.push_back(problem(kUnknownSection, place, {{"title", title}}));
      } else if (out.value.section(*section)) {
        out.problems.push_back(problem(kSectionTwice, place, {{"title", title}}));
      } else {
        current = &out.value.sections.emplace_back(NarrativeSection{*section, {}});
      }
      continue;
    }
    if (!current) continue;
    NarrativeParagraph read;
    bool any = false;
    for (const auto& part : paragraph.parts) {
      NarrativePart one{part.text, part.tag};
      const bool of_report = current->section == "organisation" || current->section == "achieved" ||
                             current->section == "shortcomings";
      if (of_report && read.parts.empty() && one.field.empty())  // the dash of a list is the template's
        while (one.text.starts_with("- ") || one.text.starts_with(' '))
          one.text.erase(0, one.text[0] == ' ' ? 1 : 2);
      any = any || !trimmed(one.text).empty();
      read.parts.push_back(std::move(one));
    }
    if (any) current->paragraphs.push_back(std::move(read));
  }
  if (has_error(out.problems)) return out;
  if (out.value.sections.empty()) {
    out.problems.push_back(problem(kNoSections, Place{file, 0, 0, {}, {}, {}}));
    return out;
  }
  for (const auto& [section, title] : titles(plan, language))
    if (!out.value.section(section))
      out.problems.push_back(problem(kSectionGone, Place{file, 0, 0, {}, {}, section}, {{"title", title}}));
  return out;
}

EditedNarrative edited_only(const ReportContext& context) {
  EditedNarrative out;
  if (!context.narrative) return out;
  out.cycle = context.narrative->cycle;
  out.language = context.narrative->language;
  ReportContext unedited = context;
  unedited.narrative = nullptr;
  const Node values = report_values(unedited);
  const Desk desk{unedited};
  const auto same = [](const NarrativePart& a, const NarrativePart& b) {
    return a.field == b.field && (!a.field.empty() || a.text == b.text);
  };
  for (const auto& section : context.narrative->sections) {
    const auto first = first_words(desk, values, section.section);
    const bool untouched =
        std::equal(section.paragraphs.begin(), section.paragraphs.end(), first.begin(), first.end(),
                   [&](const NarrativeParagraph& a, const NarrativeParagraph& b) {
                     return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), same);
                   });
    if (!untouched) out.sections.push_back(section);
  }
  return out;
}

EditedNarrative with_figures_of_now(const ReportContext& context) {
  EditedNarrative out = *context.narrative;
  const auto figures = figures_of(Desk{context});
  for (auto& section : out.sections)
    for (auto& paragraph : section.paragraphs)
      for (auto& part : paragraph.parts)
        if (const auto now = figures.find(part.field); now != figures.end()) part.text = now->second;
  return out;
}

std::vector<NarrativeFlag> narrative_flags(const ReportContext& context) {
  std::vector<NarrativeFlag> out;
  if (!context.narrative) return out;
  const Desk desk{context};
  const auto figures = figures_of(desk);
  for (const auto& section : context.narrative->sections)
    for (const auto& paragraph : section.paragraphs)
      for (const auto& part : paragraph.parts) {
        if (part.field.empty()) continue;
        const auto now = figures.find(part.field);
        const std::string is = now == figures.end() ? std::string{} : now->second;
        if (is != part.text)
          out.push_back({section.section, text_of(paragraph, {}), part.field, part.text, is});
      }
  return out;
}

namespace report {

std::vector<std::string> edited_texts(const Desk& desk, const std::string& section) {
  std::vector<std::string> out;
  if (!desk.context.narrative) return out;
  const NarrativeSection* edited = desk.context.narrative->section(section);
  if (!edited) return out;
  const auto figures = figures_of(desk);
  for (const auto& paragraph : edited->paragraphs) out.push_back(text_of(paragraph, figures));
  return out;
}

}  // namespace report
}  // namespace xanh
