#include "exchange/annex_units.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.hpp"
#include "exchange/annex_unit_words.hpp"

namespace xanh::annex {
namespace {

constexpr size_t kMostAtoms = 400;    // of one cell
constexpr size_t kLongestJoin = 6;    // pieces of one name that commas and "và" tore apart
constexpr size_t kLongestName = 200;  // bytes; beyond it is prose

std::string shown(const std::string& text) {
  return one_line(text);
}

Reason reason(Sure sure, std::string vi, std::string en) {
  return {sure, {std::move(vi), std::move(en)}};
}

}  // namespace

UnitNames::UnitNames(const RegisterRows& rows, Date day) {
  for (const UnitRow& row : rows.units) add(row, row.validity().holds_on(day));
  // The group of a kind is the one that most units of the kind belong to.
  for (const auto& [kind, word] :
       {std::pair{UnitKind::district, "quan huyen"}, std::pair{UnitKind::department, "so nganh"}}) {
    std::map<std::string, std::set<std::string>> members;
    for (const UnitRow& row : rows.units)
      if (row.kind == kind)
        for (const auto& one : split(row.groups, ';')) members[one].insert(row.code);
    const auto largest = std::max_element(members.begin(), members.end(), [](const auto& a, const auto& b) {
      return a.second.size() < b.second.size();
    });
    if (largest != members.end() && largest->second.size() > 1) groups_[word] = largest->first;
  }
}

UnitNames::UnitNames(const std::vector<std::string>& cells) {
  making_ = true;
  learn(cells);
}

void UnitNames::add(const UnitRow& row, bool alive) {
  names_.try_emplace(row.code, row.name_vi);
  const auto put = [&](auto& map, const std::string& key) {
    if (key.empty()) return;
    const auto [begin, end] = map.equal_range(key);
    for (auto it = begin; it != end; ++it)
      if (it->second.code == row.code) {
        it->second.alive = it->second.alive || alive;
        return;
      }
    map.emplace(key, Named{row.code, alive});
  };
  put(keys_, unit_key(row.name_vi));
  put(keys_, row.code);
  for (const std::string& one : unit_short_forms(row.name_vi)) put(short_forms_, one);
}

std::optional<UnitNames::Match> UnitNames::exact(const std::string& name) const {
  const auto choose = [](const auto& map, const std::string& key, How how) -> std::optional<Match> {
    if (key.empty()) return std::nullopt;
    std::vector<Named> found;
    const auto [begin, end] = map.equal_range(key);
    for (auto it = begin; it != end; ++it) found.push_back(it->second);
    if (found.size() > 1 && std::any_of(found.begin(), found.end(), [](const Named& n) { return n.alive; }))
      std::erase_if(found, [](const Named& n) { return !n.alive; });
    if (found.size() != 1) return std::nullopt;
    return Match{found[0].code, how, !found[0].alive};
  };
  auto by_key = choose(keys_, unit_key(name), How::exact);
  if (by_key && !by_key->ended) return by_key;
  for (const std::string& one : abbreviations(name))
    if (auto found = choose(short_forms_, one, How::short_form)) return found;
  if (by_key) return by_key;
  return choose(keys_, std::string(trimmed(name)), How::exact);  // the code itself
}

std::optional<UnitNames::Match> UnitNames::by_part(const std::string& name) const {
  const auto wanted = split(unit_key(name), ' ');
  if (wanted.size() < 2) return std::nullopt;
  std::optional<Match> out;
  for (const auto& [key, named] : keys_) {
    if (!named.alive) continue;
    const auto have = split(key, ' ');
    if (have.size() < 2 || have[0] != wanted[0]) continue;
    // "Quận 1" is no part of "Quận 10": words are compared whole, and two thirds of them have to be there. A
    // name with words of its own is another unit.
    const bool near = wanted.size() * 3 >= have.size() * 2 &&
                      std::all_of(wanted.begin(), wanted.end(), [&](const auto& word) {
                        return std::find(have.begin(), have.end(), word) != have.end();
                      });
    if (!near) continue;
    if (out && out->code != named.code) return std::nullopt;
    out = Match{named.code, How::part, false};
  }
  return out;
}

std::vector<std::string> UnitNames::group(const std::string& name) const {
  const std::string word = group_word(name);
  if (word.empty()) return {};
  if (const auto found = groups_.find(word); found != groups_.end()) return {found->second};
  // "các huyện": every one of them.
  std::vector<std::string> out;
  if (word == "quan" || word == "huyen")
    for (const auto& [key, named] : keys_)
      if (named.alive && key.starts_with(word + " ")) out.push_back(named.code);
  return making_ ? std::vector<std::string>{} : out;
}

std::string UnitNames::likely(const std::string& name) const {
  std::vector<std::string> keys;
  for (const auto& [key, named] : keys_)
    if (named.alive) keys.push_back(key);
  const std::string near = nearest(unit_key(name), keys);
  if (near.empty()) return {};
  return keys_.find(near)->second.code;
}

void UnitNames::read_piece(const std::vector<std::string>& atoms, UnitsReading& out) const {
  std::string kind;  // "so" of "Sở Tài chính, Xây dựng"
  const auto take = [&](const std::string& code) {
    if (std::find(out.codes.begin(), out.codes.end(), code) == out.codes.end()) out.codes.push_back(code);
  };
  for (size_t i = 0; i < atoms.size();) {
    bool done = false;
    for (size_t count = std::min(kLongestJoin, atoms.size() - i); count > 0 && !done; --count) {
      const std::string joined = join(std::span(atoms).subspan(i, count), " ");
      if (joined.size() > kLongestName) continue;
      if (const auto codes = group(joined); !codes.empty()) {
        for (const auto& code : codes) take(code);
        kind.clear();
        done = true;
      } else if (const auto found = exact(joined)) {
        take(found->code);
        kind = kind_word(joined);
        if (found->ended)
          out.reasons.push_back(
              reason(Sure::review,
                     "`" + shown(joined) + "`: đơn vị không còn (hoặc chưa có) vào ngày kế hoạch có hiệu lực",
                     "`" + shown(joined) + "`: the unit does not live on the day of the plan"));
        done = true;
      } else if (count == 1 && !kind.empty()) {
        if (const auto again = exact(kind + " " + joined)) {
          take(again->code);
          done = true;
        }
      }
      if (done) i += count;
    }
    if (done) continue;
    // Nothing fits: as much as one name holds, up to the next word that begins one.
    size_t end = i + 1;
    if (names_nobody(atoms[i])) {
      out.vague = true;
      out.reasons.push_back(reason(Sure::likely, "`" + atoms[i] + "` không nêu đơn vị cụ thể",
                                   "`" + atoms[i] + "` names no unit in particular"));
      i = end;
      continue;
    }
    while (end < atoms.size() && !begins_unit(atoms[end]) && !names_nobody(atoms[end]) && !exact(atoms[end]))
      ++end;
    const std::string name = shown(join(std::span(atoms).subspan(i, end - i), ", "));
    const auto part = name.size() <= kLongestName ? by_part(name) : std::nullopt;
    if (part) {
      take(part->code);
      out.reasons.push_back(reason(Sure::likely, "`" + name + "` được hiểu là " + names_.at(part->code),
                                   "`" + name + "` was taken for " + names_.at(part->code)));
    } else {
      out.unread.push_back(name);
    }
    i = end;
  }
}

UnitsReading UnitNames::understand(const std::string& cell) const {
  UnitsReading out;
  size_t count = 0;
  for (const auto& piece : unit_pieces(cell)) {
    auto atoms = unit_atoms(piece);
    count += atoms.size();
    if (count > kMostAtoms) {
      out.unread.push_back(beginning_of(shown(piece), kLongestName));
      break;
    }
    read_piece(atoms, out);
  }
  return out;
}

const UnitsReading& UnitNames::read(const std::string& cell) {
  const auto found = seen_.find(cell);
  if (found != seen_.end()) return found->second;
  return seen_.emplace(cell, understand(cell)).first->second;
}

void UnitNames::make(const std::string& written) {
  if (exact(written)) return;
  // "Sở Tài nguyên và Môi trường (Chi cục …)": the part in brackets is no part of the name, "(HEPZA)" is.
  const size_t bracket = written.find(" (");
  const std::string name = bracket == written.npos || has_abbreviation(written.substr(bracket + 2))
                               ? written
                               : written.substr(0, bracket);
  // "Sở Tài chính, Xây dựng" are two, if "Sở Xây dựng" stands somewhere by itself.
  const size_t comma = name.find(',');
  if (comma != name.npos && exact(kind_word(name) + " " + name.substr(comma + 1)))
    return make(std::string(trimmed(std::string_view(name).substr(0, comma))));
  UnitRow row;
  row.code = unit_code(name);
  if (!is_code(row.code)) return;
  std::string code = row.code;
  for (int i = 2; names_.contains(code); ++i) code = row.code.substr(0, 58) + "-" + std::to_string(i);
  row.code = code;
  row.name_vi = name;
  row.kind = unit_kind(name);
  row.role = UnitRole::executing;
  made_.push_back(row);
  add(row, true);
}

void UnitNames::learn(const std::vector<std::string>& cells) {
  std::vector<std::string> names;
  std::set<std::string> known, wanted_groups;
  for (const std::string& cell : cells) {
    size_t count = 0;
    for (const auto& piece : unit_pieces(cell)) {
      auto atoms = unit_atoms(piece);
      count += atoms.size();
      if (count > kMostAtoms) break;
      std::string name, kind;
      const auto finish = [&] {
        if (!name.empty() && name.size() <= kLongestName && begins_unit(name) && known.insert(name).second)
          names.push_back(name);
        name.clear();
      };
      for (size_t i = 0; i < atoms.size();) {
        size_t grouped = 0;
        for (size_t n = std::min(kLongestJoin, atoms.size() - i); n > 0 && grouped == 0; --n)
          if (const auto word = group_word(join(std::span(atoms).subspan(i, n), " ")); !word.empty()) {
            wanted_groups.insert(word);
            grouped = n;
          }
        if (grouped > 0) {
          finish();
          i += grouped;
          continue;
        }
        if (names_nobody(atoms[i])) {
          finish();
          ++i;
          continue;
        }
        if (begins_unit(atoms[i])) finish();
        // "Quận 1, 3, 5", "huyện Củ Chi và Hóc Môn": no name of a district holds a comma.
        if (!name.empty() && (kind == "quan" || kind == "huyen" || kind == "phuong") &&
            !begins_unit(atoms[i])) {
          const std::string word = kind == "quan" ? "Quận " : kind == "huyen" ? "Huyện " : "Phường ";
          finish();
          atoms[i] = word + atoms[i];
        }
        // What stood between two parts of a name is looked up where it was written.
        const size_t from = name.empty() ? std::string::npos : piece.find(name);
        const size_t at = from == std::string::npos ? from : piece.find(atoms[i], from + name.size());
        name = at == std::string::npos ? (name.empty() ? atoms[i] : name + " " + atoms[i])
                                       : shown(piece.substr(from, at + atoms[i].size() - from));
        kind = kind_word(name);
        ++i;
      }
      finish();
    }
  }
  // Full names first, so that short forms find them.
  const auto rank = [](const std::string& name) {
    return std::tuple(name.find(',') != name.npos, has_abbreviation(name));
  };
  std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
    return std::pair(rank(a), b.size()) < std::pair(rank(b), a.size());
  });
  for (const auto& name : names) make(name);
  for (const auto& word : wanted_groups) {
    if (word == "quan" || word == "huyen") continue;  // which ones only a register knows
    UnitRow row;
    row.code = word == "quan huyen" ? "districts" : "departments";
    row.name_vi = word == "quan huyen" ? "Các quận, huyện" : "Các sở, ban, ngành";
    row.kind = UnitKind::other;
    row.role = UnitRole::executing;
    groups_[word] = row.code;
    names_[row.code] = row.name_vi;
    made_.push_back(row);
  }
}

}  // namespace xanh::annex
