#include "exchange/programme_folder.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <tuple>

#include "exchange/area_outlines.hpp"
#include "exchange/csv.hpp"
#include "exchange/yaml.hpp"
#include "programme/plan_check.hpp"
#include "programme/programme_problems.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoFolder{"folder-missing",          Severity::error,          "không có thư mục này",
                                "there is no such folder", "kiểm tra lại đường dẫn", "check the path"};
constexpr ProblemKind kNoFile{"file-missing",
                              Severity::error,
                              "thiếu tệp `{name}`",
                              "the file `{name}` is missing",
                              "thêm tệp này vào thư mục chương trình",
                              "add this file to the programme folder"};
constexpr ProblemKind kUnknownFile{"unknown-file",
                                   Severity::warning,
                                   "không biết tệp `{name}`, đã bỏ qua",
                                   "the file `{name}` is not known and was left out",
                                   "sửa tên tệp hoặc chuyển ra ngoài",
                                   "mend its name or move it away"};
constexpr ProblemKind kUnreadable{"file-unreadable",
                                  Severity::error,
                                  "không đọc được tệp này ({reason})",
                                  "this file cannot be read ({reason})",
                                  "kiểm tra quyền đọc",
                                  "check its permissions"};
constexpr ProblemKind kFolderUnreadable{"folder-unreadable",
                                        Severity::error,
                                        "không đọc được thư mục này ({reason})",
                                        "this folder cannot be read ({reason})",
                                        "kiểm tra quyền đọc và đường dẫn",
                                        "check its permissions and the path"};
constexpr ProblemKind kYearTwice{"plan-year-twice",
                                 Severity::error,
                                 "năm {year} có hai kế hoạch",
                                 "the year {year} has two plans",
                                 "gộp hoặc xóa một tệp",
                                 "merge them or remove one"};

constexpr ProblemKind kYearName{"plan-year-name",
                                Severity::warning,
                                "tệp mang tên {name} nhưng là kế hoạch năm {year}",
                                "the file is named {name}, but is the plan of {year}",
                                "sửa year hoặc đổi tên tệp",
                                "mend the year or rename the file"};

constexpr ProblemKind kOutlineOfNone{"outline-of-none",
                                     Severity::error,
                                     "areas.csv không có địa bàn `{code}`",
                                     "areas.csv has no area `{code}`",
                                     "sửa thuộc tính code, hoặc thêm địa bàn vào areas.csv",
                                     "mend the property `code`, or add the area to areas.csv"};

class FolderReader {
 public:
  FolderReader(std::string folder, const std::vector<std::string>& names, const FolderFile& file)
      : folder_(std::move(folder)), names_(names.begin(), names.end()), file_(file) {}

  Outcome<ProgrammeFolder> run() {
    Plan base;
    bool whole = yaml("programme.yaml", base.programme, true);
    whole &= csv("units.csv", out_.value.register_rows.units, true);
    whole &= csv("unit_changes.csv", out_.value.register_rows.changes, false);
    whole &= csv("areas.csv", out_.value.register_rows.areas, false);
    whole &= outlines();
    whole &= csv("holidays.csv", out_.value.register_rows.days, false);
    whole &= yaml("targets.yaml", base.targets, true);
    whole &= csv("elements.csv", base.elements, true);
    whole &= csv("obligations.csv", base.obligations, true);
    whole &= yaml("checks.yaml", base.checks, false);
    whole &= yaml("cycles.yaml", out_.value.cycles, true);
    whole &= csv("statements.csv", out_.value.statements, false);
    std::vector<PlanYear> years;
    for (const auto& name : names_)
      if (name.starts_with("plans/") && name.ends_with(".yaml"))
        whole &= plan_year(name, years.emplace_back());
    unknown_files();
    versions(std::move(base), std::move(years));
    // References are only worth checking when every file could be read: a broken one would make them all
    // unknown.
    if (whole) check();
    std::stable_sort(out_.problems.begin(), out_.problems.end(), [](const Problem& a, const Problem& b) {
      return std::tie(a.place.file, a.place.line, a.place.column) <
             std::tie(b.place.file, b.place.line, b.place.column);
    });
    return std::move(out_);
  }

