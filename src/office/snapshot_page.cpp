#include "office/snapshot_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "exchange/form_workbook_lines.hpp"
#include "office/narrative_use.hpp"
#include "office/snapshot_use.hpp"

namespace xanh {
namespace {

class PageOfSnapshot {
 public:
  PageOfSnapshot(const Transaction& t, const Memory& memory, const Cycle& cycle, const StoredSnapshot& stored,
                 SnapshotPage& out)
      : t_(t), memory_(memory), cycle_(cycle), plan_(memory.plan_of(cycle)), out_(out) {
    manifest_ = manifest_of(stored);
    out.cycle = cycle.code;
    out.names = cycle.names;
    out.number = stored.number;
    out.sha256 = stored.digest;
    out.at = stored.at;
    out.result = result_of(stored);
    const auto standing = memory.standing.find(cycle.code);
    out.published = standing != memory.standing.end() && standing->second.published_snapshot == stored.number;
  }

  void elements() {
    std::set<std::string> used;
    for (const auto& result : out_.result.targets)
      if (const Target* target = plan_.target(result.code))
        for (auto& code : elements_of(*target)) used.insert(std::move(code));
    for (const auto& element : plan_.elements)
      if (used.contains(element.code)) out_.elements.push_back({element.code, element.names(), element.unit});
  }

  void sections() {
    std::map<std::string, std::string> counted;  // submission by unit
    for (const auto& revision : manifest_.revisions)
      if (!revision.carried_from)
        counted[revision.unit] = fmt::format("{}/{}/{}", cycle_.code, revision.unit, revision.revision);
    const auto writers = units_that_write(counted);
    const std::set<std::string> edited = edited_sections();
    for (auto& part : form_workbook::outline(plan_.programme)) {
      SnapshotSection section;
      section.section = part.section;
      section.no = part.no;
      section.title = part.title;
      section.limit = static_cast<int>(part.limit);
      const std::string name = part.section.starts_with("2.") ? part.section.substr(2) : part.section;
      section.edited = edited.contains(part.section);
      std::set<std::string> silent = writers;
      for (const auto& written : out_.result.narrative) {
        if (written.solution != name) continue;
        for (const auto& paragraph : written.paragraphs) {
          silent.erase(paragraph.unit);
          const auto long_ = static_cast<int>(characters(paragraph.text));
          section.paragraphs.push_back(
              {paragraph.unit, counted[paragraph.unit], paragraph.text, long_, long_ > section.limit});
        }
      }
      section.silent.assign(silent.begin(), silent.end());
      out_.sections.push_back(std::move(section));
    }
  }

  void flags(Language language) {
    if (const auto context = edited_words(language)) out_.flags = narrative_flags(*context);
  }

 private:
  /// Those who owe words and whose report counts and says something at all.
  [[nodiscard]] std::set<std::string> units_that_write(
      const std::map<std::string, std::string>& counted) const {
    std::set<std::string> out;
    const FormMaker forms = form_maker(memory_, cycle_);
    for (const auto& unit : out_.result.units)
      if (counted.contains(unit.code) && !unit.nothing_to_report &&
          forms.form(unit.code).kind == FormKind::complete)
        out.insert(unit.code);
    return out;
  }

  /// Sections of Biểu 06 for which the report prints what an officer wrote.
  std::set<std::string> edited_sections() {
    std::set<std::string> out;
    const auto context = edited_words(Language::vi);
    if (!context) return out;
    for (const auto& section : edited_only(*context).sections) {
      if (section.section == "organisation")
        out.insert("1");
      else if (section.section == "achieved" || section.section == "shortcomings")
        out.insert("3");
      else
        out.insert("2." + section.section);
    }
    return out;
  }

  /// The report in that language with an officer's words, when there are any.
  std::optional<ReportContext> edited_words(Language language) {
    if (!narratives_) narratives_ = recall_narratives(t_, cycle_.code);
    const auto found = narratives_->find(language == Language::vi ? "vi" : "en");
    if (found == narratives_->end()) return std::nullopt;
    ReportContext out;
    out.plan = &plan_;
    out.units = &memory_.units;
    out.cycle = &cycle_;
    out.statements = &memory_.statements;
    out.manifest = &manifest_;
    out.result = &out_.result;
    out.snapshot = {out_.number, out_.sha256};
    out.language = language;
    out.narrative = &found->second;
    return out;
  }

  const Transaction& t_;
  const Memory& memory_;
  const Cycle& cycle_;
  const Plan& plan_;
  SnapshotPage& out_;
  Manifest manifest_;
  std::optional<std::map<std::string, EditedNarrative>> narratives_;
};

}  // namespace

Outcome<SnapshotPage> snapshot_page(const Desk& desk, const std::string& cycle, int number,
                                    Language language) {
  Outcome<SnapshotPage> out;
  out.problems = authorise(at_level(desk, cycle), Act::read_cycle);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value = {};
             const Memory memory = recall_for(t, cycle);
             const auto found = find_cycle(memory, cycle);
             wrong = found.problems;
             if (!found.ok()) return;
             const auto all = t.snapshots(cycle);
             const auto wanted = std::find_if(all.begin(), all.end(), [&](const StoredSnapshot& one) {
               return number ? one.number == number : &one == &all.back();
             });
             if (wanted == all.end()) {
               wrong.push_back(no_such_snapshot(cycle, number));
               return;
             }
             PageOfSnapshot page(t, memory, *found.value, *wanted, out.value);
             out.value.newest = &*wanted == &all.back();
             page.elements();
             page.sections();
             page.flags(language);
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace xanh
