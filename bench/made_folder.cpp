// made_folder FOLDER ROWS WORKBOOK: a made-up programme of one unit that owes so many figures, as a programme
// folder, and that unit's form filled in so that every row deserves a message.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "exchange/form_workbook.hpp"
#include "exchange/programme_folder.hpp"
#include "exchange/whole_file.hpp"
#include "made_programme.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string elements_csv(const xanh::Plan& plan) {
  std::string out = "code,name_vi,name_en,unit,type,min,max,kind,definition,table,ratio_only\n";
  for (const auto& e : plan.elements)
    out += fmt::format("{},{},{},{},decimal,0,,stock,{},{},no\n", e.code, e.name_vi, e.name_en, e.unit,
                       e.definition, e.table);
  return out;
}

constexpr const char* kProgramme = R"(format: 1
code: made
names: {vi: Chương trình thử, en: Made programme}
zone: Asia/Ho_Chi_Minh
period: {first_year: 2020, last_year: 2030}
agencies:
  - {role: standing, unit: standing, from: 2020-01-01, source: made}
goals:
  - {code: g1, no: "1", names: {vi: Mục tiêu, en: Goal}, source: made}
solution_groups:
  - {code: s1, no: "1", names: {vi: Nhóm giải pháp, en: Solution group}, table: 05a, source: made}
)";
constexpr const char* kCycles = R"(- code: 2023-H1
  plan_year: 2023
  kind: half_year
  names: {vi: Sơ kết 6 tháng, en: First half}
  window: {first: 2022-12-15, last: 2023-06-14}
  due:
    unit: {working_days: 2, rule: by, source: made}
  source: made
)";

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::filesystem::path folder = argv[1];
  const auto made = xanh::bench::made_programme({1, 0, std::atoi(argv[2])});
  write(folder / "programme.yaml", kProgramme);
  write(folder / "units.csv",
        "code,name_vi,name_en,kind,parent,groups,valid_from,valid_to,role,symbol,signature\n"
        "standing,Đơn vị standing,Unit standing,department,,,,,standing,,\n"
        "u0001,Đơn vị u0001,Unit u0001,district,,units,,,executing,,\n");
  write(folder / "targets.yaml", "[]\n");
  write(folder / "elements.csv", elements_csv(made.plan));
  write(folder / "obligations.csv",
        "item,unit,from,to,required,source\ntable:05a,units,2023-01-01,,yes,made\n");
  write(folder / "cycles.yaml", kCycles);
  write(folder / "plans/2023.yaml", "year: 2023\nin_force_from: 2023-04-04\nsource: made\ntasks: []\n");

  const auto form = xanh::form_of(made.plan, made.units, made.cycle, "u0001");
  const auto report = xanh::bench::questionable_report(made, "u0001");
  xanh::FormContext context;
  context.programme = &made.plan.programme;
  context.plan = &made.plan;
  context.units = &made.units;
  context.cycle = &made.cycle;
  context.draft = &report;
  write(argv[3], xanh::write_form_workbook(form, context));
  return 0;
}