 private:
  std::string path(const std::string& name) const { return folder_.empty() ? name : folder_ + "/" + name; }

  std::optional<std::string> text(const std::string& name, bool required) {
    auto found = file_(name);
    if (!found && required)
      out_.problems.push_back(problem(kNoFile, Place{path(name), 0, 0, {}, {}, {}}, {{"name", name}}));
    return found;
  }

  template <class T>
  bool take(Outcome<Node> tree, const std::string& name, T& value) {
    const bool read = tree.ok();
    for (auto& p : tree.problems) out_.problems.push_back(std::move(p));
    if (!read) return false;
    NodeReader reader(path(name), out_.problems);
    const size_t before = out_.problems.size();
    std::string field;
    read_node(tree.value, value, reader, field);
    // A problem of no key is one of the whole content: nothing of the file was taken.
    return out_.problems.size() == before || !out_.problems.back().place.field.empty();
  }

  template <class T>
  bool yaml(const std::string& name, T& value, bool required) {
    const auto content = text(name, required);
    if (!content) return !required;
    return take(read_yaml(*content, path(name)), name, value);
  }

  template <class T>
  bool csv(const std::string& name, std::vector<T>& rows, bool required) {
    const auto content = text(name, required);
    if (!content) return !required;
    auto table = read_csv(*content, path(name));
    Outcome<Node> tree{{}, std::move(table.problems)};
    if (!has_error(tree.problems)) tree.value = to_nodes(table.value);
    return take(std::move(tree), name, rows);
  }

  bool plan_year(const std::string& name, PlanYear& year) {
    if (!yaml(name, year, true)) return false;
    const std::string stem = name.substr(6, name.size() - 11);  // without "plans/" and ".yaml"
    if (stem == std::to_string(year.year)) return true;
    Place place = year.place;
    place.field = "year";
    out_.problems.push_back(
        problem(kYearName, place, {{"name", stem + ".yaml"}, {"year", std::to_string(year.year)}}));
    return true;
  }

  bool outlines() {
    const std::string name = "areas.geojson";
    const auto found = text(name, false);
    if (!found) return true;
    auto read = read_outlines(*found, path(name));
    const bool good = !has_error(read.problems);
    append(out_.problems, std::move(read.problems));
    std::vector<std::string> codes;
    auto& areas = out_.value.register_rows.areas;
    for (const auto& area : areas) codes.push_back(area.code);
    for (const auto& one : read.value) {
      bool known = false;
      for (auto& area : areas)
        if (area.code == one.code) {
          area.outline = one.outline;
          known = true;
        }
      if (!known)
        out_.problems.push_back(problem(kOutlineOfNone, Place{path(name), 0, 0, {}, {}, {}},
                                        {{"code", one.code}}, nearest(one.code, codes)));
    }
    return good;
  }

  void unknown_files() {
    static const std::set<std::string> kKnown{
        "programme.yaml", "units.csv",    "unit_changes.csv", "areas.csv",   "areas.geojson",
        "targets.yaml",   "elements.csv", "obligations.csv",  "checks.yaml", "cycles.yaml",
        "statements.csv", "holidays.csv", "stations.csv",     "README.md",   "import.csv"};
    static const std::vector<std::string> kFolders{"plans/",     "standards/", "maps/",
                                                   "templates/", "documents/", "demonstration/"};
    const std::vector<std::string> choices(kKnown.begin(), kKnown.end());
    for (const auto& name : names_) {
      if (kKnown.contains(name) ||
          std::any_of(kFolders.begin(), kFolders.end(), [&](const auto& f) { return name.starts_with(f); }))
        continue;
      out_.problems.push_back(problem(kUnknownFile, Place{path(name), 0, 0, {}, {}, {}}, {{"name", name}},
                                      nearest(name, choices)));
    }
  }

