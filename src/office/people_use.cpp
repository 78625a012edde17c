#include "office/people_use.hpp"

#include <fmt/format.h>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "office/inherited_posts.hpp"
#include "office/mail_use.hpp"
#include "office/secrets.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadName{"person-code",
                               Severity::error,
                               "`{code}` không dùng làm tên đăng nhập được",
                               "`{code}` cannot be a sign-in name",
                               "dùng 2 đến 64 chữ thường không dấu, số, dấu chấm, gạch; ví dụ q7.lan",
                               "use 2 to 64 small letters, digits, dots, dashes; for example q7.lan"};
constexpr ProblemKind kNameMissing{
    "person-name",   Severity::error, "cần họ tên của người được mời", "the name of the person is missing",
    "thêm `--name`", "add `--name`"};
constexpr ProblemKind kTextTooLong{"person-text",
                                   Severity::error,
                                   "họ tên và địa chỉ liên hệ tối đa 200 ký tự, không có ký tự điều khiển",
                                   "name and contact have at most 200 characters and no control character",
                                   "viết ngắn lại",
                                   "write it shorter"};
constexpr ProblemKind kUnknownPerson{"no-such-person",
                                     Severity::error,
                                     "không có người dùng `{code}`",
                                     "there is no person `{code}`",
                                     "xem `xanh user list`",
                                     "see `xanh user list`"};
constexpr ProblemKind kEnded{"person-ended",
                             Severity::error,
                             "người dùng `{code}` đã thôi",
                             "the person `{code}` has ended",
                             "mời bằng một tên đăng nhập khác",
                             "invite them under another sign-in name"};
constexpr ProblemKind kUnitMissing{
    "post-unit",
    Severity::error,
    "vai trò này cần một đơn vị có trong danh bạ vào ngày {day}; `{unit}` không có",
    "this role needs a unit that is in the register on {day}; `{unit}` is not",
    "dùng mã trong danh bạ đơn vị",
    "use a code of the register"};
constexpr ProblemKind kUnitOfAgency{
    "post-agency-unit",
    Severity::error,
    "vai trò này thuộc cơ quan thường trực hoặc cơ quan phê duyệt, không thuộc `{unit}`",
    "this role is of the standing agency or the approving authority, not of `{unit}`",
    "bỏ trống đơn vị, hoặc dùng mã của cơ quan đó",
    "leave the unit out, or use the code of that agency"};
constexpr ProblemKind kDays{"post-days",
                            Severity::error,
                            "ngày cuối {to} trước ngày đầu {from}",
                            "the last day {to} is before the first day {from}",
                            "kiểm tra lại hai ngày",
                            "check the two days"};
constexpr ProblemKind kHeld{"post-held",
                            Severity::error,
                            "`{code}` đang giữ vai trò này rồi",
                            "`{code}` holds this post already",
                            "không cần làm gì, hoặc kết thúc vai trò cũ trước",
                            "nothing to do, or end the old post first"};
constexpr ProblemKind kNotHeld{"post-not-held",
                               Severity::error,
                               "`{code}` không giữ vai trò này",
                               "`{code}` does not hold this post",
                               "xem `xanh user list`",
                               "see `xanh user list`"};
constexpr ProblemKind kDeputyDays{"deputy-days",
                                  Severity::error,
                                  "làm thay cần ngày đầu và ngày cuối",
                                  "a deputy needs a first and a last day",
                                  "thêm `--from` và `--to`",
                                  "add `--from` and `--to`"};
constexpr ProblemKind kOwnDeputy{
    "deputy-of-oneself",          Severity::error,           "không ai làm thay chính mình",
    "nobody is their own deputy", "nêu hai người khác nhau", "name two different people"};
constexpr ProblemKind kIdentityTaken{"identity-taken",
                                     Severity::error,
                                     "danh tính này đã ghi cho `{code}`",
                                     "this identity is written down for `{code}`",
                                     "bỏ ở người đó trước",
                                     "take it away there first"};
