#include "office/plan_difference_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "office/plan_field_words.hpp"

namespace xanh {
namespace {

constexpr size_t kNameShown = 100;  // characters: a task's text is as long as a paragraph

/// Cut between words.
std::string shortened(const std::string& text) {
  std::string line = one_line(text);
  if (characters(line) <= kNameShown) return line;
  std::string out;
  for (const auto& part : split(line, ' ')) {
    if (characters(out) + characters(part) > kNameShown) break;
    out += (out.empty() ? "" : " ") + part;
  }
  return out + " …";
}

Bilingual verb_of(const PlanChange& change) {
  switch (change.op) {
    case PlanChangeOp::added:
      return {"thêm", "added"};
    case PlanChangeOp::removed:
      return {"bỏ", "removed"};
    case PlanChangeOp::moved:
      return {"chuyển", "moved"};
    case PlanChangeOp::reworded:
      return {"sửa lời", "reworded"};
    case PlanChangeOp::changed:
      break;
  }
  return is_figure(change.field) ? Bilingual{"đổi số", "changed"} : Bilingual{"đổi", "changed"};
}

std::string from_to(const PlanValues& before, const PlanValues& after, const PlanChange& change) {
  const std::string from = before.text(change.field, change.from), to = after.text(change.field, change.to);
  if (from != to) return from + " → " + to;
  // The same to read, such as a milestone read in another source: what differs in it.
  std::vector<std::string> parts;
  for (const auto& [key, now] : change.to.members) {
    const Node* old = change.from.find(key);
    if (!old || !(*old == now))
      parts.push_back(after.words().in(name_of_field(key)) + " " + before.text(key, old ? *old : Node{}) +
                      " → " + after.text(key, now));
  }
  return to + (parts.empty() ? "" : " (" + join(parts, "; ") + ")");
}

/// What it says beside name and field, in the language of the values.
std::string says_of(const PlanValues& before, const PlanValues& after, const PlanChange& change) {
  switch (change.op) {
    case PlanChangeOp::added:
      return after.summary(change.kind, change.to);
    case PlanChangeOp::removed:
      return before.summary(change.kind, change.from);
    case PlanChangeOp::moved:
    case PlanChangeOp::reworded:
    case PlanChangeOp::changed:
      break;
  }
  return from_to(before, after, change);
}

class DifferenceLines {
 public:
  DifferenceLines(const ComparedPlans& compared, Language language, const ChangeMarks& marks)
      : compared_(compared),
        marks_(marks),
        language_(language),
        before_(compared.before(), compared.memory.units, language),
        after_(compared.after(), compared.memory.units, language) {}

  std::string all() {
    out_ = head();
    const PlanChange* last = nullptr;
    for (const PlanChange& change : compared_.changes) {
      if (said_in_own_language(change)) continue;
      const bool new_kind = !last || last->kind != change.kind;
      if (new_kind) out_ += "\n" + words().in(name_of(change.kind)) + "\n";
      if (change.op == PlanChangeOp::added || change.op == PlanChangeOp::removed) {
        whole(change);
      } else {
        if (new_kind || last->code != change.code) item_head(change);
        value(change);
      }
      last = &change;
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] const ReportWords& words() const { return after_.words(); }
  [[nodiscard]] const char* say(const char* vi, const char* en) const { return words().say(vi, en); }

  [[nodiscard]] std::string head() const {
    const auto version = [&](const ComparedVersion& v) {
      std::string out =
          fmt::format("{} {} ({} {}", say("bản", "version"), v.version, say("năm", "year"), v.year);
      if (!v.decision.empty()) out += ", " + v.decision;
      return out + ")";
    };
    return fmt::format("{} → {}: {}\n", version(compared_.from), version(compared_.to),
                       compared_.changes.empty() ? say("không có gì khác nhau", "no difference")
                                                 : fmt::format(fmt::runtime(say("{} thay đổi", "{} changes")),
                                                               compared_.changes.size()));
  }

  /// The change of a text in the other language, where the reader's own wording changed too.
  [[nodiscard]] bool said_in_own_language(const PlanChange& change) const {
    const std::string own = language_ == Language::vi ? "vi" : "en";
    if (change.language.empty() || change.language == own) return false;
    return std::any_of(compared_.changes.begin(), compared_.changes.end(), [&](const PlanChange& c) {
      return c.kind == change.kind && c.code == change.code && c.field == change.field && c.language == own;
    });
  }

  void item_head(const PlanChange& change) {
    out_ += "  " + change.code + "  " + (change.no.empty() ? "" : change.no + ". ") +
            shortened(words().in(change.names)) + "\n";
  }

  void whole(const PlanChange& change) {
    const bool added = change.op == PlanChangeOp::added;
    const PlanValues& side = added ? after_ : before_;
    // Of some targets it is only known that the plan counts them.
    const std::string said = change.names.empty() ? say("(chưa rõ nội dung)", "(content not known)")
                                                  : one_line(side.words().in(change.names));
    const std::string name = (change.no.empty() ? "" : change.no + ". ") + said;
    out_ += fmt::format("  {}  {}  {}\n", change.code, words().in(verb_of(change)),
                        added ? inserted(name) : deleted(name));
    if (const std::string more = side.summary(change.kind, added ? change.to : change.from); !more.empty())
      out_ += "    " + more + "\n";
  }

  void value(const PlanChange& change) {
    const bool reworded = change.op == PlanChangeOp::reworded;
    std::string field = words().in(name_of_field(change.field));
    if (reworded && (change.language == "vi") != words().vi())
      field += words().vi() ? " (tiếng Anh)" : " (Vietnamese)";
    out_ += fmt::format("    {}  {}: {}\n", words().in(verb_of(change)), field,
                        reworded ? runs(change) : from_to(before_, after_, change));
  }

  [[nodiscard]] std::string runs(const PlanChange& change) const {
    std::string out;
    for (const WordRun& run : change.words)
      out += run.op == RunOp::equal     ? run.text
             : run.op == RunOp::deleted ? deleted(run.text)
                                        : inserted(run.text);
    return one_line(out);
  }

  [[nodiscard]] std::string deleted(const std::string& text) const {
    return marks_.open_deleted + text + marks_.close_deleted;
  }
  [[nodiscard]] std::string inserted(const std::string& text) const {
    return marks_.open_inserted + text + marks_.close_inserted;
  }

  const ComparedPlans& compared_;
  const ChangeMarks& marks_;
  Language language_;
  PlanValues before_, after_;
  std::string out_;
};

}  // namespace

std::string lines_of(const ComparedPlans& compared, Language language, const ChangeMarks& marks) {
  return DifferenceLines(compared, language, marks).all();
}

DifferencePage difference_page(const ComparedPlans& compared) {
  DifferencePage out{compared.from, compared.to, {}};
  const auto& units = compared.memory.units;
  const PlanValues before_vi(compared.before(), units, Language::vi),
      before_en(compared.before(), units, Language::en), after_vi(compared.after(), units, Language::vi),
      after_en(compared.after(), units, Language::en);
  for (const PlanChange& change : compared.changes) {
    ShownChange& shown = out.changes.emplace_back();
    shown.op = change.op;
    shown.kind = change.kind;
    shown.kind_names = name_of(change.kind);
    shown.code = change.code;
    shown.no = change.no;
    shown.names = change.names;
    shown.verb = verb_of(change);
    if (!change.field.empty()) shown.field_names = name_of_field(change.field);
    shown.says = {says_of(before_vi, after_vi, change), says_of(before_en, after_en, change)};
    shown.words = change.words;
    shown.language = change.language;
  }
  return out;
}

}  // namespace xanh
