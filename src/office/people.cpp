#include "office/people.hpp"

#include <charconv>
#include <stdexcept>

#include "base/canonical.hpp"

namespace xanh {
namespace {

template <class T>
T kept(const std::string& bytes) {
  auto tree = read_json(bytes, "store");
  auto value = from_node<T>(tree.value, "store");
  if (!tree.ok() || !value.ok()) throw std::runtime_error("an event of a person cannot be read");
  return std::move(value.value);
}

std::int64_t step_of(const std::string& detail) {
  std::int64_t out = 0;
  const char* end = detail.data() + detail.size();
  if (std::from_chars(detail.data(), end, out).ptr != end)
    throw std::runtime_error("an event of a person cannot be read");
  return out;
}

void apply(Person& person, const PersonEvent& event) {
  using namespace person_event;
  person.code = event.person;
  if (event.event == kInvited) {
    const auto said = kept<Described>(event.detail);
    if (!said.name.empty()) person.name = said.name;
    if (!said.contact.empty()) person.contact = said.contact;
  } else if (event.event == kPost) {
    person.posts.push_back(kept<Post>(event.detail));
  } else if (event.event == kPostEnded) {
    const Post last = kept<Post>(event.detail);
    for (auto& post : person.posts)
      if (post.same_seat(last) && (!post.to || !last.to || *last.to < *post.to)) post.to = last.to;
  } else if (event.event == kEnded) {
    person.ended = true;
  } else if (event.event == kPassword) {
    person.password_hash = event.detail;
  } else if (event.event == kTotpOffered) {
    person.totp_offered = event.detail;
  } else if (event.event == kTotpOn) {
    person.totp_secret = std::exchange(person.totp_offered, {});
    person.totp_step = step_of(event.detail);
  } else if (event.event == kTotpUsed) {
    person.totp_step = step_of(event.detail);
  } else if (event.event == kTotpOff) {
    person.totp_secret.clear();
    person.totp_offered.clear();
    person.totp_step.reset();
  } else if (event.event == kIdentity) {
    person.identity = kept<Identity>(event.detail);
  }
}

}  // namespace

Bilingual name_of(Role role) {
  switch (role) {
    case Role::drafter:
      return {"Người soạn báo cáo", "Drafter"};
    case Role::reviewer:
      return {"Người kiểm tra (ký nháy)", "Reviewer"};
    case Role::clerk:
      return {"Văn thư", "Clerk"};
    case Role::signatory:
      return {"Người ký", "Signatory"};
    case Role::agency_officer:
      return {"Chuyên viên cơ quan thường trực", "Standing-agency officer"};
    case Role::agency_leader:
      return {"Lãnh đạo cơ quan thường trực", "Standing-agency leader"};
    case Role::authority:
      return {"Cơ quan phê duyệt", "Approving authority"};
    case Role::monitoring:
      return {"Quan trắc", "Monitoring"};
    case Role::administrator:
      return {"Quản trị", "Administrator"};
  }
  return {};
}

std::vector<Post> Person::posts_on(Date day) const {
  std::vector<Post> out;
  if (ended) return out;
  for (const auto& post : posts)
    if (post.holds_on(day)) out.push_back(post);
  return out;
}

bool Person::holds(Role role, const std::string& unit, Date day) const {
  const auto all = posts_on(day);
  return std::any_of(all.begin(), all.end(),
                     [&](const Post& post) { return post.role == role && post.unit == unit; });
}

std::map<std::string, Person> people_of(const Transaction& t, std::optional<Instant> known) {
  std::map<std::string, Person> out;
  for (const auto& event : t.person_events(known)) apply(out[event.person], event);
  return out;
}

std::optional<Person> person_of(const Transaction& t, const std::string& code) {
  std::optional<Person> out;
  for (const auto& event : t.person_events_of(code)) apply(out ? *out : out.emplace(), event);
  return out;
}

bool is_sign_in_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return text.size() >= 2 && text.size() <= 64 && letter(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return letter(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace xanh
