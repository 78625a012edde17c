#include "office/whether.hpp"

#include "office/memory.hpp"
#include "office/people_use.hpp"

namespace xanh {

Problems whether_there_is(const Desk& desk, const std::map<std::string, std::string>& named) {
  const auto of = [&](const char* what) {
    const auto found = named.find(what);
    return found == named.end() ? nullptr : &found->second;
  };
  const std::string *cycle = of("cycle"), *unit = of("unit"), *person = of("person");
  if (!cycle && !unit && !person) return {};
  Problems out;
  append(out, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.clear();
             if (person) append(out, find_person(t, *person));
             if (!cycle && !unit) return;
             const Memory memory = recall(t);
             if (cycle) append(out, find_cycle(memory, *cycle).problems);
             if (unit) append(out, find_unit(memory, *unit));
           });
         }));
  return out;
}

}  // namespace xanh
