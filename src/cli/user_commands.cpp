#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/person_data_use.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadUserDay{
    "bad-user-date",       Severity::error,        "`{value}` không phải là ngày",
    "`{value}` is no day", "viết dạng 2023-06-21", "write it as 2023-06-21"};

std::string words_of(const Terminal& s, const Post& post) {
  std::string out = s.say(name_of(post.role));
  if (!post.unit.empty()) out += " · " + post.unit;
  const auto day = [&](Date at) { return s.vietnamese() ? to_text_vi(at) : to_text(at); };
  if (post.from || post.to)
    out += fmt::format(" ({} – {})", post.from ? day(*post.from) : "…", post.to ? day(*post.to) : "…");
  if (!post.deputy_for.empty())
    out += fmt::format(fmt::runtime(s.say({", thay {}", ", for {}"})), post.deputy_for);
  return out;
}

std::string lines_of(const Terminal& s, const std::vector<PersonLine>& people) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : people) {
    std::vector<std::string> posts;
    for (const auto& post : one.posts) posts.push_back(words_of(s, post));
    const Bilingual stands = one.ended      ? Bilingual{"đã thôi", "ended"}
                             : one.in_force ? Bilingual{"đang làm", "in force"}
                                            : Bilingual{"không có vai trò", "no post"};
    rows.push_back({one.code, one.name, s.say(stands), posts.empty() ? "–" : join(posts, "; ")});
  }
  return rows.empty() ? std::string{} : table(rows);
}

int told(const Terminal& s, const Outcome<std::vector<PersonLine>>& found) {
  Node result = Node::map();
  result.add("items", to_node(found.value));
  return s.finish(std::move(result), found.problems, lines_of(s, found.value));
}

int told(const Terminal& s, const Outcome<PersonLine>& found) {
  if (!found.ok()) return s.finish(found.problems);
  return s.finish(to_node(found.value), found.problems, lines_of(s, {found.value}));
}

int told(const Terminal& s, const Outcome<MadeLink>& made) {
  if (!made.ok()) return s.finish(made.problems);
  Node result = Node::map();
  result.add("person", Node::text(made.value.person));
  result.add("link", Node::text(made.value.secret));
  result.add("ends_at", Node::text(to_text_utc(made.value.ends_at)));
  const std::string says =
      s.say({"Mã đăng nhập một lần của {}: {}\nHết hạn {}. Chỉ hiện một lần; chuyển riêng cho người đó.\n",
             "One-time sign-in secret of {}: {}\nEnds {}. Shown once; hand it to that person only.\n"});
  return s.finish(
      std::move(result), made.problems,
      fmt::format(fmt::runtime(says), made.value.person, made.value.secret, to_text_utc(made.value.ends_at)));
}

int told(const Terminal& s, const Outcome<PersonData>& found) {
  if (!found.ok()) return s.finish(found.problems);
  const PersonData& data = found.value;
  std::string lines = lines_of(s, {data.person});
  lines += fmt::format(
      fmt::runtime(s.say({"Liên hệ: {}\nMật khẩu: {} · mã xác thực: {}\n",
                          "Contact: {}\nPassword: {} · second factor: {}\n"})),
      data.person.contact.empty() ? "–" : data.person.contact,
      s.say(data.person.has_password ? Bilingual{"có (mã băm)", "yes (a hash)"} : Bilingual{"không", "no"}),
      s.say(data.person.has_totp ? Bilingual{"có", "yes"} : Bilingual{"không", "no"}));
  std::vector<std::vector<std::string>> rows;
  for (const auto& event : data.events) rows.push_back({to_text_utc(event.at), event.event, event.by});
  for (const auto& key : data.keys)
    rows.push_back({to_text_utc(key.made_at), key.kind, "→ " + to_text_utc(key.ends_at)});
  lines += table(rows);
  rows.clear();
  for (const auto& row : data.audit)
    rows.push_back(
        {std::to_string(row.seq), to_text_utc(row.at), row.by, row.action, row.subject, row.detail});
  lines += s.say({"Nhật ký kiểm toán:\n", "Audit log:\n"}) + table(rows);
  return s.finish(to_node(data), found.problems, lines);
}

struct TypedPost {
  std::string role, unit, from, to;
};

/// The days typed; the exit code when one is none.
std::optional<int> read_days(const Terminal& s, const TypedPost& typed, PostRequest& post) {
  for (const auto& [text, day] : {std::pair{&typed.from, &post.from}, {&typed.to, &post.to}}) {
    if (text->empty()) continue;
    *day = parse_date_as_typed(*text);
    if (!*day) return s.finish({problem(kBadUserDay, Place{}, {{"value", *text}})});
  }
  post.role = from_word<Role>(typed.role).value_or(Role::drafter);
  post.unit = typed.unit;
  return std::nullopt;
}

