#include "exchange/dhis2_references.hpp"

#include <set>

#include "exchange/dhis2_problems.hpp"

namespace xanh::dhis2 {
namespace {

class References {
 public:
  References(const Metadata& metadata, const Node& root, Report& report)
      : all_(metadata), root_(root), report_(report) {
    for (const auto& category : metadata.categories.all)
      for (const auto& option : category.options) options_of_.emplace(category.uid, option);
  }

  void run() {
    for (const auto& one : all_.categories.all)
      for (const auto& uid : one.options) need(all_.options, uid, one, "lựa chọn", "category option");
    for (const auto& one : all_.combos.all)
      for (const auto& uid : one.categories) need(all_.categories, uid, one, "phân tổ", "category");
    for (const auto& one : all_.option_combos.all) option_combo(one);
    for (const auto& one : all_.elements.all)
      for (const auto& uid : one.combos) combo(uid, one);
    for (const auto& one : all_.data_sets.all) {
      for (const auto& uid : one.elements) need(all_.elements, uid, one, "số liệu", "data element");
      // Units may be left out of an export of metadata altogether.
      if (!all_.units.all.empty())
        for (const auto& uid : one.units) need(all_.units, uid, one, "đơn vị", "organisation unit");
    }
    for (const auto& one : all_.indicators.all)
      need(all_.types, one.type, one, "loại chỉ số", "indicator type");
    for (const auto& one : all_.units.all)
      if (!one.parent.empty()) need(all_.units, one.parent, one, "đơn vị cấp trên", "parent unit");
    group("dataElementGroups", "dataElements", all_.elements, "số liệu", "data element");
    group("indicatorGroups", "indicators", all_.indicators, "chỉ số", "indicator");
    group("validationRuleGroups", "validationRules", all_.rules, "quy tắc", "validation rule");
  }

 private:
  template <class T>
  void need(const Objects<T>& among, const std::string& uid, const Object& owner, std::string_view vi,
            std::string_view en) {
    if (among.find(uid)) return;
    report_.add(kUnknown, owner.place,
                {{"owner", owner.name}, {"what_vi", vi}, {"what_en", en}, {"uid", uid.empty() ? "?" : uid}});
  }

  void combo(const std::string& uid, const Object& owner) {
    if (uid != kDefaultCombo) need(all_.combos, uid, owner, "tổ hợp phân tổ", "category combination");
  }

  void option_combo(const OptionCombo& one) {
    combo(one.combo, one);
    // A package leaves the default option out as it leaves out the default combination.
    if (one.combo == kDefaultCombo) return;
    for (const auto& uid : one.options) need(all_.options, uid, one, "lựa chọn", "category option");
    const Combo* combo = all_.combos.find(one.combo);
    if (!combo) return;
    constexpr size_t kMostCategories = 32;  // nobody splits a figure by more
    bool right = one.options.size() == combo->categories.size() && one.options.size() <= kMostCategories;
    for (size_t i = 0; right && i < combo->categories.size(); ++i) {
      const std::string& category = combo->categories[i];
      if (!all_.categories.find(category)) return;  // told already
      right = std::count_if(one.options.begin(), one.options.end(), [&](const std::string& option) {
                return options_of_.contains({category, option});
              }) == 1;
    }
    if (!right) report_.add(kComboOptions, one.place, {{"name", one.name}, {"combo", combo->name}});
  }

  template <class T>
  void group(const char* section, const char* members, const Objects<T>& among, std::string_view vi,
             std::string_view en) {
    const Node* list = root_.find(section);
    if (!list || list->kind != Node::Kind::list) return;
    for (size_t i = 0; i < list->items.size(); ++i) {
      const Node& node = list->items[i];
      const Node* in = node.kind == Node::Kind::map ? node.find(members) : nullptr;
      if (!in || in->kind != Node::Kind::list) continue;
      Object owner;
      owner.name = text_of(node, "name");
      for (size_t k = 0; k < in->items.size(); ++k) {
        owner.place = place_of(
            in->items[k], all_.file,
            "/" + std::string(section) + "/" + std::to_string(i) + "/" + members + "/" + std::to_string(k));
        need(among, text_of(in->items[k], "id"), owner, vi, en);
      }
    }
  }

  const Metadata& all_;
  const Node& root_;
  Report& report_;
  std::set<std::pair<std::string, std::string>> options_of_;  ///< by category
};

}  // namespace

void check_references(const Metadata& metadata, const Node& root, Report& report) {
  References(metadata, root, report).run();
}

}  // namespace xanh::dhis2
