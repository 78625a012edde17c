#include "exchange/dhis2_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/dhis2_kinds.hpp"
#include "exchange/dhis2_problems.hpp"
#include "programme/formula.hpp"

namespace xanh::dhis2 {
namespace {

const Bilingual kIndicatorWord{"chỉ số", "indicator"};
const Bilingual kRuleWord{"quy tắc", "validation rule"};

class PlanMaking {
 public:
  PlanMaking(const Metadata& metadata, const Figures& figures, Report& report)
      : all_(metadata), figures_(figures), report_(report) {}

  MadePlan run() {
    expressions();
    used_parts();
    codes();
    tables();
    elements();
    goals();
    for (size_t i = 0; i < all_.indicators.all.size(); ++i) target(all_.indicators.all[i], read_[i]);
    rules();
    summaries();
    return std::move(out_);
  }

 private:
  struct Pair {
    std::optional<ReadExpression> first, second;
  };

  void expressions() {
    for (const auto& one : all_.indicators.all) {
      const Owner owner{kIndicatorWord, &one};
      read_.push_back({half(one.numerator, owner, {"tử số", "numerator"}),
                       half(one.denominator, owner, {"mẫu số", "denominator"})});
    }
    for (const auto& one : all_.rules.all) {
      const Owner owner{kRuleWord, &one};
      sides_.push_back({half(one.left, owner, {"vế trái", "left side"}),
                        half(one.right, owner, {"vế phải", "right side"})});
    }
  }

  std::optional<ReadExpression> half(const Expression& from, const Owner& owner, const Bilingual& name) {
    if (!from.text.empty()) return read_expression(all_, from, owner, report_);
    report_.add(kHalf, from.place,
                {{"what_vi", owner.what.vi},
                 {"what_en", owner.what.en},
                 {"name", owner.object->name},
                 {"uid", owner.object->uid},
                 {"half_vi", name.vi},
                 {"half_en", name.en}});
    return std::nullopt;
  }

  void used_parts() {
    for (const auto* pairs : {&read_, &sides_})
      for (const auto& pair : *pairs)
        for (const auto* half : {&pair.first, &pair.second})
          if (*half)
            for (const auto& part : (*half)->parts)
              if (!part.whole()) used_[part.element].insert(part);
    std::map<std::string, std::set<Part>> given;
    for (const auto& figure : figures_.all)
      if (!figure.part.whole()) given[figure.part.element].insert(figure.part);
    for (auto& [element, parts] : given) {
      used_[element].insert(parts.begin(), parts.end());
      out_.parts[element].assign(parts.begin(), parts.end());
    }
  }

  /// Combinations in the order of the file, which is that of its forms.
  [[nodiscard]] std::vector<Part> in_order(const std::set<Part>& parts) const {
    std::vector<Part> out(parts.begin(), parts.end());
    const auto rank = [&](const Part& part) {
      const auto found = all_.option_combos.by_uid.find(part.combo);
      return found == all_.option_combos.by_uid.end() ? 0 : found->second + 1;
    };
    std::stable_sort(out.begin(), out.end(), [&](const Part& a, const Part& b) { return rank(a) < rank(b); });
    return out;
  }

  void codes() {
    std::vector<Codes::Wanted> wishes;
    for (const auto& one : all_.elements.all) wishes.push_back(wanted(one));
    const auto whole = codes_.give(wishes);
    for (const auto& [uid, code] : whole) out_.codes[{uid, "", ""}] = code;
    wishes.clear();
    std::map<std::string, Part> keys;
    for (const auto& [element, parts] : used_)
      for (const auto& part : parts) {
        // The uid of a code that is too long is that of the combination: the element's is in its beginning.
        const std::string key = part.combo + part.attribute + "|" + element;
        keys[key] = part;
        std::string text = whole.at(element);
        for (const auto& uid : {part.combo, part.attribute})
          if (const OptionCombo* combo = all_.option_combos.find(uid); combo && !uid.empty())
            text += "_" + (combo->code.empty() ? combo->name : combo->code);
        wishes.push_back({key, text});
      }
    for (const auto& [key, code] : codes_.give(wishes)) out_.codes[keys.at(key)] = code;
  }

