// The register (danh bạ): units and areas through time. Codes are identity for ever; names, official codes
// and signatures are content of a row with its validity. Only new rows are ever added.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/work_calendar.hpp"

namespace xanh {

enum class UnitKind { committee, department, board, enterprise, district, ward, coordinating, other };
BOOST_DESCRIBE_ENUM(UnitKind, committee, department, board, enterprise, district, ward, coordinating, other)

/// approving and standing are the two agencies; executing units are directed, coordinating ones are asked;
/// subordinate ones report to their parent only.
enum class UnitRole { approving, standing, executing, coordinating, subordinate };
BOOST_DESCRIBE_ENUM(UnitRole, approving, standing, executing, coordinating, subordinate)

/// A row of units.csv: what a unit was from one day to another.
struct UnitRow {
  std::string code, name_vi, name_en;
  UnitKind kind{};
  std::string parent;
  std::string groups;  ///< separated by `;`
  std::optional<Date> valid_from, valid_to;
  UnitRole role{};
  std::string symbol;     ///< of its documents: "UBND"
  std::string signature;  ///< lines separated by `|`: "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"
  Place place;
  std::optional<Instant> recorded;  ///< when the store learned it; not part of its content
  static constexpr std::array kRequired{"code", "name_vi", "kind", "role"};
  [[nodiscard]] Validity validity() const { return {valid_from, valid_to}; }
  [[nodiscard]] bool in_group(std::string_view group) const;
  [[nodiscard]] Bilingual names() const { return {name_vi, name_en}; }
};
BOOST_DESCRIBE_STRUCT(UnitRow, (),
                      (code, name_vi, name_en, kind, parent, groups, valid_from, valid_to, role, symbol,
                       signature))

enum class ChangeKind { merge, split, rename, move, end };
BOOST_DESCRIBE_ENUM(ChangeKind, merge, split, rename, move, end)

/// A row of unit_changes.csv: from that day on, `from` goes on as `to`.
struct UnitChange {
  Date date{};
  ChangeKind kind{};
  std::string from, to;  ///< codes separated by `;`
  std::optional<Decimal> weight;
  std::string basis, document;
  Place place;
  std::optional<Instant> recorded;
  static constexpr std::array kRequired{"kind", "from"};
};
BOOST_DESCRIBE_STRUCT(UnitChange, (), (date, kind, from, to, weight, basis, document))

/// A row of areas.csv: a territory; `row` and `column` place its tile on the map. `outline`: its shape where
/// areas.geojson has one, as a line of GeoJSON.
struct AreaRow {
  std::string code, official_code, name_vi, name_en, parent;
  std::optional<Date> valid_from, valid_to;
  std::optional<int> row, column;
  std::string outline;
  Place place;
  std::optional<Instant> recorded;
  static constexpr std::array kRequired{"code", "name_vi"};
  [[nodiscard]] Validity validity() const { return {valid_from, valid_to}; }
};
BOOST_DESCRIBE_STRUCT(AreaRow, (),
                      (code, official_code, name_vi, name_en, parent, valid_from, valid_to, row, column,
                       outline))

enum class DayKind { holiday, working_day };
BOOST_DESCRIBE_ENUM(DayKind, holiday, working_day)

/// A row of holidays.csv: a public holiday, or a weekend day worked in exchange.
struct DayRow {
  Date date{};
  DayKind kind{};
  std::string name_vi, name_en, source;
  Place place;
  std::optional<Instant> recorded;
  static constexpr std::array kRequired{"kind"};
};
BOOST_DESCRIBE_STRUCT(DayRow, (), (date, kind, name_vi, name_en, source))

struct RegisterRows {
  std::vector<UnitRow> units;
  std::vector<UnitChange> changes;
  std::vector<AreaRow> areas;
  std::vector<DayRow> days;
};
BOOST_DESCRIBE_STRUCT(RegisterRows, (), (units, changes, areas, days))

/// A code that lived on in another: until (not including) the day, figures of `code` belong to its
/// successor's series.
struct Predecessor {
  std::string code;
  Date until{};
  bool operator==(const Predecessor&) const = default;
};

class Register {
 public:
  Register() = default;
  explicit Register(RegisterRows rows);

  /// The row of the unit that holds then, or null.
  [[nodiscard]] const UnitRow* unit(std::string_view code, const AsOf& as_of) const;
  /// Any row of the code, the latest in time: for names of units that ended.
  [[nodiscard]] const UnitRow* any_unit(std::string_view code) const;
  [[nodiscard]] const AreaRow* area(std::string_view code, const AsOf& as_of) const;
  /// All units alive then, by Vietnamese order of kind and name.
  [[nodiscard]] std::vector<const UnitRow*> units(const AsOf& as_of) const;
  /// The unit itself, or the members of the group of that code, alive then, by code. In place of a unit that
  /// has ended stands what it became: what it owes and leads is theirs now.
  [[nodiscard]] std::vector<std::string> members(std::string_view unit_or_group, const AsOf& as_of) const;
  [[nodiscard]] bool is_group(std::string_view code) const;
  [[nodiscard]] std::vector<const UnitRow*> children(std::string_view code, const AsOf& as_of) const;
  /// What a unit became by the day (itself while it lives); empty when it ended without a successor.
  [[nodiscard]] std::vector<std::string> successors(std::string_view code, const AsOf& as_of) const;
  /// All codes that merged into or were renamed to this unit, with the day they did (through several steps).
  [[nodiscard]] std::vector<Predecessor> predecessors(std::string_view code, const AsOf& as_of) const;
  [[nodiscard]] WorkCalendar calendar(const AsOf& as_of) const;
  [[nodiscard]] const RegisterRows& rows() const { return rows_; }
  [[nodiscard]] std::vector<std::string> unit_codes() const;

  /// Canonical bytes of the rows known then, in a fixed order (kind "register"); when they were recorded is
  /// no part of it.
  [[nodiscard]] std::string bytes(const std::optional<Instant>& known = {}) const;
  [[nodiscard]] std::string digest(const std::optional<Instant>& known = {}) const;

 private:
  RegisterRows rows_;
  std::multimap<std::string, size_t, std::less<>> by_code_;
  std::map<std::string, std::vector<size_t>, std::less<>> by_group_;
  std::vector<size_t> in_order_;  ///< by kind, name and code: sorting names is the dearest part of a list
};

/// Duplicate or overlapping validity, unknown or cyclic parents, changes from or to units that do not exist,
/// two areas on one tile or with one official code on one day.
[[nodiscard]] Problems check_register(const RegisterRows& rows);

}  // namespace xanh
