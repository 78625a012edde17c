#include "office/narrative_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"
#include "office/access.hpp"
#include "office/consolidate_use.hpp"
#include "office/templates.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kFigureChanged{
    "narrative-figure-changed",
    Severity::warning,
    "số liệu trong câu đã đổi từ {was} thành {is}: “{sentence}”",
    "a figure in this sentence changed from {was} to {is}: “{sentence}”",
    "xem lại lời văn: `xanh narrative out`, sửa, rồi `xanh narrative in`",
    "look at the words again: `xanh narrative out`, edit, then `xanh narrative in`"};

constexpr ProblemKind kFigureTyped{
    "narrative-figure-typed",
    Severity::warning,
    "số trong trường là {was}, số liệu của kỳ là {is}; báo cáo in {is}: “{sentence}”",
    "the field says {was}, the cycle's figure is {is}, which the report prints: “{sentence}”",
    "số liệu sai thì đề nghị đơn vị rà soát: `xanh review … --revise`",
    "if the figure is wrong ask the unit to revise it: `xanh review … --revise`"};
constexpr ProblemKind kUnknownField{
    "narrative-field-unknown",
    Severity::warning,
    "“{was}” mang tên một số liệu không có trong kỳ này; báo cáo in như đã viết: “{sentence}”",
    "“{was}” has the name of no figure of this cycle; it is printed as written: “{sentence}”",
    "xem lại câu này",
    "look at the sentence again"};
constexpr ProblemKind kPublished{"narrative-published",
                                 Severity::error,
                                 "kỳ {cycle} đã công bố, lời văn của báo cáo không sửa được nữa",
                                 "cycle {cycle} is published, its report's words can no longer change",
                                 "nêu điều cần đính chính ở báo cáo kỳ sau",
                                 "say what is to be corrected in the next report"};

void count(NarrativeFile& to, const EditedNarrative& words) {
  to.sections = static_cast<int>(words.sections.size());
  for (const auto& section : words.sections) {
    to.paragraphs += static_cast<int>(section.paragraphs.size());
    for (const auto& paragraph : section.paragraphs)
      for (const auto& part : paragraph.parts) to.fields += !part.field.empty();
  }
}

ReportContext context_of(const Consolidated& c, Language language) {
  ReportContext out;
  out.plan = c.plan;
  out.units = &c.memory.units;
  out.cycle = c.cycle;
  out.statements = &c.memory.statements;
  out.manifest = &c.manifest;
  out.result = &c.result;
  out.snapshot = c.snapshot;
  out.language = language;
  out.letters = c.letters;
  return out;
}

std::string language_word(Language language) {
  return language == Language::vi ? "vi" : "en";
}

std::string tag_in(const Transaction& t, const std::string& cycle, Language language) {
  const auto all = recall_narratives(t, cycle);
  const auto found = all.find(language_word(language));
  return found == all.end() ? "none" : tag_of(found->second);
}

}  // namespace

std::map<std::string, EditedNarrative> recall_narratives(const Transaction& t, const std::string& cycle) {
  std::map<std::string, EditedNarrative> out;
  for (const auto& event : t.cycle_events(cycle)) {
    if (event.event != "narrative") continue;
    auto tree = read_json(event.detail, "store");
    auto words = from_node<EditedNarrative>(tree.value, "store");
    if (!tree.ok() || !words.ok()) throw std::runtime_error("a narrative of the store cannot be read");
    const std::string language = words.value.language;
    out[language] = std::move(words.value);
  }
  return out;
}

Outcome<std::string> narrative_tag(const Desk& desk, const std::string& cycle, Language language) {
  Outcome<std::string> out;
  out.problems = authorise(at_level(desk, cycle), Act::consolidate);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) { out.value = tag_in(t, cycle, language); });
         }));
  return out;
}

Outcome<NarrativeFile> write_narrative_file(const Desk& desk, const NarrativeRequest& request) {
  Outcome<NarrativeFile> out;
  auto templates = read_templates(request.templates, desk.store->folder());
  out.problems = std::move(templates.problems);
  if (has_error(out.problems)) return out;
  auto made = consolidate_cycle(desk, {request.cycle, {}, request.threads}, [&](const Consolidated& c) {
    ReportContext context = context_of(c, request.language);
    if (const auto words = c.narratives.find(language_word(request.language)); words != c.narratives.end())
      context.narrative = &words->second;
    auto written = write_narrative(context, templates.value);
    out.value = {request.cycle, request.path, 0, 0, 0};
    if (written.ok()) {
      append(written.problems, write_whole_file(request.path, written.value));
      if (const auto read =
              read_narrative(written.value, request.path, *c.plan, request.cycle, request.language);
          read.ok())
        count(out.value, read.value);
    }
    return std::move(written.problems);
  });
  append(out.problems, std::move(made.problems));
  return out;
}

Outcome<NarrativeFile> take_narrative(const Desk& desk, const NarrativeRequest& request) {
  Outcome<NarrativeFile> out;
  out.value = {request.cycle, request.path, 0, 0, 0};
  auto bytes = read_whole_file(request.path);
  append(out.problems, std::move(bytes.problems));
  if (has_error(out.problems)) return out;
  // The figures of the words are held against those of the report as it stands.
  EditedNarrative words;
  auto made = consolidate_cycle(desk, {request.cycle, {}, request.threads}, [&](const Consolidated& c) {
    if (const auto standing = c.memory.standing.find(request.cycle);
        standing != c.memory.standing.end() && standing->second.stage == CycleStage::published)
      return Problems{problem(kPublished, Place{request.path, 0, 0, {}, {}, {}}, {{"cycle", request.cycle}})};
    auto read = read_narrative(bytes.value, request.path, *c.plan, request.cycle, request.language);
    if (!read.ok()) return std::move(read.problems);
    words = std::move(read.value);
    ReportContext context = context_of(c, request.language);
    context.narrative = &words;
    for (const auto& flag : narrative_flags(context))
      read.problems.push_back(problem(flag.is.empty() ? kUnknownField : kFigureTyped,
                                      Place{request.path, 0, 0, {}, {}, flag.section},
                                      {{"was", flag.was}, {"is", flag.is}, {"sentence", flag.sentence}}));
    words = with_figures_of_now(context);
    return std::move(read.problems);
  });
  append(out.problems, std::move(made.problems));
  if (has_error(out.problems)) return out;
  count(out.value, words);
  Problems moved;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             moved = check_seen(request.seen, tag_in(t, request.cycle, request.language));
             if (has_error(moved)) return;
             const std::string detail = canonical(to_node(words));
             t.add_cycle_event({0, request.cycle, "narrative", {}, detail, desk.now, desk.actor});
             const std::string kept = t.add_published_document(
                 {{},
                  request.path.substr(request.path.rfind('/') + 1),
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                  bytes.value,
                  desk.now});
             t.audit({desk.now, desk.actor, "narrative.in", request.cycle, kept});
           });
         }));
  append(out.problems, std::move(moved));
  return out;
}

Problems flagged_sentences(const ReportContext& context) {
  Problems out;
  for (const auto& flag : narrative_flags(context))
    out.push_back(
        problem(kFigureChanged, Place{{}, 0, 0, {}, {}, flag.section},
                {{"was", flag.was}, {"is", flag.is.empty() ? "–" : flag.is}, {"sentence", flag.sentence}}));
  return out;
}

}  // namespace xanh