  /// A form asks for what targets need and for what stands in a table of a solution group (Biểu 05a … 05e):
  /// each data set is such a table, those that find none share the last.
  void tables() {
    constexpr std::array kTables{"05a", "05b", "05c", "05d", "05e"};
    const auto& sets = all_.data_sets.all;
    std::vector<Codes::Wanted> wishes;
    for (const auto& set : sets) wishes.push_back(wanted(set));
    const auto codes = codes_.give(wishes);
    for (size_t i = 0; i < sets.size(); ++i) {
      const bool shared = i + 1 >= kTables.size() && sets.size() > kTables.size();
      const char* table = kTables[std::min(i, kTables.size() - 1)];
      for (const auto& element : sets[i].elements) tables_.emplace(element, table);
      if (i >= kTables.size()) continue;
      SolutionGroup group;
      group.code = codes.at(sets[i].uid);
      group.names = shared ? Bilingual{"Các bộ dữ liệu khác", "Other data sets"} : sets[i].names;
      group.table = table;
      group.source = source_of(all_, sets[i].uid);
      out_.plan.programme.solution_groups.push_back(std::move(group));
    }
  }

  void elements() {
    for (const auto& from : all_.elements.all) {
      const ValueType type = value_type(from.value_type);
      const auto [kind, lost] = kind_of(from.aggregation);
      const bool text = type.kind == ValueType::Kind::text;
      Element to;
      to.code = out_.codes.at({from.uid, "", ""});
      to.name_vi = from.names.vi;
      to.name_en = from.names.en;
      to.unit = type.percent ? "%" : "";
      to.type = element_type(type.kind);
      to.min = type.min;
      to.max = type.max;
      to.kind = text ? ElementKind::stock : kind;
      to.definition = from.uid;
      if (const auto table = tables_.find(from.uid); table != tables_.end()) to.table = table->second;
      if (!type.known)
        report_.add(kValueType, from.place,
                    {{"name", from.name},
                     {"have", from.value_type.empty() ? "?" : from.value_type},
                     {"type", word(to.type)}});
      if (!lost.empty() && !text)
        report_.add(kAggregation, from.place,
                    {{"name", from.name},
                     {"have", from.aggregation.empty() ? "?" : from.aggregation},
                     {"kind", word(to.kind)},
                     {"why_vi", lost.vi},
                     {"why_en", lost.en}});
      if (!from.translated) ++one_language_;
      item({"số liệu", "element"}, to.code, from, {});
      out_.plan.elements.push_back(to);
      const auto used = used_.find(from.uid);
      if (used == used_.end()) continue;
      for (const auto& part : in_order(used->second)) {
        Element row = to;
        row.code = out_.codes.at(part);
        for (const auto& uid : {part.combo, part.attribute})
          if (const OptionCombo* combo = all_.option_combos.find(uid)) {
            row.name_vi += ": " + combo->names.vi;
            row.name_en += ": " + combo->names.en;
            row.definition += "." + uid;
          }
        out_.plan.elements.push_back(std::move(row));
      }
    }
  }

  void goals() {
    std::vector<Codes::Wanted> wishes;
    std::set<std::string> used;
    for (const auto& one : all_.indicators.all) used.insert(one.group);
    for (const auto& group : all_.groups.all)
      if (used.contains(group.uid)) wishes.push_back(wanted(group));
    goals_ = codes_.give(wishes);
    for (const auto& group : all_.groups.all) {
      const auto code = goals_.find(group.uid);
      if (code == goals_.end()) continue;
      Goal goal;
      goal.code = code->second;
      goal.names = group.names;
      goal.source = source_of(all_, group.uid);
      out_.plan.programme.goals.push_back(std::move(goal));
    }
    wishes.clear();
    for (const auto& one : all_.indicators.all) wishes.push_back(wanted(one));
    targets_ = codes_.give(wishes);
  }