void add_post_options(CLI::App& command, TypedPost& post) {
  command.add_option("--role", post.role, "vai trò / role")->required()->check(CLI::IsMember(words<Role>()));
  command.add_option("--unit", post.unit, "mã đơn vị / code of the unit");
  command.add_option("--from", post.from, "ngày đầu / first day (default: today)");
  command.add_option("--to", post.to, "ngày cuối / last day");
}

}  // namespace

void add_user_commands(CLI::App& app, Chosen& chosen) {
  static InviteRequest invitation;
  static TypedPost typed;
  static std::string person, successor, deputy_for;
  static bool all = false, ends = false, without_totp = false;
  using Mode = ProgrammeStore::Mode;

  auto* user = app.add_subcommand("user", "người dùng và vai trò / people and their posts");
  user->require_subcommand(1);
  auto* inviting =
      user->add_subcommand("invite",
                           "mời một người, hoặc giao thêm vai trò / invite somebody, or give a further "
                           "post\n  xanh user invite q7.lan "
                           "--name \"Họ và tên\" --contact lan@q7.example --role clerk --unit q7");
  inviting->add_option("code", invitation.code, "tên đăng nhập / sign-in name")->required();
  inviting->add_option("--name", invitation.name, "họ tên / name");
  inviting->add_option("--contact", invitation.contact, "thư điện tử / e-mail");
  add_post_options(*inviting, typed);
  inviting->callback([&] {
    chosen = [](const Terminal& s) {
      if (const auto failed = read_days(s, typed, invitation.post)) return *failed;
      return at_desk(s, Mode::read_write,
                     [&](const Desk& desk) { return told(s, invite(desk, invitation)); });
    };
  });

  auto* list = user->add_subcommand("list", "danh sách người dùng / the people");
  list->add_flag("--all", all, "cả người đã thôi / also those who ended");
  list->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, Mode::read_only, [&](const Desk& desk) { return told(s, list_people(desk, all)); });
    };
  });

  auto* data = user->add_subcommand(
      "data",
      "mọi dữ liệu lưu về một người / everything that is kept of one person\n  xanh user data q7.lan");
  data->add_option("person", person)->required();
  data->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, Mode::read_only,
                     [&](const Desk& desk) { return told(s, data_of_person(desk, person)); });
    };
  });

  auto* link =
      user->add_subcommand("link", "liên kết đăng nhập mới / a new sign-in link\n  xanh user link q7.lan");
  link->add_option("person", person)->required();
  link->add_flag("--without-totp", without_totp,
                 "bỏ mã xác thực (mất điện thoại) / take off the second factor");
  link->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, Mode::read_write,
                     [&](const Desk& desk) { return told(s, new_link(desk, person, without_totp)); });
    };
  });

  auto* post = user->add_subcommand("post",
                                    "giao hoặc kết thúc một vai trò / give or end a post\n  xanh user post "
                                    "q7.lan --role signatory --unit q7\n  "
                                    "xanh user post q7.lan --role signatory --unit q7 --end");
  post->add_option("person", person)->required();
  add_post_options(*post, typed);
  post->add_flag("--end", ends,
                 "kết thúc; ngày cuối ở --to (mặc định: hôm qua) / end it (default: yesterday)");
  post->callback([&] {
    chosen = [](const Terminal& s) {
      PostRequest asked;
      if (const auto failed = read_days(s, typed, asked)) return *failed;
      return at_desk(s, Mode::read_write, [&](const Desk& desk) {
        return told(s, ends ? end_post(desk, person, asked.role, asked.unit, asked.to)
                            : add_post(desk, person, asked));
      });
    };
  });

  auto* deputy = user->add_subcommand("deputise",
                                      "làm thay trong một thời gian / fill another's post for a time\n  xanh "
                                      "user deputise q7.hai --for q7.lan "
                                      "--role clerk --unit q7 --from 2023-07-01 --to 2023-07-14");
  deputy->add_option("person", person)->required();
  deputy->add_option("--for", deputy_for, "người được thay / whose post")->required();
  add_post_options(*deputy, typed);
  deputy->callback([&] {
    chosen = [](const Terminal& s) {
      DeputyRequest request{person, deputy_for, {}};
      if (const auto failed = read_days(s, typed, request.post)) return *failed;
      return at_desk(s, Mode::read_write, [&](const Desk& desk) { return told(s, deputise(desk, request)); });
    };
  });

  auto* end = user->add_subcommand(
      "end", "cho thôi, bàn giao / end a person, hand over\n  xanh user end q7.lan --successor q7.hai");
  end->add_option("person", person)->required();
  end->add_option("--successor", successor, "người nhận vai trò / who gets the posts");
  end->callback([&] {
    chosen = [](const Terminal& s) {
      return at_desk(s, Mode::read_write,
                     [&](const Desk& desk) { return told(s, end_person(desk, person, successor)); });
    };
  });
}

}  // namespace xanh
