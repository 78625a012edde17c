#include "exchange/dhis2_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "exchange/dhis2_problems.hpp"
#include "exchange/dhis2_reports.hpp"
#include "exchange/text_file.hpp"
#include "exchange/yaml.hpp"

namespace xanh::dhis2 {
namespace {

constexpr ProblemKind kYearAssumed{
    "dhis2-year-assumed",
    Severity::warning,
    "không có số liệu và không nêu năm: lấy năm {year}, năm metadata được sửa "
    "lần cuối",
    "there are no values and no year was given: {year} was taken, in which the "
    "metadata was changed last",
    "thêm `--year NĂM` hoặc `--values TỆP`",
    "add `--year YEAR` or `--values FILE`"};
constexpr ProblemKind kParentCircle{
    "dhis2-unit-circle",
    Severity::warning,
    "đơn vị `{name}` ({uid}) thuộc chính nó qua các cấp trên; bỏ cấp trên này",
    "the unit `{name}` ({uid}) is below itself; its parent was left out",
    "sửa parent trong DHIS2",
    "mend its parent in DHIS2"};

class FolderMaking {
 public:
  FolderMaking(const Metadata& metadata, const Figures& figures, const Wishes& wishes, Report& report)
      : all_(metadata), figures_(figures), wishes_(wishes), report_(report) {}

  Outcome<Imported> run() {
    Outcome<Imported> out;
    made_ = make_plan(all_, figures_, report_);
    if (!years()) {
      out.problems.push_back(problem(kYearUnknown, Place{all_.file, 0, 0, {}, {}, {}}));
      return out;
    }
    const auto too_many = [&](size_t count, size_t most, const char* vi, const char* en) {
      if (count > most)
        out.problems.push_back(problem(kTooLarge, Place{all_.file, 0, 0, {}, {}, {}},
                                       {{"limit", std::to_string(most)}, {"what_vi", vi}, {"what_en", en}}));
    };
    too_many(made_.plan.elements.size(), kMostObjects, "số liệu và tổ hợp", "elements and combinations");
    too_many(figures_.units.size(), kMostObjects, "đơn vị", "units");
    if (has_error(out.problems)) return out;
    units();
    obligations();
    programme();
    for (const auto& [code, period] : figures_.periods) {
      Cycle cycle = period.cycle;
      cycle.source = file_name();
      folder_.cycles.push_back(std::move(cycle));
    }
    std::stable_sort(folder_.cycles.begin(), folder_.cycles.end(),
                     [](const Cycle& a, const Cycle& b) { return a.window < b.window; });
    out.value.reports = make_reports(all_, figures_, made_, codes_);
    too_many(out.value.reports.size(), kMostReports, "báo cáo", "reports");
    check_reports(out.value.reports, made_, report_);
    out.value.items = std::move(made_.items);
    made_.plan.version = static_cast<int>(made_.plan.years.size());
    folder_.plans.push_back(std::move(made_.plan));
    out.value.folder = std::move(folder_);
    out.value.taken = figures_.all.size();
    return out;
  }

 private:
  [[nodiscard]] std::string file_name() const { return all_.file.substr(all_.file.rfind('/') + 1); }

  bool years() {
    for (const auto& [code, period] : figures_.periods) {
      years_.insert(period.cycle.plan_year);
      last_ = std::max(last_, year_of(period.cycle.window.last));
    }
    if (wishes_.year) years_.insert(*wishes_.year);
    if (years_.empty() && all_.year) {
      years_.insert(*all_.year);
      report_.add(kYearAssumed, Place{all_.file, 0, 0, {}, {}, {}}, {{"year", std::to_string(*all_.year)}});
    }
    if (years_.empty()) return false;
    for (const int year : years_) {
      PlanYear plan;
      plan.year = year;
      plan.in_force_from = make_date(year, 1, 1);
      plan.source = file_name() + " ; in_force_from: assumption";
      made_.plan.years.push_back(std::move(plan));
    }
    return true;
  }