  [[nodiscard]] std::string ours(const ReadExpression& from) const {
    return from.with([&](const Part& part) { return out_.codes.at(part); });
  }
  [[nodiscard]] std::string bracketed(const ReadExpression& from) const {
    return from.single() || from.parts.empty() ? ours(from) : "(" + ours(from) + ")";
  }

  void target(const Indicator& from, const Pair& read) {
    const IndicatorType* type = all_.types.find(from.type);
    const Decimal factor = type ? type->factor : Decimal(1);
    const bool percent = factor == Decimal(100);
    Target to;
    to.code = targets_.at(from.uid);
    if (const auto goal = goals_.find(from.group); goal != goals_.end()) to.goal = goal->second;
    to.names = from.names;
    to.unit = percent ? "%" : !type || factor == Decimal(1) ? "" : type->name;
    to.decimals = from.decimals.value_or(percent ? 1 : 0);
    if (!from.decimals) to.assumptions.emplace_back("decimals");
    to.collected = Collected::sum_of_units;
    to.definition = Definition{from.uid, {from.description, from.description}};
    to.known = Known::unconfirmed;
    to.source = source_of(all_, from.uid);
    const std::string published = fmt::format("({}) / ({}) × {}", from.numerator.text, from.denominator.text,
                                              type ? factor.to_text() : "?");
    to.note = {"DHIS2: " + published, "DHIS2: " + published};
    if (!from.translated) ++one_language_;
    const auto say = [&](const ProblemKind& kind, std::string_view key = {}, const std::string& value = {}) {
      report_.add(kind, from.place, {{"name", from.name}, {"uid", from.uid}, {key, value}});
    };
    if (type && factor == Decimal(1) && percent_by_name(from.name)) say(kPercentName, "factor", "1");
    if (from.annualized) say(kAnnualized);
    if (type && read.first && read.second) {
      if (read.first->parts.empty() && read.second->parts.empty())
        say(kConstant, "value", read.first->constant() + " / " + read.second->constant());
      else
        computation(*read.first, *read.second, factor, from, to);
      if (percent && !composed_.empty()) out_.formulas[to.code] = composed_;
      composed_.clear();
    }
    item({"chỉ tiêu", "target"}, to.code, from, published);
    out_.plan.targets.push_back(std::move(to));
  }

  void computation(const ReadExpression& top, const ReadExpression& bottom, const Decimal& factor,
                   const Indicator& from, Target& to) {
    const std::string times = factor == Decimal(1) ? "" : " * " + factor.to_text();
    const bool undivided = bottom.constant() == "1";
    composed_ = undivided && times.empty() ? ours(top)
                : undivided                ? bracketed(top) + times
                                           : bracketed(top) + " / " + bracketed(bottom) + times;
    if (!within_limits(composed_, {kIndicatorWord, &from}, from.numerator.place)) {
      composed_.clear();
      return;
    }
    if (top.single() && bottom.single()) {
      to.numerator = out_.codes.at(top.parts[0]);
      to.denominator = out_.codes.at(bottom.parts[0]);
      if (!times.empty()) to.factor = factor;
    } else {
      to.formula = composed_;
    }
  }

  /// Halves that were short and flat enough may together be too long or too deep, with codes longer than
  /// uids.
  bool within_limits(const std::string& formula, const Owner& owner, const Place& place) {
    const auto parsed = Formula::parse(formula);
    if (parsed.ok()) return true;
    report_.add(kExpression, place,
                {{"what_vi", owner.what.vi},
                 {"what_en", owner.what.en},
                 {"name", owner.object->name},
                 {"uid", owner.object->uid},
                 {"reason_vi", parsed.problems.front().message.vi},
                 {"reason_en", parsed.problems.front().message.en}});
    return false;
  }

  static bool percent_by_name(const std::string& name) {
    const std::string plain = folded(name);
    return plain.find('%') != plain.npos || plain.find("percentage") != plain.npos ||
           plain.find("ty le phan tram") != plain.npos;
  }

