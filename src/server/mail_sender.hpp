// The one who carries mail from the outbox to the mail server, on a thread of its own, and looks now and then
// whom to remind. At least once: a mail
// is marked when the server has taken it, and only who dies between the two sends it again, under the same
// Message-ID.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <random>
#include <thread>

#include "office/reminder_use.hpp"
#include "server/mail_options.hpp"
#include "server/smtp_client.hpp"

namespace xanh {

struct MailCounts {
  std::uint64_t delivered = 0, refused = 0, later = 0, away = 0;
};

class MailSender {
 public:
  /// `store` outlives the sender. `clock` gives the moment of each look.
  MailSender(ProgrammeStore& store, MailOptions options, std::function<Instant()> clock,
             std::vector<ReminderStep> steps = usual_reminder_steps());
  ~MailSender();  ///< stop()
  MailSender(const MailSender&) = delete;
  MailSender& operator=(const MailSender&) = delete;

  void start();
  /// Waits for the mail that is under way.
  void stop();
  [[nodiscard]] MailCounts counts() const;

  /// One round: all whose turn it is, one after the other; false when the mail server is away. What the
  /// thread does again and again.
  bool round();

 private:
  void run();
  void remind_when_due();
  void carry(const MailInHand& mail, SmtpAnswer& answer);

  ProgrammeStore& store_;
  const MailOptions options_;
  const std::function<Instant()> clock_;
  const std::vector<ReminderStep> steps_;
  std::chrono::steady_clock::time_point next_remind_ = std::chrono::steady_clock::now();
  const std::string holder_;  ///< of this process alone
  SmtpClient client_;
  std::minstd_rand chance_{std::random_device{}()};
  std::atomic<std::uint64_t> delivered_ = 0, refused_ = 0, later_ = 0, away_ = 0;

  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace xanh
