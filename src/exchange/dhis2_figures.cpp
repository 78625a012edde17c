#include "exchange/dhis2_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "exchange/dhis2_kinds.hpp"
#include "exchange/dhis2_value_problems.hpp"

namespace xanh::dhis2 {
namespace {

constexpr size_t kShownCharacters = 60;

std::string shown(const std::string& text) {
  if (text.size() <= kShownCharacters) return text;
  size_t end = kShownCharacters;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end) + "…";
}

/// Finds objects by uid, then by code, then by name: the identifier schemes a file may use.
template <class T>
class Finder {
 public:
  explicit Finder(const Objects<T>& objects) : objects_(objects) {
    for (const auto& one : objects.all) {
      if (!one.code.empty()) by_code_.emplace(one.code, one.uid);
      by_name_.emplace(one.name, one.uid);
    }
  }
  [[nodiscard]] const T* find(const std::string& written) const {
    if (const T* found = objects_.find(written)) return found;
    if (const auto code = by_code_.find(written); code != by_code_.end()) return objects_.find(code->second);
    const auto name = by_name_.find(written);
    return name == by_name_.end() ? nullptr : objects_.find(name->second);
  }

 private:
  const Objects<T>& objects_;
  std::map<std::string, std::string> by_code_, by_name_;
};

class Lookup {
 public:
  Lookup(const Metadata& metadata, Report& report)
      : all_(metadata),
        report_(report),
        elements_(metadata.elements),
        combos_(metadata.option_combos),
        sets_(metadata.data_sets),
        units_(metadata.units),
        categories_(metadata.categories),
        options_(metadata.options) {
    for (const auto& set : metadata.data_sets.all) {
      for (const auto& element : set.elements) sets_of_[element].push_back(&set);
      assigned_[set.uid] = {set.units.begin(), set.units.end()};
    }
    for (const auto& combo : metadata.option_combos.all)
      by_options_[combo.options].emplace_back(combo.combo, combo.uid);
  }

  Figures run(const std::vector<RawValue>& values) {
    for (const auto& value : values)
      if (!value.deleted) one(value);
    return std::move(out_);
  }

 private:
  void one(const RawValue& raw) {
    const DataElement* element = elements_.find(raw.element);
    if (!element) {
      report_.again(kValueElement, raw.place.file + "\n" + raw.element, raw.place,
                    {{"uid", shown(raw.element)}});
      return;
    }
    Figure figure;
    figure.place = raw.place;
    figure.comment = raw.comment;
    figure.part.element = element->uid;
    const auto period = read_period(raw.period);
    if (!period)
      report_.again(kPeriod, raw.place.file + "\n" + raw.period, raw.place, {{"text", shown(raw.period)}});
    if (raw.unit.empty()) report_.add(kValueUnit, raw.place);
    const bool whole = combination(raw, *element, figure.part);
    const bool good = value(raw, *element, figure);
    if (!period || raw.unit.empty() || !whole || !good) return;
    const OrgUnit* unit = units_.find(raw.unit);
    figure.unit = unit ? unit->uid : raw.unit;
    figure.period = period->cycle.code;
    of_data_set(raw, *element, *period, figure.unit);
    out_.periods.emplace(figure.period, *period);
    out_.units.emplace(figure.unit, raw.place);
    keep(*element, std::move(figure), raw);
  }

  /// Whether a value is written in words that its element can hold. Doubtful ones are told and taken.
  bool value(const RawValue& raw, const DataElement& element, Figure& to) {
    if (raw.value.empty()) {
      report_.add(kNoValue, raw.place, {{"name", element.name}});
      return false;
    }
    const ValueType type = value_type(element.value_type);
    const std::string value = shown(raw.value);
    const auto say = [&](const ProblemKind& kind) {
      report_.add(kind, raw.place, {{"name", element.name}, {"type", element.value_type}, {"value", value}});
    };
    const bool yes = raw.value == "true", no = raw.value == "false";
    if (type.kind == ValueType::Kind::text) {
      to.text = raw.value;
      return true;
    }
    if (type.kind == ValueType::Kind::boolean) {
      // DHIS2 itself keeps true and false; 1 and 0 come from other programs and mean the same.
      if (!yes && !no && raw.value != "1" && raw.value != "0") {
        say(kNumberAmongBooleans);
        return false;
      }
      to.number = Decimal(yes || raw.value == "1" ? 1 : 0);
      return true;
    }
    to.number = Decimal::parse(raw.value);
    if (!to.number) {
      say(yes || no ? kBooleanAmongNumbers : kTextAmongNumbers);
      return false;
    }
    if (type.kind == ValueType::Kind::whole && *to.number != to.number->rounded(0)) say(kNotWhole);
    const bool under = type.min && *to.number < *type.min, over = type.max && *to.number > *type.max;
    if (under)
      say(to.number->is_negative() ? kNegative : kOutside);
    else if (over)
      say(type.percent ? kAbove100 : kOutside);
    return true;
  }

