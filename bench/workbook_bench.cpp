// A workbook of 50,000 rows and 6 columns read from memory: a register or a table as units send it. The whole
// command, reading and checking, has one second; reading may take half of it.
#include <benchmark/benchmark.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "exchange/ooxml/workbook_reader.hpp"

namespace {

/// Code, name, date, two figures and a note in each row, as libxlsxwriter writes them.
std::string register_of(int rows) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("xanh_workbook_bench_" + std::to_string(::getpid()) + ".xlsx");
  lxw_workbook* workbook = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, nullptr);
  lxw_format* day = workbook_add_format(workbook);
  format_set_num_format(day, "dd/mm/yyyy");
  for (int i = 0; i < rows; ++i) {
    const auto row = static_cast<lxw_row_t>(i);
    worksheet_write_string(sheet, row, 0, ("cs-" + std::to_string(i)).c_str(), nullptr);
    worksheet_write_string(
        sheet, row, 1, ("Cơ sở sản xuất số " + std::to_string(i) + ", phường Tân Thuận Đông, Quận 7").c_str(),
        nullptr);
    worksheet_write_number(sheet, row, 2, 45000 + i % 365, day);
    worksheet_write_number(sheet, row, 3, i * 1.37, nullptr);
    worksheet_write_number(sheet, row, 4, i, nullptr);
    worksheet_write_string(sheet, row, 5, i % 3 == 0 ? "đạt" : "không đạt", nullptr);
  }
  workbook_close(workbook);
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(path);
  return bytes;
}

void read(benchmark::State& state) {
  const std::string bytes = register_of(static_cast<int>(state.range(0)));
  size_t cells = 0;
  for (auto _ : state) {
    const auto workbook = xanh::read_workbook(bytes, "register.xlsx");
    if (!workbook.ok()) throw std::runtime_error("the benchmark's workbook is not read");
    cells += workbook.value.sheets.front().cells.size();
  }
  state.SetItemsProcessed(static_cast<int64_t>(cells));
}

void unpack(benchmark::State& state) {
  const std::string bytes = register_of(static_cast<int>(state.range(0)));
  size_t unpacked = 0;
  for (auto _ : state) {
    const auto package = xanh::Package::open(bytes, "register.xlsx");
    for (const auto& name : package.value.names()) unpacked += package.value.part(name)->size();
  }
  state.SetBytesProcessed(static_cast<int64_t>(unpacked));
}

}  // namespace

BENCHMARK(read)->Arg(1'000)->Arg(50'000)->Unit(benchmark::kMillisecond);
BENCHMARK(unpack)->Arg(50'000)->Unit(benchmark::kMillisecond);