constexpr ProblemKind kGoesOn{"unit-goes-on",
                              Severity::error,
                              "đơn vị `{unit}` vẫn còn vào ngày {day}",
                              "the unit `{unit}` is still there on {day}",
                              "kiểm tra ngày, hoặc ghi thay đổi vào danh bạ trước",
                              "check the day, or put the change into the register first"};
constexpr ProblemKind kNoSuccessor{"not-a-successor",
                                   Severity::error,
                                   "danh bạ không ghi `{successor}` tiếp nhận `{unit}`",
                                   "the register does not name `{successor}` as what `{unit}` became",
                                   "chọn một trong: {choices}",
                                   "choose one of: {choices}"};
constexpr ProblemKind kOwnSuccessor{"successor-of-oneself",
                                    Severity::error,
                                    "người nhận bàn giao phải là người khác",
                                    "the successor has to be somebody else",
                                    "nêu một người khác ở `--successor`",
                                    "name another person with `--successor`"};

/// One change of people: read, decide, write, in one transaction.
class Changing {
 public:
  Changing(const Desk& desk, Transaction& t)
      : desk_(desk), t_(t), memory_(recall(t)), today_(zone_of(memory_.plans.back()).day_of(desk.now)) {}

  Problems problems;

  [[nodiscard]] Date today() const { return today_; }
  [[nodiscard]] const Memory& memory() const { return memory_; }
  [[nodiscard]] bool failed() const { return has_error(problems); }
  void tell(const ProblemKind& kind, ProblemWords words = {}) {
    problems.push_back(problem(kind, Place{}, words));
  }

  /// Somebody who was invited and has not ended.
  std::optional<Person> person(const std::string& code) {
    append(problems, find_person(t_, code));
    std::optional<Person> found;
    if (is_sign_in_name(code)) found = person_of(t_, code);
    if (found && found->ended) {
      tell(kEnded, {{"code", code}});
      found.reset();
    }
    return found;
  }

  /// The post that is asked for, or what is wrong with it.
  Post checked(const PostRequest& asked, const std::string& deputy_for = {}) {
    const Date first = asked.from.value_or(today_);
    const UnitRow* row = memory_.units.unit(asked.unit, {first, {}});
    const std::string unit = shown(asked.unit);
    if (is_unit_role(asked.role)) {
      if (!row) tell(kUnitMissing, {{"unit", unit}, {"day", to_text_vi(first)}});
    } else if (!asked.unit.empty() &&
               (!row || (row->role != UnitRole::standing && row->role != UnitRole::approving))) {
      tell(kUnitOfAgency, {{"unit", unit}});
    }
    if (asked.to && *asked.to < first)
      tell(kDays, {{"from", to_text_vi(first)}, {"to", to_text_vi(*asked.to)}});
    return {asked.role, asked.unit, first, asked.to, deputy_for};
  }

  /// Gives it unless the person holds it for some of those days.
  void give(const Person& person, const Post& post) {
    for (const auto& had : person.posts)
      if (had.same_seat(post) && (!had.to || *post.from <= *had.to) &&
          (!post.to || !had.from || *had.from <= *post.to) && !(had.to && had.from && *had.to < *had.from)) {
        tell(kHeld, {{"code", person.code}});
        return;
      }
    event(person.code, person_event::kPost, canonical(to_node(post)), "user.post");
  }

  /// Ends it and what its deputies hold of it.
  void end(const Person& person, const Post& post, Date last) {
    event(person.code, person_event::kPostEnded,
          canonical(to_node(Post{post.role, post.unit, post.from, last, post.deputy_for})), "user.post-end");
    if (!post.deputy_for.empty()) return;
    for (const auto& [code, other] : people_of(t_))
      for (const auto& filled : other.posts)
        if (filled.deputy_for == person.code && filled.role == post.role && filled.unit == post.unit &&
            (!filled.to || last < *filled.to))
          event(code, person_event::kPostEnded,
                canonical(to_node(Post{filled.role, filled.unit, filled.from, last, filled.deputy_for})),
                "user.post-end");
  }

  void event(const std::string& person, std::string_view what, const std::string& detail,
             const std::string& action) {
    t_.add_person_event({0, person, std::string(what), detail, desk_.now, desk_.actor});
    t_.audit({desk_.now, desk_.actor, action, person, detail});
  }