  bool combination(const RawValue& raw, const DataElement& element, Part& to) {
    std::string combo = raw.combo, attribute = raw.attribute;
    if (!raw.options.empty() && !by_categories(raw.options, &element.combos, combo)) {
      foreign(kForeignCombo, raw, element, combo);
      return false;
    }
    if (!raw.group_options.empty() && !by_categories(raw.group_options, nullptr, attribute)) {
      foreign(kValueCombo, raw, element, attribute);
      return false;
    }
    for (const auto& [text, is_attribute] : {std::pair{&combo, false}, std::pair{&attribute, true}}) {
      if (all_.is_default(*text)) {
        text->clear();
        continue;
      }
      const OptionCombo* found = combos_.find(*text);
      if (!found) {
        foreign(kValueCombo, raw, element, *text);
        return false;
      }
      if (all_.is_default(found->uid)) {
        text->clear();
        continue;
      }
      if (!is_attribute &&
          std::find(element.combos.begin(), element.combos.end(), found->combo) == element.combos.end()) {
        foreign(kForeignCombo, raw, element, found->name);
        return false;
      }
      *text = found->uid;
    }
    if (combo.empty() && split_up(element))
      report_.again(kNotSplit, raw.place.file + "\n" + element.uid, raw.place, {{"name", element.name}});
    to.combo = std::move(combo);
    to.attribute = std::move(attribute);
    return true;
  }

  /// Whether it has categories, and no data set takes it without them.
  static bool split_up(const DataElement& element) {
    return !element.combos.empty() &&
           std::find(element.combos.begin(), element.combos.end(), kDefaultCombo) == element.combos.end();
  }

  void foreign(const ProblemKind& kind, const RawValue& raw, const DataElement& element,
               const std::string& combo) {
    report_.again(kind, raw.place.file + "\n" + element.uid + "\n" + combo, raw.place,
                  {{"name", element.name}, {"uid", shown(combo)}});
  }

  /// The option combination of ADX, which names category and option; `combos`: the category combinations it
  /// may be of, null: any. When there is none, `to` says what was named.
  bool by_categories(const std::vector<std::pair<std::string, std::string>>& named,
                     const std::vector<std::string>* combos, std::string& to) const {
    std::vector<std::string> options;
    to.clear();
    bool known = true;
    for (const auto& [category, option] : named) {
      to += (to.empty() ? "" : ", ") + category + "=" + option;
      const Object* found = options_.find(option);
      known = known && categories_.find(category) && found;
      if (found) options.push_back(found->uid);
    }
    if (!known) return false;
    std::sort(options.begin(), options.end());
    const auto found = by_options_.find(options);
    if (found == by_options_.end()) return false;
    for (const auto& [combo, uid] : found->second)
      if (!combos || std::find(combos->begin(), combos->end(), combo) != combos->end()) {
        to = uid;
        return true;
      }
    return false;
  }

  void of_data_set(const RawValue& raw, const DataElement& element, const Period& period,
                   const std::string& unit) {
    std::vector<const DataSet*> sets;
    if (const DataSet* set = raw.data_set.empty() ? nullptr : sets_.find(raw.data_set))
      sets.push_back(set);
    else if (const auto found = sets_of_.find(element.uid); found != sets_of_.end())
      sets = found->second;
    if (sets.empty()) return;
    if (std::none_of(sets.begin(), sets.end(),
                     [&](const DataSet* set) { return set->period_type == period.type; }))
      report_.again(kPeriodType, element.uid + "\n" + raw.period, raw.place,
                    {{"name", element.name},
                     {"text", raw.period},
                     {"have", period.type},
                     {"want", sets.front()->period_type}});
    const bool assigned = std::any_of(sets.begin(), sets.end(), [&](const DataSet* set) {
      const auto& units = assigned_.at(set->uid);
      return units.empty() || units.contains(unit);
    });
    if (!assigned)
      report_.again(kNotAssigned, sets.front()->uid + "\n" + unit, raw.place,
                    {{"unit", shown(unit)}, {"set", sets.front()->name}});
  }

  void keep(const DataElement& element, Figure figure, const RawValue& raw) {
    const auto key = std::tuple(figure.part, figure.unit, figure.period);
    const auto [it, fresh] = kept_.emplace(key, out_.all.size());
    if (fresh) {
      out_.all.push_back(std::move(figure));
      return;
    }
    Figure& before = out_.all[it->second];
    report_.add(kSameTwice, raw.place,
                {{"name", element.name},
                 {"unit", shown(figure.unit)},
                 {"period", raw.period},
                 {"first", before.number ? before.number->to_text() : shown(before.text)},
                 {"where", fmt::format("{}:{}", before.place.file, before.place.line)},
                 {"value", shown(raw.value)}});
    before = std::move(figure);
  }

  const Metadata& all_;
  Report& report_;
  Finder<DataElement> elements_;
  Finder<OptionCombo> combos_;
  Finder<DataSet> sets_;
  Finder<OrgUnit> units_;
  Finder<Category> categories_;
  Finder<Object> options_;
  std::map<std::string, std::vector<const DataSet*>> sets_of_;
  std::map<std::string, std::set<std::string>> assigned_;
  /// Category combination and option combination by the options.
  std::map<std::vector<std::string>, std::vector<std::pair<std::string, std::string>>> by_options_;
  std::map<std::tuple<Part, std::string, std::string>, size_t> kept_;
  Figures out_;
};

}  // namespace

Figures look_up(const Metadata& metadata, const std::vector<RawValue>& values, Report& report) {
  return Lookup(metadata, report).run(values);
}

}  // namespace xanh::dhis2
