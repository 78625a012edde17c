#include "exchange/form_workbook_city.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace xanh::form_city {

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

City real_city() {
  const std::string folder = XANH_SOURCE_DIR "/programmes/hcmc-2020-2030";
  const auto read = read_programme_folder(folder);
  if (!read.ok()) throw std::runtime_error(to_line(read.problems.front(), Language::en));
  City out;
  out.plan = read.value.plans.back();
  out.units = Register(read.value.register_rows);
  for (const auto& cycle : read.value.cycles)
    if (cycle.code == "2023-H1") {
      out.cycle = cycle;
      for (const auto& plan : read.value.plans)
        if (plan.in_force_from() <= cycle.cut_off()) out.plan = plan;
    }
  return out;
}

Submission illustrative(const std::string& unit) {
  const std::string path =
      XANH_SOURCE_DIR "/programmes/hcmc-2020-2030/demonstration/2023-H1/" + unit + ".yaml";
  return from_node<Submission>(read_yaml(file_text(path), path).value, path).value;
}

}  // namespace xanh::form_city
