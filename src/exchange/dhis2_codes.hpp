// Codes of ours for objects of a DHIS2: made from its code or name, unique, and the same however the file is
// ordered, so that a later export gives the same codes (codes are identity for ever).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/dhis2_figures.hpp"

namespace xanh::dhis2 {

/// [a-z][a-z0-9_]* of a text: "TA_MAL_DTH_REP_COMP_(%)" is `ta_mal_dth_rep_comp`. Empty when nothing is left.
[[nodiscard]] std::string code_of_text(std::string_view text);

/// Codes of one namespace. Where two objects would have one code, both carry their uid behind it.
class Codes {
 public:
  struct Wanted {
    std::string uid;
    std::string text;  ///< what the code is made from; empty: the uid
  };
  /// By uid.
  std::map<std::string, std::string> give(const std::vector<Wanted>& wanted);

 private:
  std::string unique(const std::string& code);
  std::set<std::string> taken_;
};

/// The object's code, or its name.
[[nodiscard]] Codes::Wanted wanted(const Object& object);

}  // namespace xanh::dhis2