  MadeLink link(const std::string& person) {
    t_.drop_keys_of(person, KeyKind::link);
    MadeLink out{person, make_secret(KeyKind::link), {desk_.now.utc + kLinkLife}};
    t_.add_key({digest_of_secret(out.secret), KeyKind::link, person, {}, desk_.now, desk_.now, out.ends_at});
    const auto row = t_.audit({desk_.now, desk_.actor, "user.link", person, to_text_utc(out.ends_at)});
    // The mail carries a link of its own: the secret of this one is shown here and stands nowhere.
    if (const auto invited = person_of(t_, person))
      Outbox(desk_, t_, today_)
          .to_person(MailKind::invitation, fmt::format("{}/@{}", person, row.seq), {}, *invited);
    return out;
  }

  [[nodiscard]] PersonLine line(const std::string& code) const {
    return line_of(*person_of(t_, code), today_);
  }

 private:
  const Desk& desk_;
  Transaction& t_;
  Memory memory_;
  Date today_;
};

/// What was written before an error would be kept: so the transaction is left by this.
struct Refused : std::exception {};

template <class T>
Outcome<T> change(const Desk& desk, const std::function<T(Changing&, Transaction&)>& act) {
  Outcome<T> out;
  out.problems = authorise(desk, Act::manage_people);
  if (has_error(out.problems)) return out;
  Problems told;
  append(out.problems, attempt([&] {
           try {
             desk.store->transact([&](Transaction& t) {
               Changing changing(desk, t);
               out.value = act(changing, t);
               told = std::move(changing.problems);
               if (has_error(told)) throw Refused{};
             });
           } catch (const Refused&) {
             out.value = {};
           }
         }));
  append(out.problems, std::move(told));
  return out;
}

bool fits(const std::string& text) {
  return is_utf8(text) && shown(text, 200) == to_nfc(text).value_or("");
}

}  // namespace

Problems find_person(const Transaction& t, const std::string& code) {
  if (is_sign_in_name(code) && person_of(t, code)) return {};
  std::vector<std::string> codes;
  for (const auto& [known, one] : people_of(t))
    if (!one.ended) codes.push_back(known);
  return {problem(kUnknownPerson, Place{}, {{"code", shown(code)}}, nearest(code, codes))};
}

Outcome<MadeLink> invite(const Desk& desk, const InviteRequest& request) {
  return change<MadeLink>(desk, [&](Changing& c, Transaction& t) -> MadeLink {
    if (!is_sign_in_name(request.code) || request.code == kLocalOperator)
      c.tell(kBadName, {{"code", shown(request.code)}});
    if (!fits(request.name) || !fits(request.contact)) c.tell(kTextTooLong);
    const Post post = c.checked(request.post);
    if (c.failed()) return {};
    std::optional<Person> known = person_of(t, request.code);
    if (known && known->ended) c.tell(kEnded, {{"code", request.code}});
    if (!known && trimmed(request.name).empty()) c.tell(kNameMissing);
    if (c.failed()) return {};
    const person_event::Described said{to_nfc(request.name).value_or(""),
                                       to_nfc(request.contact).value_or("")};
    const bool news = known && ((!said.name.empty() && said.name != known->name) ||
                                (!said.contact.empty() && said.contact != known->contact));
    if (!known || news)
      c.event(request.code, person_event::kInvited, canonical(to_node(said)), "user.invite");
    c.give(known.value_or(Person{request.code, {}, {}, {}, false, {}, {}, {}, {}, {}}), post);
    if (c.failed()) return {};
    return c.link(request.code);
  });
}

Outcome<MadeLink> new_link(const Desk& desk, const std::string& person, bool without_totp) {
  return change<MadeLink>(desk, [&](Changing& c, Transaction& t) -> MadeLink {
    const auto found = c.person(person);
    if (!found) return {};
    if (without_totp && !found->totp_secret.empty()) {
      c.event(person, person_event::kTotpOff, {}, "totp.off");
      t.drop_keys_of(person, KeyKind::session);  // they may be open on what was lost
    }
    return c.link(person);
  });
}

