#include "server/address.hpp"

#include <array>

namespace xanh {

const std::vector<Address>& addresses() {
  static const std::vector<Address> all = [] {
    std::vector<Address> out;
    // clang-format off
    const std::array services{
        programme_addresses,
        amendment_addresses,
        cycle_addresses,
        report_addresses,
        draft_addresses,
        part_addresses,
        level_addresses,
        paper_addresses,
        work_addresses,
        matter_addresses,
        feedback_addresses,
        door_addresses,
        identity_addresses,
        people_addresses,
        post_addresses,
        event_addresses,
        mail_addresses,
        calendar_addresses,
        audit_addresses,
        system_addresses,
        portal_addresses,
    };
    // clang-format on
    for (const auto service : services)
      for (auto& row : service()) out.push_back(std::move(row));
    return out;
  }();
  return all;
}

}  // namespace xanh