  /// One complete version for every plan year, in the order they came into force.
  void versions(Plan base, std::vector<PlanYear> years) {
    std::stable_sort(years.begin(), years.end(),
                     [](const PlanYear& a, const PlanYear& b) { return a.in_force_from < b.in_force_from; });
    std::set<int> seen;
    for (auto& year : years) {
      if (!seen.insert(year.year).second)
        out_.problems.push_back(problem(kYearTwice, year.place, {{"year", std::to_string(year.year)}}));
      base.years.push_back(std::move(year));
      base.version = static_cast<int>(base.years.size());
      out_.value.plans.push_back(base);
    }
    if (years.empty()) {
      out_.problems.push_back(
          problem(kNoFile, Place{path("plans"), 0, 0, {}, {}, {}}, {{"name", "plans/NĂM.yaml"}}));
      base.version = 1;
      out_.value.plans.push_back(std::move(base));
    }
  }

  void check() {
    const auto add = [&](Problems problems) {
      for (auto& p : problems) out_.problems.push_back(std::move(p));
    };
    add(check_register(out_.value.register_rows));
    add(check_cycles(out_.value.cycles));
    const Plan& last = out_.value.plans.back();
    add(check_plan(last, Register(out_.value.register_rows)));
    years_of_cycles(last);
    std::vector<std::string> choices;
    for (const auto& t : last.targets) choices.push_back(t.code);
    for (const auto& e : last.elements) choices.push_back(e.code);
    for (const auto& s : out_.value.statements)
      if (std::find(choices.begin(), choices.end(), s.target) == choices.end()) {
        Place place = s.place;
        place.field = "target";
        out_.problems.push_back(problem(
            kUnknownReference, place,
            {{"what_vi", "chỉ tiêu hoặc số liệu"}, {"what_en", "target or element"}, {"code", s.target}},
            nearest(s.target, choices)));
      }
  }

  /// A cycle may come before its plan, but not outside the programme altogether.
  void years_of_cycles(const Plan& plan) {
    const Period& period = plan.programme.period;
    for (const auto& cycle : out_.value.cycles) {
      if (plan.year(cycle.plan_year) ||
          (period.first_year <= cycle.plan_year && cycle.plan_year <= period.last_year))
        continue;
      Place place = cycle.place;
      place.field = "plan_year";
      out_.problems.push_back(problem(kCycleWithoutYear, place,
                                      {{"code", cycle.code},
                                       {"year", std::to_string(cycle.plan_year)},
                                       {"first", std::to_string(period.first_year)},
                                       {"last", std::to_string(period.last_year)}}));
    }
  }

  std::string folder_;
  std::set<std::string> names_;
  const FolderFile& file_;
  Outcome<ProgrammeFolder> out_;
};

template <class T>
std::string to_csv(const std::vector<T>& rows, std::string_view without = {}) {
  std::vector<std::string> header;
  boost::mp11::mp_for_each<detail::Members<T>>([&](auto d) { header.emplace_back(detail::key_of(d.name)); });
  std::erase(header, without);
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows) {
    const Node node = to_node(row);
    auto& line = cells.emplace_back();
    for (const auto& name : header) {
      const Node* cell = node.find(name);
      line.push_back(cell ? cell->scalar : std::string{});
    }
  }
  return write_csv(header, cells);
}

}  // namespace

Outcome<ProgrammeFolder> read_programme(const std::string& folder, const std::vector<std::string>& names,
                                        const FolderFile& file) {
  return FolderReader(folder, names, file).run();
}

