// Words of which names of Vietnamese authorities are made: what may be written short, what two spellings of a
// name have in common, where a name in a list begins.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/register.hpp"

namespace xanh::annex {

/// What spellings of one name share: no marks, short forms written out, "và", "các" and the city's own name
/// left out, a district without "Ủy ban nhân dân".
[[nodiscard]] std::string unit_key(std::string_view name);
/// Under which short forms a unit of this full name goes: "so tnmt", "stnmt", "hepza" in brackets.
[[nodiscard]] std::vector<std::string> unit_short_forms(std::string_view name);
/// The short forms that a name as written may be: "Sở TN&MT" gives "so tnmt".
[[nodiscard]] std::vector<std::string> abbreviations(std::string_view name);
[[nodiscard]] bool has_abbreviation(std::string_view name);
/// "quan huyen" for "UBND các quận, huyện", "huyen" for "các huyện", "so nganh" for "các sở, ban, ngành",
/// otherwise empty.
[[nodiscard]] std::string group_word(std::string_view name);
/// "các đơn vị liên quan": it may be anybody.
[[nodiscard]] bool names_nobody(std::string_view atom);
/// "so" of "Sở Tài chính", "quan" of "UBND Quận 1": what the next names of a list may leave out.
[[nodiscard]] std::string kind_word(std::string_view name);
[[nodiscard]] bool begins_unit(std::string_view atom);
[[nodiscard]] UnitKind unit_kind(std::string_view name);

/// Parts between semicolons, full stops at the end of a line, and dashes that begin a line.
[[nodiscard]] std::vector<std::string> unit_pieces(const std::string& cell);
/// Parts of a piece between commas, line breaks, slashes, dashes and "và", each of which may also stand
/// within a name.
[[nodiscard]] std::vector<std::string> unit_atoms(const std::string& piece);

}  // namespace xanh::annex