  /// Units that data sets are assigned to and units that gave values. A uid without a name stays a uid.
  void units() {
    std::map<std::string, Place> found = figures_.units;
    for (const auto& set : all_.data_sets.all)
      for (const auto& uid : set.units) found.emplace(uid, set.place);
    Codes codes;
    std::vector<Codes::Wanted> wishes;
    for (const auto& [uid, place] : found) {
      const OrgUnit* unit = all_.units.find(uid);
      wishes.push_back(unit ? wanted(*unit) : Codes::Wanted{uid, uid});
    }
    codes_ = codes.give(wishes);
    wishes.clear();
    for (const auto& set : all_.data_sets.all) wishes.push_back(wanted(set));
    groups_ = codes.give(wishes);
    members();
    std::map<std::string, std::vector<std::string>> groups;  // of a unit
    for (const auto& [set, inside] : members_)
      for (const auto& uid : inside) groups[uid].push_back(groups_.at(set));
    find_circles();
    for (const auto& [uid, place] : found) {
      const OrgUnit* unit = all_.units.find(uid);
      UnitRow row;
      row.code = codes_.at(uid);
      row.name_vi = unit ? unit->names.vi : uid;
      row.name_en = unit ? unit->names.en : uid;
      row.kind = UnitKind::other;
      row.role = UnitRole::executing;
      if (unit) row.parent = parent(*unit);
      row.groups = join(groups[uid], ";");
      folder_.register_rows.units.push_back(std::move(row));
    }
  }

  /// The nearest unit above that is in the list.
  std::string parent(const OrgUnit& unit) {
    if (circular_.contains(unit.uid)) {
      report_.add(kParentCircle, unit.place, {{"name", unit.name}, {"uid", unit.uid}});
      return {};
    }
    constexpr int kMostLevels = 64;
    const OrgUnit* above = all_.units.find(unit.parent);
    for (int level = 0; above && level < kMostLevels; ++level, above = all_.units.find(above->parent))
      if (const auto found = codes_.find(above->uid); found != codes_.end()) return found->second;
    return {};
  }

  /// Units from which the way up never ends; each unit is passed once.
  void find_circles() {
    std::set<std::string_view> done;
    for (const auto& unit : all_.units.all) {
      std::vector<const OrgUnit*> way;
      std::set<std::string_view> on_way;
      bool endless = false;
      for (const OrgUnit* at = &unit; at && !done.contains(at->uid); at = all_.units.find(at->parent)) {
        if (!on_way.insert(at->uid).second) {
          endless = true;
          break;
        }
        way.push_back(at);
      }
      const OrgUnit* above = way.empty() ? nullptr : all_.units.find(way.back()->parent);
      endless = endless || (above && circular_.contains(above->uid));
      for (const OrgUnit* one : way) {
        done.insert(one->uid);
        if (endless) circular_.insert(one->uid);
      }
    }
  }

  /// Who gave a value of a data set's element reports on it, assigned or not.
  void members() {
    std::map<std::string, std::set<std::string>> gave;  // units by element
    for (const auto& figure : figures_.all) gave[figure.part.element].insert(figure.unit);
    std::map<std::string, std::vector<std::string>> sets_of;
    for (const auto& set : all_.data_sets.all) {
      members_[set.uid].insert(set.units.begin(), set.units.end());
      for (const auto& element : set.elements) sets_of[element].push_back(set.uid);
    }
    for (const auto& [element, units] : gave) {
      const auto sets = sets_of.find(element);
      if (sets == sets_of.end()) continue;
      in_set_.insert(element);
      for (const auto& unit : units)
        if (std::none_of(sets->second.begin(), sets->second.end(),
                         [&](const std::string& set) { return members_[set].contains(unit); }))
          members_[sets->second.front()].insert(unit);
    }
    gave_ = std::move(gave);
  }

  void obligations() {
    std::map<std::string, std::vector<Part>> parts;
    for (const auto& [part, code] : made_.codes) parts[part.element].push_back(part);
    std::set<std::pair<std::string, std::string>> owed;
    const auto owe = [&](const std::string& element, const std::string& unit, const std::string& source,
                         YesNo required) {
      for (const auto& part : parts[element]) {
        Obligation one;
        one.item = made_.codes.at(part);
        one.unit = unit;
        // A part may be left out, as an empty cell of a form of DHIS2 may.
        one.required = part.whole() ? required : YesNo::no;
        one.source = source;
        if (owed.emplace(one.item, one.unit).second) made_.plan.obligations.push_back(std::move(one));
      }
    };
    for (const auto& set : all_.data_sets.all) {
      if (members_[set.uid].empty()) continue;
      for (const auto& element : set.elements)
        if (all_.elements.find(element))
          owe(element, groups_.at(set.uid), source_of(all_, set.uid), YesNo::yes);
    }
    for (const auto& [element, units] : gave_)
      if (!in_set_.contains(element))
        for (const auto& unit : units) owe(element, codes_.at(unit), source_of(all_, element), YesNo::no);
  }

