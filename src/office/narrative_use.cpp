#include "office/narrative_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "exchange/whole_file.hpp"
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

void count(NarrativeFile& to, const EditedNarrative& words) {
  to.sections = static_cast<int>(words.sections.size());
  for (const auto& section : words.sections) {
    to.paragraphs += static_cast<int>(section.paragraphs.size());
    for (const auto& paragraph : section.paragraphs)
      for (const auto& part : paragraph.parts) to.fields += !part.field.empty();
  }
}

std::string language_word(Language language) {
  return language == Language::vi ? "vi" : "en";
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

Outcome<NarrativeFile> write_narrative_file(const Desk& desk, const NarrativeRequest& request) {
  Outcome<NarrativeFile> out;
  auto templates = read_templates(request.templates, desk.store->folder());
  out.problems = std::move(templates.problems);
  if (has_error(out.problems)) return out;
  auto made = consolidate_cycle(desk, {request.cycle, {}, request.threads}, [&](const Consolidated& c) {
    ReportContext context;
    context.plan = c.plan;
    context.units = &c.memory.units;
    context.cycle = c.cycle;
    context.statements = &c.memory.statements;
    context.manifest = &c.manifest;
    context.result = &c.result;
    context.snapshot = c.snapshot;
    context.language = request.language;
    context.letters = c.letters;
    if (const auto words = c.narratives.find(language_word(request.language)); words != c.narratives.end())
      context.narrative = &words->second;
    auto written = write_narrative(context, templates.value);
    out.value = {request.cycle, request.path, 0, 0, 0};
    if (written.ok()) {
      append(written.problems, write_whole_file(request.path, written.value));
      if (const auto read = read_narrative(written.value, request.path, *c.plan); read.ok())
        count(out.value, read.value);
    }
    return std::move(written.problems);
  });
  append(out.problems, std::move(made.problems));
  return out;
}

Outcome<NarrativeFile> take_narrative(const Desk& desk, const NarrativeRequest& request) {
  Outcome<NarrativeFile> out;
  out.problems = authorise(desk, Act::consolidate);
  auto bytes = read_whole_file(request.path);
  append(out.problems, std::move(bytes.problems));
  if (has_error(out.problems)) return out;
  Problems told;
  auto failed = attempt([&] {
    desk.store->transact([&](Transaction& t) {
      out.value = {request.cycle, request.path, 0, 0, 0};
      const Memory memory = recall(t);
      const auto cycle = find_cycle(memory, request.cycle);
      told = cycle.problems;
      if (!cycle.ok()) return;
      auto words = read_narrative(bytes.value, request.path, memory.plan_of(*cycle.value));
      append(told, std::move(words.problems));
      if (has_error(told)) return;
      words.value.cycle = request.cycle;
      words.value.language = language_word(request.language);
      count(out.value, words.value);
      const std::string detail = canonical(to_node(words.value));
      t.add_cycle_event({0, request.cycle, "narrative", {}, detail, desk.now, desk.actor});
      const std::string kept =
          t.add_published_document({{},
                                    request.path.substr(request.path.rfind('/') + 1),
                                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                    bytes.value,
                                    desk.now});
      t.audit({desk.now, desk.actor, "narrative.in", request.cycle, kept});
    });
  });
  append(out.problems, std::move(told));
  append(out.problems, std::move(failed));
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
