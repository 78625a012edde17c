#include "exchange/dhis2_metadata.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/date.hpp"
#include "base/text.hpp"
#include "exchange/dhis2_problems.hpp"
#include "exchange/dhis2_references.hpp"

namespace xanh::dhis2 {
namespace {

constexpr std::array kTrackerParts{"programs",        "programStages",          "programIndicators",
                                   "programRules",    "programRuleVariables",   "trackedEntityTypes",
                                   "programSections", "trackedEntityAttributes"};
constexpr std::array kTaken{"categories",
                            "categoryOptions",
                            "categoryCombos",
                            "categoryOptionCombos",
                            "dataElements",
                            "dataSets",
                            "indicatorTypes",
                            "indicators",
                            "indicatorGroups",
                            "validationRules",
                            "constants",
                            "organisationUnits",
                            "system",
                            "date",
                            "package",
                            "dataElementGroups",
                            "validationRuleGroups"};

/// The year of "2019-08-26T14:24:46.086", 0 where there is none that can be meant.
int year_in(std::string_view moment) {
  const auto day = parse_date(moment.substr(0, 10));
  const int year = day ? year_of(*day) : 0;
  return year >= 1990 && year <= 2100 ? year : 0;
}

class MetadataReading {
 public:
  MetadataReading(const Node& root, const std::string& file, Report& report)
      : root_(root), file_(file), report_(report) {
    out_.file = file;
  }

  Outcome<Metadata> run() {
    Outcome<Metadata> out;
    if (root_.kind != Node::Kind::map || !root_.find("dataElements")) {
      out.problems.push_back(problem(kNotMetadata, Place{file_, 0, 0, {}, {}, {}}));
      return out;
    }
    tracker();
    each("categoryOptions", out_.options, [](const Node&, Object&, const std::string&) { return true; });
    each("categories", out_.categories, [&](const Node& n, Category& to, const std::string&) {
      to.options = ids(n, "categoryOptions");
      return true;
    });
    each("categoryCombos", out_.combos, [&](const Node& n, Combo& to, const std::string&) {
      to.categories = ids(n, "categories");
      return true;
    });
    each("categoryOptionCombos", out_.option_combos, [&](const Node& n, OptionCombo& to, const std::string&) {
      to.combo = id_of(n, "categoryCombo");
      to.options = ids(n, "categoryOptions");
      std::sort(to.options.begin(), to.options.end());
      return true;
    });
    each("organisationUnits", out_.units, [](const Node& n, OrgUnit& to, const std::string&) {
      to.parent = id_of(n, "parent");
      return true;
    });
    each("constants", out_.constants, [](const Node& n, Constant& to, const std::string&) {
      to.value = Decimal::parse(text_of(n, "value"));
      return true;
    });
    each("dataElements", out_.elements, [&](const Node& n, DataElement& to, const std::string&) {
      to.value_type = text_of(n, "valueType");
      to.aggregation = text_of(n, "aggregationType");
      if (const auto combo = id_of(n, "categoryCombo"); !combo.empty()) to.combos.push_back(combo);
      if (text_of(n, "domainType") != "TRACKER") return true;
      report_.add(kTracker, to.place, {{"name", to.name}});
      return false;
    });
    each("dataSets", out_.data_sets, [&](const Node& n, DataSet& to, const std::string&) {
      to.period_type = text_of(n, "periodType");
      to.units = ids(n, "organisationUnits");
      set_elements(n, to);
      return true;
    });
    each("indicatorTypes", out_.types, [&](const Node& n, IndicatorType& to, const std::string&) {
      const auto factor = Decimal::parse(text_of(n, "factor"));
      if (factor && !factor->is_zero()) {
        to.factor = *factor;
        return true;
      }
      broken(to.place, "không có factor", "it has no factor");
      return false;
    });
    each("indicatorGroups", out_.groups, [&](const Node& n, Object& to, const std::string&) {
      for (const auto& one : ids(n, "indicators")) group_of_.emplace(one, to.uid);
      return true;
    });
    each("indicators", out_.indicators, [&](const Node& n, Indicator& to, const std::string& pointer) {
      to.numerator = expression(n, "numerator", pointer);
      to.denominator = expression(n, "denominator", pointer);
      to.type = id_of(n, "indicatorType");
      to.annualized = text_of(n, "annualized") == "true";
      if (to.description.empty()) {
        to.description = text_of(n, "numeratorDescription");
        if (const auto below = text_of(n, "denominatorDescription");
            !to.description.empty() && !below.empty())
          to.description += " / " + below;
      }
      if (const auto decimals = Decimal::parse(text_of(n, "decimals")))
        to.decimals = static_cast<int>(std::clamp(decimals->to_double(), 0.0, 6.0));
      if (const auto found = group_of_.find(to.uid); found != group_of_.end()) to.group = found->second;
      return true;
    });
    each("validationRules", out_.rules, [&](const Node& n, Rule& to, const std::string& pointer) {
      to.operator_ = text_of(n, "operator");
      to.importance = text_of(n, "importance");
      to.instruction = text_of(n, "instruction");
      side(n, "leftSide", pointer, to.left);
      side(n, "rightSide", pointer, to.right);
      return true;
    });
    about();
    out.problems = std::move(errors_);
    if (out.ok() && out_.elements.all.empty())
      out.problems.push_back(problem(kNotMetadata, Place{file_, 0, 0, {}, {}, {}}));
    check_references(out_, root_, report_);
    out.value = std::move(out_);
    return out;
  }

