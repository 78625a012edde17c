// The metadata of a DHIS2 as structs: data elements with their category combinations, data sets, indicators,
// validation rules, units. What refers to nothing, stands twice or belongs to the tracker is told and left
// out. Source: DHIS2 developer documentation, "Metadata"; the uids of the default combination are the same in
// every DHIS2.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "exchange/dhis2_file.hpp"

namespace xanh::dhis2 {

inline constexpr std::string_view kDefaultCombo = "bjDvmb4bfuf";
inline constexpr std::string_view kDefaultOptionCombo = "HllvX50cXC0";

/// What every object has.
struct Object {
  std::string uid, code, name;
  Bilingual names;          ///< translations, the name where there is none
  bool translated = false;  ///< both languages were given
  std::string description;
  Place place;  ///< its field is the JSON pointer
};

struct Category : Object {
  std::vector<std::string> options;
};
struct Combo : Object {
  std::vector<std::string> categories;
};
struct OptionCombo : Object {
  std::string combo;
  std::vector<std::string> options;  ///< sorted
};
struct DataElement : Object {
  std::string value_type, aggregation;
  std::vector<std::string> combos;  ///< its own, and those that data sets put in its place
};
struct DataSet : Object {
  std::string period_type;
  std::vector<std::string> elements, units;
};
struct IndicatorType : Object {
  Decimal factor{1};
};
struct Expression {
  std::string text;
  Place place;  ///< of its first character
};
struct Indicator : Object {
  Expression numerator, denominator;
  std::string type;
  bool annualized = false;
  std::optional<int> decimals;
  std::string group;  ///< the first it is in
};
struct Side : Expression {
  std::string missing;
  bool sliding = false;
};
struct Rule : Object {
  Side left, right;
  std::string operator_, importance, instruction;
};
struct Constant : Object {
  std::optional<Decimal> value;
};
struct OrgUnit : Object {
  std::string parent;
};

/// Objects of one kind, in the order of the file, found by uid.
template <class T>
struct Objects {
  std::vector<T> all;
  std::map<std::string, size_t, std::less<>> by_uid;
  [[nodiscard]] const T* find(std::string_view uid) const {
    const auto found = by_uid.find(uid);
    return found == by_uid.end() ? nullptr : &all[found->second];
  }
};

struct Metadata {
  std::string file;
  Bilingual package;        ///< name of the package, where the file has one
  std::optional<int> year;  ///< of the latest change of an object
  Objects<Object> options, groups;
  Objects<Category> categories;
  Objects<Combo> combos;
  Objects<OptionCombo> option_combos;
  Objects<DataElement> elements;
  Objects<DataSet> data_sets;
  Objects<IndicatorType> types;
  Objects<Indicator> indicators;
  Objects<Rule> rules;
  Objects<Constant> constants;
  Objects<OrgUnit> units;

  [[nodiscard]] bool is_default(std::string_view option_combo) const;
};

/// Everything that is not an error goes to the report. An error: not JSON, too large, no data elements.
[[nodiscard]] Outcome<Metadata> read_metadata(std::string_view text, const std::string& file, Report& report);

}  // namespace xanh::dhis2
