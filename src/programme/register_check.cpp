// What can be wrong with a register as a whole.
#include <fmt/format.h>

#include <set>

#include "programme/programme_problems.hpp"
#include "programme/register.hpp"

namespace xanh {
namespace {

std::string where(const Place& place) {
  return fmt::format("{}:{}", place.file, place.line);
}

Place at(Place place, std::string field) {
  place.field = std::move(field);
  return place;
}

template <class T>
void check_rows(const std::vector<T>& rows, Problems& out) {
  std::map<std::string, std::vector<const T*>> by_code;
  for (const auto& row : rows) {
    if (!is_code(row.code)) out.push_back(problem(kBadCode, at(row.place, "code"), {{"code", row.code}}));
    if (row.valid_from && row.valid_to && *row.valid_to <= *row.valid_from)
      out.push_back(
          problem(kEmptyValidity, at(row.place, "valid_to"),
                  {{"code", row.code}, {"from", to_text(*row.valid_from)}, {"to", to_text(*row.valid_to)}}));
    if (row.name_vi.empty() || row.name_en.empty())
      out.push_back(problem(kWithoutTranslation, at(row.place, "name_en"), {{"code", row.code}}));
    for (const T* earlier : by_code[row.code])
      if (earlier->validity().overlaps(row.validity()))
        out.push_back(problem(kOverlappingValidity, at(row.place, "valid_from"),
                              {{"code", row.code}, {"where", where(earlier->place)}}));
    by_code[row.code].push_back(&row);
  }
}

void check_parents(const RegisterRows& rows, Problems& out) {
  std::set<std::string> codes;
  std::map<std::string, std::set<std::string>> parents;
  for (const auto& row : rows.units) {
    codes.insert(row.code);
    if (!row.parent.empty()) parents[row.code].insert(row.parent);
  }
  const std::vector<std::string> choices(codes.begin(), codes.end());
  std::set<std::string> told;
  for (const auto& row : rows.units) {
    if (!row.parent.empty() && !codes.contains(row.parent))
      out.push_back(problem(kUnknownReference, at(row.place, "parent"),
                            {{"what_vi", "đơn vị"}, {"what_en", "unit"}, {"code", row.parent}},
                            nearest(row.parent, choices)));
    // Walk up; every circle is told once, at its first row.
    std::vector<std::string> path{row.code};
    for (std::string code = row.parent; !code.empty();) {
      const auto begin = static_cast<size_t>(std::find(path.begin(), path.end(), code) - path.begin());
      path.push_back(code);
      if (begin + 1 < path.size()) {
        const std::set<std::string> circle(path.begin() + static_cast<std::ptrdiff_t>(begin), path.end());
        if (std::none_of(circle.begin(), circle.end(), [&](const auto& c) { return told.contains(c); }) &&
            code == row.code)
          out.push_back(problem(kCyclicParents, at(row.place, "parent"),
                                {{"code", row.code}, {"path", join(path, " → ")}}));
        if (code == row.code) told.insert(circle.begin(), circle.end());
        break;
      }
      const auto up = parents.find(code);
      code = up == parents.end() || up->second.empty() ? std::string{} : *up->second.begin();
    }
  }
}

void check_changes(const RegisterRows& rows, Problems& out) {
  const Register reg(rows);
  const auto choices = reg.unit_codes();
  for (const auto& change : rows.changes) {
    const auto check_side = [&](const std::string& list, const char* field, Date day) {
      for (const auto& code : split(list, ';')) {
        if (!reg.any_unit(code))
          out.push_back(problem(kUnknownReference, at(change.place, field),
                                {{"what_vi", "đơn vị"}, {"what_en", "unit"}, {"code", code}},
                                nearest(code, choices)));
        else if (!reg.unit(code, {day, {}}))
          out.push_back(
              problem(kSuccessorMissing, at(change.place, field), {{"code", code}, {"date", to_text(day)}}));
      }
    };
    check_side(change.from, "from", change.date - std::chrono::days{1});
    check_side(change.to, "to", change.date);
  }
}

void check_tiles(const RegisterRows& rows, Problems& out) {
  for (size_t i = 0; i < rows.areas.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const auto& a = rows.areas[i];
      const auto& b = rows.areas[j];
      if (a.code == b.code || !a.validity().overlaps(b.validity())) continue;
      if (a.row && a.column && a.row == b.row && a.column == b.column)
        out.push_back(problem(kSameTile, at(a.place, "row"),
                              {{"code", a.code},
                               {"other", b.code},
                               {"row", std::to_string(*a.row)},
                               {"column", std::to_string(*a.column)}}));
      if (!a.official_code.empty() && a.official_code == b.official_code)
        out.push_back(problem(kSameOfficialCode, at(a.place, "official_code"),
                              {{"official", a.official_code}, {"code", a.code}, {"other", b.code}}));
    }
  }
}

}  // namespace

Problems check_register(const RegisterRows& rows) {
  Problems out;
  check_rows(rows.units, out);
  check_rows(rows.areas, out);
  check_parents(rows, out);
  check_changes(rows, out);
  check_tiles(rows, out);
  return out;
}

}  // namespace xanh