 private:
  void broken(const Place& place, std::string_view vi, std::string_view en) {
    report_.add(kBroken, place, {{"what_vi", vi}, {"what_en", en}});
  }

  /// `fill` says whether the object is taken.
  template <class T, class Fill>
  void each(const char* section, Objects<T>& to, Fill fill) {
    const Node* list = root_.find(section);
    if (!list) return;
    if (list->kind != Node::Kind::list)
      return broken(place_of(*list, file_, std::string("/") + section), "cần một danh sách",
                    "a list is needed");
    if (list->items.size() > kMostObjects) {
      errors_.push_back(problem(kTooLarge, place_of(*list, file_, std::string("/") + section),
                                {{"limit", std::to_string(kMostObjects)},
                                 {"what_vi", std::string("mục của ") + section},
                                 {"what_en", std::string(section)}}));
      return;
    }
    for (size_t i = 0; i < list->items.size(); ++i) {
      const Node& node = list->items[i];
      const std::string pointer = "/" + std::string(section) + "/" + std::to_string(i);
      T one;
      one.place = place_of(node, file_, pointer);
      one.uid = text_of(node, "id");
      if (!is_uid(one.uid)) {
        broken(one.place, "không có id gồm 11 chữ và số", "it has no id of 11 letters and digits");
        continue;
      }
      name(node, one);
      if (const auto [it, fresh] = to.by_uid.emplace(one.uid, to.all.size()); !fresh) {
        report_.add(
            kUidTwice, one.place,
            {{"uid", one.uid}, {"line", std::to_string(to.all[it->second].place.line)}, {"name", one.name}});
        continue;
      }
      if (fill(node, one, pointer))
        to.all.push_back(std::move(one));
      else
        to.by_uid.erase(one.uid);
    }
  }

  void name(const Node& node, Object& to) {
    to.code = text_of(node, "code");
    to.name = text_of(node, "name");
    if (to.name.empty()) to.name = to.code.empty() ? to.uid : to.code;
    to.description = text_of(node, "description");
    if (const Node* list = node.find("translations"); list && list->kind == Node::Kind::list)
      for (const Node& one : list->items) {
        if (text_of(one, "property") != "NAME") continue;
        const std::string locale = text_of(one, "locale");
        if (locale.starts_with("vi")) to.names.vi = text_of(one, "value");
        if (locale.starts_with("en")) to.names.en = text_of(one, "value");
      }
    to.translated = !to.names.vi.empty() && !to.names.en.empty();
    if (to.names.vi.empty()) to.names.vi = to.name;
    if (to.names.en.empty()) to.names.en = to.name;
    if (const int year = std::max(year_in(text_of(node, "lastUpdated")), year_in(text_of(node, "created"))))
      out_.year = std::max(out_.year.value_or(0), year);
  }