PersonLine line_of(const Person& person, Date today) {
  return {person.code,
          person.name,
          person.contact,
          person.posts,
          person.ended,
          !person.posts_on(today).empty(),
          !person.password_hash.empty(),
          !person.totp_secret.empty(),
          person.identity.subject};
}

Outcome<std::vector<PersonLine>> list_people(const Desk& desk, bool with_ended) {
  Outcome<std::vector<PersonLine>> out;
  out.problems = authorise(desk, Act::manage_people);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           desk.store->read([&](const Transaction& t) {
             out.value.clear();
             const Date today = zone_of(recall(t).plans.back()).day_of(desk.now);
             for (const auto& [code, person] : people_of(t))
               if (with_ended || !person.ended) out.value.push_back(line_of(person, today));
           });
         }));
  return out;
}

Outcome<PersonLine> add_post(const Desk& desk, const std::string& person, const PostRequest& asked) {
  return change<PersonLine>(desk, [&](Changing& c, Transaction&) -> PersonLine {
    const auto found = c.person(person);
    const Post post = c.checked(asked);
    if (c.failed()) return {};
    c.give(*found, post);
    return c.line(person);
  });
}

Outcome<PersonLine> end_post(const Desk& desk, const std::string& person, Role role, const std::string& unit,
                             std::optional<Date> last_day) {
  return change<PersonLine>(desk, [&](Changing& c, Transaction&) -> PersonLine {
    const auto found = c.person(person);
    if (c.failed()) return {};
    const Date last = last_day.value_or(c.today() - std::chrono::days{1});
    bool any = false;
    for (const auto& post : found->posts) {
      if (post.role != role || post.unit != unit || (post.to && *post.to <= last)) continue;
      any = true;
      c.end(*found, post, last);
    }
    if (!any) c.tell(kNotHeld, {{"code", person}});
    if (c.failed()) return {};
    return c.line(person);
  });
}

Outcome<PersonLine> end_person(const Desk& desk, const std::string& person, const std::string& successor) {
  return change<PersonLine>(desk, [&](Changing& c, Transaction& t) -> PersonLine {
    const auto found = c.person(person);
    if (person == successor) c.tell(kOwnSuccessor);
    const auto next = successor.empty() || c.failed() ? std::nullopt : c.person(successor);
    if (c.failed()) return {};
    const Date today = c.today(), yesterday = today - std::chrono::days{1};
    for (const auto& post : found->posts) {
      if (post.to && *post.to < today) continue;
      c.end(*found, post, yesterday);
      if (!next || post.deputy_for == successor) continue;
      Post taken = post;
      taken.from = std::max(post.from.value_or(today), today);
      // What the successor holds already needs no second post.
      const auto now = person_of(t, successor);
      const bool held = std::any_of(now->posts.begin(), now->posts.end(), [&](const Post& had) {
        return had.same_seat(taken) && (!had.to || *taken.from <= *had.to);
      });
      if (!held) c.give(*now, taken);
    }
    c.event(person, person_event::kEnded, successor, "user.end");
    t.drop_keys_of(person);
    return c.line(person);
  });
}

void write_identity(Transaction& t, const Desk& desk, const Person& person,
                    const person_event::Identity& identity, std::string_view how) {
  const std::string by = desk.actor.empty() ? person.code : desk.actor;
  t.add_person_event(
      {0, person.code, std::string(person_event::kIdentity), canonical(to_node(identity)), desk.now, by});
  t.audit({desk.now, by, "user.identity", person.code, std::string(how)});
}

Outcome<PersonLine> set_identity(const Desk& desk, const std::string& person,
                                 const person_event::Identity& identity) {
  return change<PersonLine>(desk, [&](Changing& c, Transaction& t) -> PersonLine {
    const auto found = c.person(person);
    if (!fits(identity.subject) || !fits(identity.issuer)) c.tell(kTextTooLong);
    if (c.failed()) return {};
    for (const auto& [code, other] : people_of(t))
      if (!identity.subject.empty() && code != person && !other.ended && other.identity == identity)
        c.tell(kIdentityTaken, {{"code", code}});
    if (c.failed()) return {};
    write_identity(t, desk, *found, identity, "written");
    return c.line(person);
  });
}

