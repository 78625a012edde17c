#include "office/collection.hpp"

#include "exchange/parts_file.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {

void recall_collection(const Desk& desk, const std::string& cycle, const std::string& unit,
                       const std::string& parts, Language language, Collection& to, Problems& problems) {
  std::string list;
  if (!parts.empty()) {
    auto file = read_whole_file(parts);
    append(problems, std::move(file.problems));
    list = std::move(file.value);
  }
  if (has_error(problems)) return;
  desk.store->read([&](const Transaction& t) {
    to.memory = recall(t);
    const auto found = find_cycle(to.memory, cycle);
    append(problems, found.problems);
    if (!found.ok()) return;
    to.cycle = found.value;
    append(problems, find_reporting_unit(to.memory, *to.cycle, unit));
    if (has_error(problems)) return;
    to.plan = &to.memory.plan_of(*to.cycle);
    to.form = form_maker(to.memory, *to.cycle).form(unit);
    std::vector<const UnitRow*> subordinates;
    for (const UnitRow* row : to.memory.units.children(unit, {to.cycle->cut_off(), {}}))
      if (row->role == UnitRole::subordinate) subordinates.push_back(row);
    auto read = read_parts(list, parts, to.form, subordinates);
    append(problems, std::move(read.problems));
    to.parts = std::move(read.value);
    if (language == Language::en)
      for (auto& part : to.parts)
        for (const UnitRow* row : subordinates)
          if (row->code == part.code && row->name_vi == part.name && !row->name_en.empty())
            part.name = row->name_en;
    to.matters = recall_matters(t, to.memory, *to.cycle);
    to.beside = reports_beside(t, to.memory, *to.cycle, unit);
  });
}

FormContext context_of(const Collection& from, Language language) {
  FormContext out;
  out.programme = &from.plan->programme;
  out.plan = from.plan;
  out.units = &from.memory.units;
  out.cycle = from.cycle;
  out.language = language;
  return out;
}

}  // namespace xanh
