// The administrator's side of people: inviting them, giving and ending their posts, handing over.
#pragma once

#include "office/access.hpp"

namespace xanh {

/// A post as it is asked for. `to` is the last day.
struct PostRequest {
  Role role{};
  std::string unit;
  std::optional<Date> from{}, to{};
};

struct InviteRequest {
  std::string code, name, contact;
  PostRequest post;
};

/// A secret that is shown once and stored nowhere.
struct MadeLink {
  std::string person;
  std::string secret;
  Instant ends_at{};
};

inline constexpr std::chrono::hours kLinkLife{7 * 24};

/// Somebody new, or a further post of somebody known, with a link to come in by; links made before end.
[[nodiscard]] Outcome<MadeLink> invite(const Desk& desk, const InviteRequest& request);
/// A new link for somebody who lost theirs, or their password. With `without_totp` the second factor is taken
/// off as well, and their sessions end: the telephone is lost.
[[nodiscard]] Outcome<MadeLink> new_link(const Desk& desk, const std::string& person,
                                         bool without_totp = false);

/// Somebody who was ever invited, or no-such-person with a suggestion.
[[nodiscard]] Problems find_person(const Transaction& t, const std::string& code);

/// A person as others may see them: no hash, no secret.
struct PersonLine {
  std::string code, name, contact;
  std::vector<Post> posts;  ///< all, also those over and those to come
  bool ended = false;
  bool in_force = false;  ///< holds a post today
  bool has_password = false, has_totp = false;
  std::string identity;  ///< its subject at the OpenID provider; empty: none is written down
};
BOOST_DESCRIBE_STRUCT(PersonLine, (),
                      (code, name, contact, posts, ended, in_force, has_password, has_totp, identity))

[[nodiscard]] PersonLine line_of(const Person& person, Date today);
[[nodiscard]] Outcome<std::vector<PersonLine>> list_people(const Desk& desk, bool with_ended = false);
[[nodiscard]] Outcome<PersonLine> add_post(const Desk& desk, const std::string& person,
                                           const PostRequest& post);
/// `last_day` absent: yesterday, so that it ends at once. Deputies of that post end with it.
[[nodiscard]] Outcome<PersonLine> end_post(const Desk& desk, const std::string& person, Role role,
                                           const std::string& unit, std::optional<Date> last_day = {});
/// Hand-over: the person can no longer come in, and the successor, if one is named, gets the posts from
/// today.
[[nodiscard]] Outcome<PersonLine> end_person(const Desk& desk, const std::string& person,
                                             const std::string& successor = {});

/// Writes down who the person is at the OpenID provider, in place of what stood there; an empty subject takes
/// it away. Nobody else of the programme may have it.
[[nodiscard]] Outcome<PersonLine> set_identity(const Desk& desk, const std::string& person,
                                               const person_event::Identity& identity);
/// The same for the door, which found it out: `how` is for the log.
void write_identity(Transaction& t, const Desk& desk, const Person& person,
                    const person_event::Identity& identity, std::string_view how);

/// Ends all that lets the person in: sessions, links, tokens. The password stays, and so do the posts.
[[nodiscard]] Outcome<PersonLine> put_out(const Desk& desk, const std::string& person);

/// When a unit ended: whoever holds a post there on that day holds it at its successor from then on, deputies
/// as well. Only to a unit that the register names as its successor then. Gives those it concerned. Problems:
/// unknown-unit, unit-goes-on, not-a-successor.
struct UnitHandOver {
  std::string unit, successor;
  std::optional<Date> from{};  ///< the first day at the successor; absent: today
};
[[nodiscard]] Outcome<std::vector<PersonLine>> hand_over_unit(const Desk& desk, const UnitHandOver& asked);

/// Fills another's post from one day to another; both days have to be named.
struct DeputyRequest {
  std::string person, deputy_for;
  PostRequest post;
};
[[nodiscard]] Outcome<PersonLine> deputise(const Desk& desk, const DeputyRequest& request);

/// The posts that the person holds at this moment; none of somebody unknown.
[[nodiscard]] std::vector<Post> posts_of(const ProgrammeStore& store, const std::string& person, Instant now);

}  // namespace xanh
