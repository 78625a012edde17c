#include "office/access.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

#include "base/text.hpp"
#include "reporting/level.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownActor{"unknown-actor",
                                    Severity::error,
                                    "không biết người dùng `{name}`",
                                    "there is no user `{name}`",
                                    "bỏ `--as`, hoặc dùng `--as operator`",
                                    "leave out `--as`, or use `--as operator`"};
constexpr ProblemKind kNotAllowed{"not-allowed",
                                  Severity::error,
                                  "vai trò hiện có không được {act}; việc này dành cho: {who}",
                                  "your roles do not let you {act_en}; who may: {who_en}",
                                  "nhờ người có vai trò đó, hoặc nhờ quản trị giao vai trò",
                                  "ask one of them, or ask an administrator for the role"};

constexpr Reach none = Reach::none, own = Reach::own, below = Reach::below, city = Reach::city;

struct Row {
  Act act;
  std::array<Reach, kRoles> reach;
  std::string_view vi, en;
};

// clang-format off
constexpr std::array kTable{
    //                      drafter reviewer clerk signatory officer leader authority monitoring administrator
    Row{Act::read_programme,   {city,  city,  city,  city,  city, city, city, city, city}, "xem chương trình", "see the programme"},
    Row{Act::read_cycle,       {none,  none,  none,  none,  city, city, city, none, city}, "xem tình hình mọi đơn vị", "see where all units stand"},
    Row{Act::read_report,      {below, below, below, below, city, city, city, none, none}, "xem báo cáo của đơn vị này", "see the report of this unit"},
    Row{Act::draft_report,     {own,   own,   own,   own,   city, city, none, none, none}, "soạn báo cáo của đơn vị này", "draft the report of this unit"},
    Row{Act::initial_report,   {none,  own,   none,  own,   none, none, none, none, none}, "ký nháy báo cáo của đơn vị này", "initial the report of this unit"},
    Row{Act::sign_report,      {none,  none,  none,  own,   none, none, none, none, none}, "ký báo cáo của đơn vị này", "sign the report of this unit"},
    Row{Act::send_report,      {none,  none,  own,   own,   none, none, none, none, none}, "gửi báo cáo của đơn vị này", "send the report of this unit"},
    Row{Act::send_on_behalf,   {none,  none,  none,  none,  city, city, none, none, none}, "nhập thay báo cáo", "enter a report for a unit"},
    Row{Act::review_report,    {none,  none,  none,  none,  city, city, none, none, none}, "ghi nhận, rà soát báo cáo", "note and review reports"},
    Row{Act::run_cycle,        {none,  none,  none,  none,  city, city, none, none, none}, "điều hành kỳ báo cáo", "run the cycle"},
    Row{Act::change_programme, {none,  none,  none,  none,  none, city, city, none, none}, "thay đổi chương trình", "change the programme"},
    Row{Act::consolidate,      {none,  none,  none,  none,  city, city, none, none, none}, "tổng hợp báo cáo", "consolidate"},
    Row{Act::publish,          {none,  none,  none,  none,  none, city, none, none, none}, "công bố", "publish"},
    Row{Act::answer_feedback,  {none,  none,  none,  none,  city, city, none, none, none}, "xử lý góp ý của người dân", "answer citizens' feedback"},
    Row{Act::manage_people,    {none,  none,  none,  none,  none, none, none, none, city}, "quản lý người dùng", "manage people"},
    Row{Act::read_audit,       {none,  none,  none,  none,  none, city, none, none, city}, "xem nhật ký kiểm toán", "read the audit log"},
    Row{Act::manage_store,     {none,  none,  none,  none,  none, none, none, none, city}, "quản lý kho dữ liệu", "manage the store"},
};
// clang-format on

constexpr bool rows_stand_at_their_act() {
  for (size_t i = 0; i < kTable.size(); ++i)
    if (kTable[i].act != static_cast<Act>(i)) return false;
  return kTable.size() == static_cast<size_t>(Act::manage_store) + 1;
}
static_assert(rows_stand_at_their_act(), "every act has its row, in order");

