// People and the posts they hold: who may come in, and as what, from which day to which. Rebuilt from their
// events, as everything the store remembers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "store/programme_store.hpp"

namespace xanh {

/// The first four are of a reporting unit, the next two of the standing agency (domain.md, "Roles").
enum class Role {
  drafter,
  reviewer,
  clerk,
  signatory,
  agency_officer,
  agency_leader,
  authority,
  monitoring,
  administrator
};
BOOST_DESCRIBE_ENUM(Role, drafter, reviewer, clerk, signatory, agency_officer, agency_leader, authority,
                    monitoring, administrator)
inline constexpr size_t kRoles = 9;
[[nodiscard]] Bilingual name_of(Role role);
/// Held at one unit that reports, and worth nothing elsewhere.
[[nodiscard]] constexpr bool is_unit_role(Role role) {
  return role <= Role::signatory;
}

/// A role at a unit for a time, both days included. `deputy_for`: the person whose post is filled meanwhile.
struct Post {
  Role role{};
  std::string unit;  ///< empty: the agency or the city as a whole
  std::optional<Date> from, to;
  std::string deputy_for;
  bool operator==(const Post&) const = default;
  [[nodiscard]] bool holds_on(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
  [[nodiscard]] bool same_seat(const Post& other) const {
    return role == other.role && unit == other.unit && deputy_for == other.deputy_for;
  }
};
BOOST_DESCRIBE_STRUCT(Post, (), (role, unit, from, to, deputy_for))

namespace person_event {
/// Who somebody is at an OpenID provider.
struct Identity {
  std::string issuer, subject;
  bool operator==(const Identity&) const = default;
};
BOOST_DESCRIBE_STRUCT(Identity, (), (issuer, subject))
}  // namespace person_event

struct Person {
  std::string code;  ///< sign-in name, identity for ever
  std::string name;
  std::string contact;  ///< e-mail
  std::vector<Post> posts;
  bool ended = false;
  std::string password_hash;              ///< Argon2id with its salt; empty: none was set yet
  std::string totp_secret;                ///< base32; empty: no second factor
  std::string totp_offered;               ///< shown to the person and not confirmed yet
  std::optional<std::int64_t> totp_step;  ///< of the last code used: it and those before count no more
  person_event::Identity identity{};      ///< no subject: none is written down
  [[nodiscard]] std::vector<Post> posts_on(Date day) const;  ///< none once the person has ended
  [[nodiscard]] bool holds(Role role, const std::string& unit, Date day) const;
};

/// Everybody who was ever invited, by code.
[[nodiscard]] std::map<std::string, Person> people_of(const Transaction& t,
                                                      std::optional<Instant> known = {});
[[nodiscard]] std::optional<Person> person_of(const Transaction& t, const std::string& code);

/// [a-z0-9][a-z0-9._-]{1,63}
[[nodiscard]] bool is_sign_in_name(std::string_view text);

/// What happens to a person; `detail` of each event is the canonical form of one of these.
namespace person_event {
inline constexpr std::string_view kInvited = "invited";           // Described
inline constexpr std::string_view kPost = "post";                 // Post
inline constexpr std::string_view kPostEnded = "post_ended";      // Post with its last day
inline constexpr std::string_view kEnded = "ended";               // empty, or the successor
inline constexpr std::string_view kPassword = "password";         // the hash
inline constexpr std::string_view kTotpOffered = "totp_offered";  // the secret
inline constexpr std::string_view kTotpOn = "totp_on";            // the step of the code that confirmed it
inline constexpr std::string_view kTotpUsed = "totp_used";        // the step
inline constexpr std::string_view kTotpOff = "totp_off";
inline constexpr std::string_view kIdentity = "identity";  // Identity; without a subject: none any more

struct Described {
  std::string name, contact;
};
BOOST_DESCRIBE_STRUCT(Described, (), (name, contact))
}  // namespace person_event

}  // namespace xanh
