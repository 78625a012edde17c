#include "server/address.hpp"

namespace xanh {

const std::vector<Address>& addresses() {
  static const std::vector<Address> all = [] {
    std::vector<Address> out;
    for (auto rows : {programme_addresses(), cycle_addresses(), door_addresses(), identity_addresses(),
                      people_addresses(), post_addresses(), system_addresses()})
      for (auto& row : rows) out.push_back(std::move(row));
    return out;
  }();
  return all;
}

}  // namespace xanh