  void rules() {
    std::vector<Codes::Wanted> wishes;
    // A rule is named by a sentence that is mended now and then; its uid stays.
    for (const auto& one : all_.rules.all) wishes.push_back({one.uid, one.code});
    const auto codes = codes_.give(wishes);
    static const std::map<std::string, std::string, std::less<>> kOperators{
        {"equal_to", "=="},    {"not_equal_to", "!="},
        {"greater_than", ">"}, {"greater_than_or_equal_to", ">="},
        {"less_than", "<"},    {"less_than_or_equal_to", "<="}};
    for (size_t i = 0; i < all_.rules.all.size(); ++i) {
      const Rule& from = all_.rules.all[i];
      const auto& [left, right] = sides_[i];
      const auto found = kOperators.find(from.operator_);
      if (found == kOperators.end())
        report_.add(kOperator, from.place,
                    {{"name", from.name}, {"uid", from.uid}, {"operator", from.operator_}});
      const bool sliding = from.left.sliding || from.right.sliding;
      if (sliding) report_.add(kSliding, from.place, {{"name", from.name}, {"uid", from.uid}});
      const std::string published = from.left.text + " " + from.operator_ + " " + from.right.text;
      const bool taken = found != kOperators.end() && !sliding && left && right &&
                         within_limits(ours(*left), {kRuleWord, &from}, from.left.place) &&
                         within_limits(ours(*right), {kRuleWord, &from}, from.right.place);
      item({"phép kiểm tra", "check"}, taken ? codes.at(from.uid) : "", from, published);
      if (!taken) continue;
      for (const auto* side : {&from.left, &from.right})
        if (side->missing != "SKIP_IF_ANY_VALUE_MISSING") {
          ++missing_;
          break;
        }
      Check to;
      to.code = codes.at(from.uid);
      to.left = ours(*left);
      to.operator_ = found->second;
      to.right = ours(*right);
      to.severity = from.importance == "HIGH" ? Severity::error : Severity::warning;
      to.message = from.instruction.empty() ? from.names : Bilingual{from.instruction, from.instruction};
      out_.plan.checks.push_back(std::move(to));
    }
  }

  void summaries() {
    const Place whole{all_.file, 0, 0, {}, {}, {}};
    std::set<std::string> seen;
    for (const auto& [element, parts] : used_)
      for (const auto& part : parts) seen.insert({part.combo, part.attribute});
    std::vector<std::string> names;
    for (const auto& combo : all_.option_combos.all)
      if (!seen.contains(combo.uid) && !all_.is_default(combo.uid)) names.push_back(combo.name);
    if (!names.empty()) {
      const std::string count = std::to_string(names.size());
      constexpr size_t kNamed = 5;
      if (names.size() > kNamed) {
        names.resize(kNamed);
        names.emplace_back("…");
      }
      report_.add(kCombosUnused, whole, {{"count", count}, {"names", join(names, "; ")}});
    }
    if (missing_ > 0) report_.add(kMissingStrategy, whole, {{"count", std::to_string(missing_)}});
    if (one_language_ > 0) report_.add(kOneLanguage, whole, {{"count", std::to_string(one_language_)}});
  }

  void item(const Bilingual& kind, const std::string& code, const Object& from,
            const std::string& published) {
    out_.items.push_back({kind, code, from.uid, from.name, published, from.place});
  }

  const Metadata& all_;
  const Figures& figures_;
  Report& report_;
  Codes codes_;
  std::vector<Pair> read_, sides_;
  std::map<std::string, std::set<Part>> used_;
  std::map<std::string, std::string> goals_, targets_;
  std::map<std::string, std::string> tables_;  ///< by uid of the element
  std::string composed_;
  size_t one_language_ = 0, missing_ = 0;
  MadePlan out_;
};

}  // namespace

std::string source_of(const Metadata& metadata, const std::string& uid) {
  return metadata.file.substr(metadata.file.rfind('/') + 1) + ", " + uid;
}

MadePlan make_plan(const Metadata& metadata, const Figures& figures, Report& report) {
  return PlanMaking(metadata, figures, report).run();
}

}  // namespace xanh::dhis2
