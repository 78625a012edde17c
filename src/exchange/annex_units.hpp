// Units as people write them ("Sở TN&MT", "UBND Q.7", "các quận, huyện") and the register's codes for them.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/annex_values.hpp"
#include "programme/register.hpp"

namespace xanh::annex {

struct UnitsReading {
  std::vector<std::string> codes;   ///< in the order of the text, each once
  std::vector<std::string> unread;  ///< what names no unit, as written
  bool vague = false;               ///< "các đơn vị liên quan" stands among them
  Reasons reasons;
};

class UnitNames {
 public:
  /// Names of the register; units alive on the day go before those that ended or are yet to come.
  UnitNames(const RegisterRows& rows, Date day);
  /// Without a register: the units that these cells name, with codes made from their names. "Sở TN&MT" is
  /// the "Sở Tài nguyên và Môi trường" of another cell.
  explicit UnitNames(const std::vector<std::string>& cells);

  /// Several units are separated by `;`, commas, line breaks, dashes or "và"; commas and "và" within a name
  /// are part of it.
  [[nodiscard]] const UnitsReading& read(const std::string& cell);

  /// Likely units for a name that was not recognised; empty without one.
  [[nodiscard]] std::string likely(const std::string& name) const;
  [[nodiscard]] const std::vector<UnitRow>& made() const { return made_; }

 private:
  enum class How { exact, short_form, part };
  struct Match {
    std::string code;
    How how = How::exact;
    bool ended = false;
  };
  void add(const UnitRow& row, bool alive);
  void learn(const std::vector<std::string>& cells);
  void make(const std::string& written);
  [[nodiscard]] std::optional<Match> exact(const std::string& name) const;
  [[nodiscard]] std::optional<Match> by_part(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> group(const std::string& name) const;
  [[nodiscard]] UnitsReading understand(const std::string& cell) const;
  void read_piece(const std::vector<std::string>& atoms, UnitsReading& out) const;

  struct Named {
    std::string code;
    bool alive = true;
  };
  std::multimap<std::string, Named, std::less<>> keys_, short_forms_;
  std::map<std::string, std::string> groups_;  ///< "quan huyen" → code
  std::map<std::string, std::string> names_;   ///< code → name
  std::map<std::string, UnitsReading> seen_;
  std::vector<UnitRow> made_;
  bool making_ = false;
};

/// "so-tnmt", "q7", "h-cu-chi", "tp-thu-duc" of a unit's name.
[[nodiscard]] std::string unit_code(const std::string& name);

/// "Chủ trì: Sở A; phối hợp: Sở B" in one cell: what stands behind each.
struct Roles {
  std::string leads, coordinates;
};
[[nodiscard]] Roles split_roles(const std::string& cell);

}  // namespace xanh::annex