  void programme() {
    Programme& to = made_.plan.programme;
    to.format = 1;
    to.names = !wishes_.name.empty()      ? Bilingual{wishes_.name, wishes_.name}
               : !all_.package.vi.empty() ? all_.package
                                          : Bilingual{"Chưa có tên (nhập từ " + file_name() + ")",
                                                      "No name yet (from " + file_name() + ")"};
    std::string code = wishes_.code;
    if (code.empty() && (!wishes_.name.empty() || !all_.package.vi.empty())) code = code_of_text(to.names.vi);
    if (code.empty()) code = code_of_text(file_name().substr(0, file_name().find('.')));
    constexpr size_t kLongestProgramme = 60;
    to.code = code.empty() ? "programme" : wishes_.code.empty() ? code.substr(0, kLongestProgramme) : code;
    to.period = {*years_.begin(), std::max(*years_.rbegin(), last_)};
  }

  const Metadata& all_;
  const Figures& figures_;
  const Wishes& wishes_;
  Report& report_;
  MadePlan made_;
  ProgrammeFolder folder_;
  std::set<int> years_;
  int last_ = 0;
  std::map<std::string, std::string> codes_, groups_;            // of units and data sets, by uid
  std::map<std::string, std::set<std::string>> members_, gave_;  // units by data set, by element
  std::set<std::string> in_set_, circular_;
};

constexpr const char* kReadme =
    "# Số liệu từ DHIS2 / Values from DHIS2\n\n"
    "Mỗi tệp là số liệu của một đơn vị trong một kỳ, như DHIS2 đã xuất: `xanh submit KỲ/ĐƠN-VỊ.yaml` đưa vào "
    "kho. Tổng của một số liệu có phân tổ là tổng các phần, khi DHIS2 không ghi tổng. `xanh init` không đọc "
    "thư mục này.\n\n"
    "Each file holds the values of one unit in one cycle as DHIS2 exported them: `xanh submit "
    "CYCLE/UNIT.yaml` "
    "takes it into a store. The total of an element with parts is the sum of its parts where DHIS2 gives "
    "none. "
    "`xanh init` does not read this folder.\n";

}  // namespace

bool looks_like_metadata(std::string_view bytes) {
  const std::string_view begin = trimmed(without_mark(bytes).substr(0, 4096));
  return !begin.empty() && (begin.front() == '{' || begin.front() == '[');
}

Outcome<Imported> import(const SourceFile& metadata, const std::vector<SourceFile>& values,
                         const Wishes& wishes) {
  Report report;
  auto read = read_metadata(metadata.bytes, metadata.name, report);
  Outcome<Imported> out;
  out.problems = std::move(read.problems);
  std::vector<RawValue> raw;
  for (const auto& file : values) {
    auto some = read_values(file.bytes, file.name, raw.size());
    append(out.problems, std::move(some.problems));
    raw.insert(raw.end(), std::make_move_iterator(some.value.begin()),
               std::make_move_iterator(some.value.end()));
  }
  if (has_error(out.problems)) {
    append(out.problems, report.told());
    return out;
  }
  const Figures figures = look_up(read.value, raw, report);
  auto made = FolderMaking(read.value, figures, wishes, report).run();
  append(out.problems, std::move(made.problems));
  append(out.problems, report.told());
  out.value = std::move(made.value);
  out.value.values = raw.size();
  return out;
}

std::vector<FolderEntry> report_files(const Imported& imported) {
  std::vector<FolderEntry> out;
  if (imported.reports.empty()) return out;
  out.push_back({"demonstration/README.md", kReadme});
  for (const auto& report : imported.reports)
    out.push_back(
        {fmt::format("demonstration/{}/{}.yaml", report.cycle, report.unit), write_yaml(to_node(report))});
  return out;
}

}  // namespace xanh::dhis2
