// programme import and programme workbook: annexes, workbooks and DHIS2 metadata to a programme folder, and
// back.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/dhis2_use.hpp"
#include "office/import_use.hpp"

namespace xanh {
namespace {

constexpr size_t kShownCharacters = 60;  // of a text in the table
constexpr size_t kShownCode = 20;

std::string shortened(const std::string& text, size_t most = kShownCharacters) {
  std::string out;
  size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80 && ++count > most) return out + "…";
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string understood(const Terminal& t, const annex::Reading& reading) {
  std::vector<std::vector<std::string>> rows{
      t.vietnamese() ? std::vector<std::string>{"loại", "mã", "số", "nội dung", "chủ trì",
                                                "thời hạn, giá trị", "ô", "mức tin cậy"}
                     : std::vector<std::string>{"kind", "code", "no", "text", "leads", "due, figures", "cell",
                                                "confidence"}};
  for (const auto& item : reading.items) {
    std::string why;
    for (const auto& reason : item.reasons) why += (why.empty() ? ": " : "; ") + t.say(reason);
    rows.push_back(
        {t.say(name_of(item.kind)), shortened(item.code, kShownCode), shortened(item.no, kShownCode),
         shortened(item.text), shortened(join(item.leads, ", ")),
         shortened(item.figures.empty() ? item.when
                                        : item.figures + (item.unit.empty() ? "" : " " + item.unit)),
         item.sheet.empty() ? "" : shortened(item.sheet) + "!" + item.cell,
         t.say(name_of(item.confidence)) + shortened(why)});
  }
  return table(rows);
}

std::string not_understood(const Terminal& t, const annex::Reading& reading) {
  std::vector<std::vector<std::string>> rows{
      t.vietnamese() ? std::vector<std::string>{"tệp", "ô", "chưa hiểu", "việc cần làm"}
                     : std::vector<std::string>{"file", "cell", "not understood", "to do"}};
  for (const auto& p : reading.unread)
    rows.push_back({file_name(p.place.file), p.place.sheet + "!" + p.place.cell,
                    t.say(p.message) + (p.suggestion.empty() ? "" : fmt::format(" (`{}`?)", p.suggestion)),
                    t.say(p.advice)});
  return table(rows);
}

Node unread_node(const Problems& problems) {
  Node out = Node::list();
  for (const auto& p : problems) {
    Node one = Node::map();
    one.add("code", Node::text(p.code));
    one.add("file", Node::text(p.place.file));
    one.add("sheet", Node::text(p.place.sheet));
    one.add("cell", Node::text(p.place.cell));
    one.add("message", to_node(p.message));
    one.add("advice", to_node(p.advice));
    if (!p.suggestion.empty()) one.add("suggestion", Node::text(p.suggestion));
    out.push(std::move(one));
  }
  return out;
}

int import(const Terminal& terminal, ImportRequest request) {
  request.language = terminal.language;
  const std::string folder = request.folder;
  const Progress progress(terminal.vietnamese() ? "Đang đọc phụ lục" : "Reading the annexes");
  const auto made = import_annexes(std::move(request));
  Node result = Node::map();
  if (has_error(made.problems)) return terminal.finish(std::move(result), made.problems, {});
  const auto& [reading, warnings, whole] = made.value;
  const Plan& plan = reading.folder.plans.back();
  std::map<annex::Sure, int> counts;
  for (const auto& item : reading.items) ++counts[item.confidence];
  result.add("folder", Node::text(folder));
  result.add("programme", Node::text(plan.programme.code));
  result.add("targets", Node::number(std::to_string(plan.targets.size())));
  result.add("tasks", Node::number(std::to_string(plan.tasks().size())));
  if (whole)
    return terminal.finish(
        std::move(result), made.problems,
        terminal.vietnamese()
            ? fmt::format("{}: {} chỉ tiêu, {} nhiệm vụ từ sổ tính. `xanh check {}`: 0 lỗi, {} cảnh báo\n",
                          folder, plan.targets.size(), plan.tasks().size(), folder, warnings.size())
            : fmt::format(
                  "{}: {} targets, {} tasks from the workbook. `xanh check {}`: no error, {} warnings\n",
                  folder, plan.targets.size(), plan.tasks().size(), folder, warnings.size()));
  result.add("certain", Node::number(std::to_string(counts[annex::Sure::certain])));
  result.add("likely", Node::number(std::to_string(counts[annex::Sure::likely])));
  result.add("review", Node::number(std::to_string(counts[annex::Sure::review])));
  result.add("items", to_node(reading.items));
  result.add("not_understood", unread_node(reading.unread));
  std::string lines = understood(terminal, reading) + "\n";
  if (!reading.unread.empty()) lines += not_understood(terminal, reading) + "\n";
  lines +=
      terminal.vietnamese()
          ? fmt::format(
                "{}: {} chỉ tiêu, {} nhiệm vụ; {} dòng chắc chắn, {} khá chắc, {} cần xem lại; {} chỗ chưa "
                "hiểu. Danh sách để rà soát: {}/import.csv. `xanh check {}`: 0 lỗi, {} cảnh báo\n",
                folder, plan.targets.size(), plan.tasks().size(), counts[annex::Sure::certain],
                counts[annex::Sure::likely], counts[annex::Sure::review], reading.unread.size(), folder,
                folder, warnings.size())
          : fmt::format(
                "{}: {} targets, {} tasks; {} rows certain, {} fairly certain, {} to be reviewed; {} places "
                "not understood. The list to work through: {}/import.csv. `xanh check {}`: no error, {} "
                "warnings\n",
                folder, plan.targets.size(), plan.tasks().size(), counts[annex::Sure::certain],
                counts[annex::Sure::likely], counts[annex::Sure::review], reading.unread.size(), folder,
                folder, warnings.size());
  return terminal.finish(std::move(result), made.problems, lines);
}

int import_of_dhis2(const Terminal& terminal, ImportRequest request) {
  request.language = terminal.language;
  const Progress progress(terminal.vietnamese() ? "Đang đọc metadata của DHIS2"
                                                : "Reading the metadata of DHIS2");
  const auto made = import_dhis2(request);
  Node result = Node::map();
  if (has_error(made.problems)) return terminal.finish(std::move(result), made.problems, {});
  const auto& [imported, warnings] = made.value;
  const Plan& plan = imported.folder.plans.back();
  const auto add = [&](const char* key, size_t count) {
    result.add(key, Node::number(std::to_string(count)));
    return count;
  };
  result.add("folder", Node::text(request.folder));
  result.add("programme", Node::text(plan.programme.code));
  const size_t elements = add("elements", plan.elements.size()),
               targets = add("targets", plan.targets.size()), checks = add("checks", plan.checks.size()),
               units = add("units", imported.folder.register_rows.units.size()),
               cycles = add("cycles", imported.folder.cycles.size()), values = add("values", imported.values),
               taken = add("values_taken", imported.taken), reports = add("reports", imported.reports.size()),
               broken = made.problems.size();
  Node items = Node::list();
  for (const auto& item : imported.items) {
    Node one = Node::map();
    one.add("kind", to_node(item.kind));
    one.add("code", item.code.empty() ? Node{} : Node::text(item.code));
    one.add("uid", Node::text(item.uid));
    one.add("name", Node::text(item.name));
    items.push(std::move(one));
  }
  result.add("items", std::move(items));
  return terminal.finish(
      std::move(result), made.problems,
      terminal.vietnamese()
          ? fmt::format(
                "{0}: {1} số liệu, {2} chỉ tiêu, {3} phép kiểm tra, {4} đơn vị, {5} kỳ; {6} trong {7} giá "
                "trị thành {8} báo cáo ở {0}/demonstration; {9} vấn đề. Danh sách để rà soát: "
                "{0}/import.csv. `xanh check {0}`: 0 lỗi, {10} cảnh báo\n",
                request.folder, elements, targets, checks, units, cycles, taken, values, reports, broken,
                warnings.size())
          : fmt::format(
                "{0}: {1} elements, {2} targets, {3} checks, {4} units, {5} cycles; {6} of {7} values in "
                "{8} reports in {0}/demonstration; {9} problems. The list to work through: "
                "{0}/import.csv. `xanh check {0}`: no error, {10} warnings\n",
                request.folder, elements, targets, checks, units, cycles, taken, values, reports, broken,
                warnings.size()));
}

}  // namespace

void add_import_commands(CLI::App& programme, Chosen& chosen) {
  static ImportRequest request;
  static int year = 0;
  auto* command =
      programme.add_subcommand("import",
                               "nhập chỉ tiêu, nhiệm vụ từ phụ lục Word, Excel, hoặc metadata DHIS2 / "
                               "targets and tasks from annexes in Word or Excel, or from DHIS2 "
                               "metadata\n  xanh "
                               "programme import phu-luc.docx -o my-programme --units units.csv\n  "
                               "xanh programme import metadata.json --values values.json -o my-programme");
  command->add_option("annex", request.annexes, "tệp .docx, .xlsx, .json / files")->required();
  command->add_option("-o,--output", request.folder, "thư mục mới / a new folder")->required();
  command->add_option(
      "--units", request.units,
      "danh bạ đơn vị: units.csv hoặc thư mục chương trình / the register: units.csv or a programme "
      "folder");
  command
      ->add_option("--values", request.values,
                   "số liệu DHIS2: dataValueSet .json, .xml, .csv, hoặc ADX; nhiều tệp được / values of a "
                   "DHIS2; repeatable")
      ->allow_extra_args(false);
  auto* given = command->add_option("--year", year, "năm của kế hoạch / the plan's year")
                    ->check(CLI::Range(1990, 2100));
  command->add_option("--name", request.wishes.name, "tên chương trình / the programme's name");
  command->add_option("--code", request.wishes.code, "mã chương trình / the programme's code");
  command->callback([&chosen, given] {
    const bool has_year = given->count() > 0;
    chosen = [has_year](const Terminal& s) {
      ImportRequest asked = request;
      if (has_year) asked.wishes.year = year;
      return asks_for_dhis2(asked) ? import_of_dhis2(s, std::move(asked)) : import(s, std::move(asked));
    };
  });

  static std::string folder, file;
  auto* workbook = programme.add_subcommand("workbook",
                                            "cả chương trình thành một sổ tính Excel / the whole programme "
                                            "as one Excel workbook\n  xanh programme workbook "
                                            "programmes/hcmc-2020-2030 -o programme.xlsx");
  workbook->add_option("programme", folder)->required();
  workbook->add_option("-o,--output", file)->required();
  workbook->callback([&chosen] {
    chosen = [](const Terminal& s) {
      const auto problems = programme_workbook(folder, file, s.language);
      return s.finish(Node::map(), problems, has_error(problems) ? "" : file + "\n");
    };
  });
}

}  // namespace xanh
