// What the ways in have in common: the throttle, the second factor, the password, the session that begins.
// For the use cases of the door alone.
#pragma once

#include <stdexcept>

#include "base/describe.hpp"
#include "office/sign_in_use.hpp"

namespace xanh::sign_in_parts {

/// What the key of a session says of itself.
struct SessionDetail {
  OpenedBy by{};
  Instant opened{};  ///< the first of its secrets was made
};
BOOST_DESCRIBE_STRUCT(SessionDetail, (), (by, opened))

template <class T>
T kept(const std::string& bytes) {
  auto tree = read_json(bytes, "store");
  auto value = from_node<T>(tree.value, "store");
  if (!tree.ok() || !value.ok()) throw std::runtime_error("a key of the store cannot be read");
  return std::move(value.value);
}

[[nodiscard]] Problem told(const ProblemKind& kind, ProblemWords words = {}, std::string suggestion = {});
[[nodiscard]] Date day_of(const Transaction& t, Instant now);
[[nodiscard]] Instant end_of_session(Instant seen, Instant opened);
[[nodiscard]] Opened begin(Transaction& t, const Person& person, OpenedBy by, Instant opened, Instant now);
void log_refused(const Desk& desk, const std::string& name, std::string_view why, const std::string& address);
[[nodiscard]] Problems admitted(const Desk& desk, Doorkeeper& keeper, const std::string& name,
                                const std::string& address);
[[nodiscard]] Problems second_factor(Transaction& t, const Person& person, const std::string& code,
                                     Instant now);
[[nodiscard]] std::string typed(const std::string& password);
[[nodiscard]] std::optional<Person> known_person(const Desk& desk, const std::string& name);
[[nodiscard]] Problems not_by_token(const SignedIn& who);
[[nodiscard]] bool still_open(const Transaction& t, const SignedIn& who, Instant now);
[[nodiscard]] bool is_password_of(const std::optional<Person>& person, const Doorkeeper& keeper,
                                  const std::string& password);
[[nodiscard]] Problems password_again(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                                      const std::string& password, const std::string& address);

}  // namespace xanh::sign_in_parts