Outcome<PersonLine> put_out(const Desk& desk, const std::string& person) {
  return change<PersonLine>(desk, [&](Changing& c, Transaction& t) -> PersonLine {
    if (!c.person(person)) return {};
    t.drop_keys_of(person);
    t.audit({desk.now, desk.actor, "user.put-out", person, {}});
    return c.line(person);
  });
}

Outcome<std::vector<PersonLine>> hand_over_unit(const Desk& desk, const UnitHandOver& asked) {
  using Lines = std::vector<PersonLine>;
  return change<Lines>(desk, [&](Changing& c, Transaction& t) -> Lines {
    const Date first = asked.from.value_or(c.today()), last = first - std::chrono::days{1};
    append(c.problems, find_unit(c.memory(), asked.unit));
    if (c.failed()) return {};
    const AsOf then{first, {}};
    const auto next = c.memory().units.successors(asked.unit, then);
    if (c.memory().units.unit(asked.unit, then))
      c.tell(kGoesOn, {{"unit", asked.unit}, {"day", to_text_vi(first)}});
    else if (std::find(next.begin(), next.end(), asked.successor) == next.end())
      c.tell(kNoSuccessor, {{"unit", asked.unit},
                            {"successor", shown(asked.successor)},
                            {"choices", next.empty() ? "–" : join(next, ", ")}});
    if (c.failed()) return {};
    const auto before = people_of(t);
    std::vector<std::string> moved;
    for (const auto& [code, person] : before)
      for (const auto& post : person.posts) {
        // What a deputy holds ends with the post it is of; it is given anew all the same.
        if (person.ended || post.unit != asked.unit || (post.to && *post.to < first)) continue;
        c.event(code, person_event::kPostEnded,
                canonical(to_node(Post{post.role, post.unit, post.from, last, post.deputy_for})),
                "user.post-end");
        Post taken = post;
        taken.unit = asked.successor;
        taken.from = std::max(post.from.value_or(first), first);
        const auto now = person_of(t, code);
        const bool held = std::any_of(now->posts.begin(), now->posts.end(), [&](const Post& had) {
          return had.same_seat(taken) && (!had.to || *taken.from <= *had.to);
        });
        if (!held) c.give(*now, taken);
        if (moved.empty() || moved.back() != code) moved.push_back(code);
      }
    Lines out;
    for (const auto& code : moved) out.push_back(c.line(code));
    return out;
  });
}

Outcome<PersonLine> deputise(const Desk& desk, const DeputyRequest& request) {
  return change<PersonLine>(desk, [&](Changing& c, Transaction&) -> PersonLine {
    const auto deputy = c.person(request.person);
    const auto principal = c.person(request.deputy_for);
    if (request.person == request.deputy_for) c.tell(kOwnDeputy);
    if (!request.post.from || !request.post.to) c.tell(kDeputyDays);
    if (c.failed()) return {};
    const Post post = c.checked(request.post, request.deputy_for);
    if (c.failed()) return {};
    // For all of those days, and of the principal's own: a deputy names no further deputy.
    const bool holds = std::any_of(principal->posts.begin(), principal->posts.end(), [&](const Post& own) {
      return own.deputy_for.empty() && own.role == post.role && own.unit == post.unit &&
             own.holds_on(*post.from) && own.holds_on(*post.to);
    });
    if (!holds) c.tell(kNotHeld, {{"code", request.deputy_for}});
    if (c.failed()) return {};
    c.give(*deputy, post);
    return c.line(request.person);
  });
}

std::vector<Post> posts_of(const ProgrammeStore& store, const std::string& person, Instant now) {
  std::vector<Post> out;
  store.read([&](const Transaction& t) {
    if (const auto found = person_of(t, person))
      out = posts_in_force(t, *found, zone_of(recall(t).plans.back()).day_of(now));
  });
  return out;
}

}  // namespace xanh