  static std::vector<std::string> ids(const Node& node, std::string_view key) {
    std::vector<std::string> out;
    if (const Node* list = node.find(key); list && list->kind == Node::Kind::list)
      for (const Node& one : list->items)
        if (auto id = text_of(one, "id"); !id.empty()) out.push_back(std::move(id));
    return out;
  }

  Expression expression(const Node& node, const char* key, const std::string& pointer) const {
    const Node* found = node.kind == Node::Kind::map ? node.find(key) : nullptr;
    Expression out{text_of(node, key), place_of(found ? *found : node, file_, pointer + "/" + key)};
    if (found) ++out.place.column;  // behind the quote
    return out;
  }

  void side(const Node& node, const char* key, const std::string& pointer, Side& to) const {
    const Node* found = node.find(key);
    if (!found || found->kind != Node::Kind::map) {
      to.place = place_of(node, file_, pointer);
      return;
    }
    static_cast<Expression&>(to) = expression(*found, "expression", pointer + "/" + key);
    to.missing = text_of(*found, "missingValueStrategy");
    to.sliding = text_of(*found, "slidingWindow") == "true";
  }

  /// A data set may put another category combination in the place of the element's own.
  void set_elements(const Node& node, DataSet& to) {
    const Node* list = node.find("dataSetElements");
    if (!list || list->kind != Node::Kind::list) return;
    constexpr size_t kMostCombos = 64;  // of one element
    std::set<std::string> seen;
    for (const Node& one : list->items) {
      const std::string uid = id_of(one, "dataElement");
      if (uid.empty() || !seen.insert(uid).second) continue;
      to.elements.push_back(uid);
      const std::string combo = id_of(one, "categoryCombo");
      const auto found = out_.elements.by_uid.find(uid);
      if (combo.empty() || found == out_.elements.by_uid.end()) continue;
      auto& combos = out_.elements.all[found->second].combos;
      if (combos.size() < kMostCombos && std::find(combos.begin(), combos.end(), combo) == combos.end())
        combos.push_back(combo);
    }
  }

  void tracker() {
    std::string left;
    for (const auto& [key, node] : root_.members) {
      if (node.kind != Node::Kind::list || node.items.empty()) continue;
      const Place place = place_of(node, file_, "/" + key);
      if (std::find(kTrackerParts.begin(), kTrackerParts.end(), key) != kTrackerParts.end())
        report_.add(kTracker, place, {{"name", key + " (" + std::to_string(node.items.size()) + ")"}});
      else if (std::find(kTaken.begin(), kTaken.end(), key) == kTaken.end())
        left += (left.empty() ? "" : ", ") + key + " (" + std::to_string(node.items.size()) + ")";
    }
    if (!left.empty()) report_.add(kSections, Place{file_, 0, 0, {}, {}, {}}, {{"names", left}});
  }

  void about() {
    if (const Node* package = root_.find("package"); package && package->kind == Node::Kind::map) {
      const std::string name = text_of(*package, "name");
      out_.package = {name, name};
    }
  }

  const Node& root_;
  const std::string& file_;
  Report& report_;
  Metadata out_;
  std::map<std::string, std::string> group_of_;
  Problems errors_;
};

}  // namespace

bool Metadata::is_default(std::string_view option_combo) const {
  if (option_combo.empty() || option_combo == kDefaultOptionCombo) return true;
  const OptionCombo* found = option_combos.find(option_combo);
  return found && (found->combo == kDefaultCombo || found->name == "default");
}

Outcome<Metadata> read_metadata(std::string_view text, const std::string& file, Report& report) {
  const auto tree = read_placed_json(text, file);
  if (!tree.ok()) return {{}, tree.problems};
  return MetadataReading(tree.value, file, report).run();
}

}  // namespace xanh::dhis2
