// The second factor: offered, confirmed, taken off.
#include <fmt/format.h>

#include "office/sign_in_parts.hpp"
#include "office/sign_in_problems.hpp"

namespace xanh {

using namespace sign_in_problems;
using namespace sign_in_parts;

Outcome<TotpOffer> start_totp(const Desk& desk, Doorkeeper& keeper, const SignedIn& who,
                              const std::string& password, const std::string& address) {
  Outcome<TotpOffer> out;
  out.problems = not_by_token(who);
  if (has_error(out.problems)) return out;
  append(out.problems, attempt([&] {
           append(out.problems, password_again(desk, keeper, who, password, address));
           if (has_error(out.problems)) return;
           bool open = true;
           const std::string secret = make_totp_secret();
           desk.store->transact([&](Transaction& t) {
             open = still_open(t, who, desk.now);
             if (!open) return;
             t.add_person_event(
                 {0, who.person, std::string(person_event::kTotpOffered), secret, desk.now, who.person});
             t.audit({desk.now, who.person, "totp.offered", who.person, {}});
           });
           if (!open)
             out.problems.push_back(told(kSessionEnded));
           else
             out.value = {secret,
                          fmt::format("otpauth://totp/Xanh:{}?secret={}&issuer=Xanh", who.person, secret)};
         }));
  return out;
}

Problems confirm_totp(const Desk& desk, Doorkeeper& keeper, const SignedIn& who, const std::string& code,
                      const std::string& address) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  Problems refused;
  append(out, attempt([&] {
           append(out, admitted(desk, keeper, who.person, address));
           if (has_error(out)) return;
           desk.store->transact([&](Transaction& t) {
             refused.clear();
             const auto person = person_of(t, who.person);
             if (!person || !still_open(t, who, desk.now)) return refused.push_back(told(kSessionEnded));
             if (person->totp_offered.empty()) return refused.push_back(told(kNoOffer));
             const auto step = accepted_step(person->totp_offered, code, desk.now, {});
             if (!step) return refused.push_back(told(kTotpWrong));
             t.add_person_event({0, who.person, std::string(person_event::kTotpOn), std::to_string(*step),
                                 desk.now, who.person});
             t.audit({desk.now, who.person, "totp.on", who.person, {}});
           });
           if (!has_error(refused))
             keeper.throttle.succeeded(who.person, address);
           else if (refused[0].code != kTotpWrong.code)
             keeper.throttle.undecided(who.person, address);
         }));
  append(out, std::move(refused));
  return out;
}

Problems remove_totp(const Desk& desk, Doorkeeper& keeper, const SignedIn& who, const std::string& password,
                     const std::string& code, const std::string& address) {
  Problems out = not_by_token(who);
  if (has_error(out)) return out;
  Problems refused;
  append(out, attempt([&] {
           append(out, admitted(desk, keeper, who.person, address));
           if (has_error(out)) return;
           // Counted as one try until both are right: who knows the password is not to try all the codes.
           if (is_password_of(known_person(desk, who.person), keeper, password))
             desk.store->transact([&](Transaction& t) {
               const auto person = person_of(t, who.person);
               refused.clear();
               if (!person || !still_open(t, who, desk.now)) return refused.push_back(told(kSessionEnded));
               refused = second_factor(t, *person, code, desk.now);
               if (has_error(refused) || person->totp_secret.empty()) return;
               t.add_person_event(
                   {0, who.person, std::string(person_event::kTotpOff), {}, desk.now, who.person});
               t.audit({desk.now, who.person, "totp.off", who.person, {}});
             });
           else
             refused.push_back(told(kOldPassword));
           if (!has_error(refused))
             keeper.throttle.succeeded(who.person, address);
           else if (refused[0].code == kTotpWanted.code || refused[0].code == kSessionEnded.code)
             keeper.throttle.undecided(who.person, address);
           else
             log_refused(desk, who.person, refused[0].code, address);
         }));
  append(out, std::move(refused));
  return out;
}

}  // namespace xanh