const Row& row_of(Act act) {
  return kTable.at(static_cast<size_t>(act));
}

/// Whether `upper` stands above the unit, over several steps. Parents of every time count: a report stays
/// readable for those who were above its unit.
bool is_above(const Register& units, const std::string& upper, const std::string& unit) {
  std::set<std::string> seen;
  std::vector<std::string> next{unit};
  while (!next.empty()) {
    const std::string at = std::move(next.back());
    next.pop_back();
    if (!seen.insert(at).second) continue;
    for (const auto& row : units.rows().units) {
      if (row.code != at || row.parent.empty()) continue;
      if (row.parent == upper) return true;
      next.push_back(row.parent);
    }
  }
  return false;
}

bool covers(const Post& post, Reach reach, const std::string& unit, const Register* units) {
  if (reach == city) return true;
  if (reach == none || unit.empty() || post.unit.empty()) return false;
  return post.unit == unit || (reach == below && units && is_above(*units, post.unit, unit));
}

Problem not_allowed(const Row& row) {
  std::string vi, en;
  for (size_t i = 0; i < kRoles; ++i) {
    if (row.reach.at(i) == none) continue;
    const Bilingual name = name_of(static_cast<Role>(i));
    vi += (vi.empty() ? "" : ", ") + name.vi;
    en += (en.empty() ? "" : ", ") + name.en;
    if (row.reach.at(i) != city) {
      vi += " của đơn vị";
      en += " of the unit";
    }
  }
  return problem(kNotAllowed, Place{}, {{"act", row.vi}, {"act_en", row.en}, {"who", vi}, {"who_en", en}});
}

}  // namespace

Reach reach_of(Act act, Role role) {
  return row_of(act).reach.at(static_cast<size_t>(role));
}

Problems authorise(const Desk& desk, Act act, const std::string& unit, const Register* units) {
  if (desk.posts.empty()) {
    if (desk.actor == kLocalOperator) return {};
    return {problem(kUnknownActor, Place{}, {{"name", desk.actor}})};
  }
  for (const auto& post : desk.posts)
    if (covers(post, reach_of(act, post.role), unit, units)) return {};
  return {not_allowed(row_of(act))};
}

Desk at_level(const Desk& desk, std::string_view cycle) {
  Desk out = desk;
  const std::string_view collector = collector_of(cycle);
  if (collector.empty()) return out;
  for (auto& post : out.posts) {
    if (post.unit == collector && is_unit_role(post.role))
      post.role = post.role == Role::signatory ? Role::agency_leader : Role::agency_officer;
    else if (post.role == Role::agency_officer || post.role == Role::agency_leader)
      post.role = Role::authority;
  }
  return out;
}

void log_refusal(const Desk& desk, const std::string& what, const Problems& problems) {
  for (const auto& p : problems) {
    if (p.code != kNotAllowed.code && p.code != kUnknownActor.code) continue;
    desk.store->transact(
        [&](Transaction& t) { t.audit({desk.now, shown(desk.actor), "refused", shown(what, 200), p.code}); });
    return;
  }
}

std::string shown(std::string_view text, size_t at_most) {
  std::string out;
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++count) {
    if (count == at_most) return out + "…";
    const auto byte = static_cast<unsigned char>(text[i]);
    size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    length = std::min(length, text.size() - i);
    const std::string_view one = text.substr(i, length);
    // C1 controls are two bytes of UTF-8 that some terminals obey.
    const bool control = byte < 0x20 || byte == 0x7f ||
                         (byte == 0xc2 && length == 2 && static_cast<unsigned char>(one[1]) < 0xa0);
    if (control || byte == '\\' || !is_utf8(one)) {
      out += fmt::format("\\x{:02x}", byte);
      ++i;
    } else {
      out += one;
      i += length;
    }
  }
  return to_nfc(out).value_or("");
}

}  // namespace xanh