Outcome<ProgrammeFolder> read_programme_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  Outcome<ProgrammeFolder> out;
  const Place whole{folder, 0, 0, {}, {}, {}};
  const bool there = fs::is_directory(folder, error);
  // Only to look at it may fail as well: no right to the folder above, links that run in a circle.
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
    out.problems.push_back(problem(kFolderUnreadable, whole, {{"reason", error.message()}}));
    return out;
  }
  if (!there) {
    out.problems.push_back(problem(kNoFolder, whole));
    return out;
  }
  std::vector<std::string> names;
  for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
       it != end; it.increment(error)) {
    if (error || it.depth() > 8) break;
    if (it->is_regular_file(error) && it->path().filename().string()[0] != '.')
      names.push_back(fs::relative(it->path(), folder, error).generic_string());
  }
  Problems unreadable;
  const FolderFile file = [&](const std::string& name) -> std::optional<std::string> {
    const fs::path path = fs::path(folder) / name;
    std::error_code unseen;
    const fs::file_status status = fs::status(path, unseen);
    if (status.type() == fs::file_type::not_found) return std::nullopt;
    std::ostringstream text;
    if (!unseen && fs::is_directory(status)) {
      unseen = std::make_error_code(std::errc::is_a_directory);
    } else if (!unseen && !fs::is_regular_file(status)) {  // to open a pipe would wait for its other end
      unseen = std::make_error_code(std::errc::operation_not_supported);
    } else if (!unseen) {
      errno = 0;
      std::ifstream in(path, std::ios::binary);
      text << in.rdbuf();
      if (!in || text.bad()) unseen = {errno == 0 ? EIO : errno, std::generic_category()};
    }
    if (!unseen) return text.str();
    unreadable.push_back(
        problem(kUnreadable, Place{path.string(), 0, 0, {}, {}, {}}, {{"reason", unseen.message()}}));
    return std::nullopt;
  };
  out = read_programme(folder, names, file);
  // What is there and cannot be read is not missing.
  std::erase_if(out.problems, [&](const Problem& p) {
    return p.code == kNoFile.code && std::any_of(unreadable.begin(), unreadable.end(), [&](const Problem& u) {
             return fs::path(u.place.file) == fs::path(p.place.file);
           });
  });
  out.problems.insert(out.problems.end(), unreadable.begin(), unreadable.end());
  return out;
}

std::vector<FolderEntry> write_programme(const ProgrammeFolder& programme) {
  std::vector<FolderEntry> out;
  if (programme.plans.empty()) return out;
  const Plan& last = programme.plans.back();
  out.push_back({"programme.yaml", write_yaml(to_node(last.programme))});
  out.push_back({"units.csv", to_csv(programme.register_rows.units)});
  out.push_back({"unit_changes.csv", to_csv(programme.register_rows.changes)});
  out.push_back({"areas.csv", to_csv(programme.register_rows.areas, "outline")});
  Node outlines = outline_collection();
  std::set<std::string> outlined;  // an area with two rows has one shape
  for (const auto& area : programme.register_rows.areas)
    if (!area.outline.empty() && outlined.insert(area.code).second)
      outlines.members.back().second.push(outline_feature({area.code, area.outline}));
  if (!outlined.empty()) out.push_back({"areas.geojson", write_json_line(outlines) + "\n"});
  out.push_back({"holidays.csv", to_csv(programme.register_rows.days)});
  out.push_back({"targets.yaml", write_yaml(to_node(last.targets))});
  out.push_back({"elements.csv", to_csv(last.elements)});
  out.push_back({"obligations.csv", to_csv(last.obligations)});
  out.push_back({"checks.yaml", write_yaml(to_node(last.checks))});
  out.push_back({"cycles.yaml", write_yaml(to_node(programme.cycles))});
  out.push_back({"statements.csv", to_csv(programme.statements)});
  for (const auto& year : last.years)
    out.push_back({fmt::format("plans/{}.yaml", year.year), write_yaml(to_node(year))});
  return out;
}

}  // namespace xanh
