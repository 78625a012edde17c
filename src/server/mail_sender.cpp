#include "server/mail_sender.hpp"

#include <cstdio>

#include "base/node.hpp"
#include "exchange/mail_message.hpp"

namespace xanh {
namespace {

using What = SmtpAnswer::What;

std::string new_holder() {
  std::random_device random;
  return std::to_string(random()) + "-" + std::to_string(random());
}

/// Without the reader's address: the outbox has it.
void log(const char* level, const char* event, const std::string& says, Instant at) {
  Node line = Node::map();
  line.add("at", Node::text(to_text_utc(at)));
  line.add("level", Node::text(level));
  line.add("event", Node::text(event));
  line.add("reply", Node::text(shown(says, 200)));
  const std::string text = write_json_line(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

MailSender::MailSender(ProgrammeStore& store, MailOptions options, std::function<Instant()> clock,
                       std::vector<ReminderStep> steps)
    : store_(store),
      options_(std::move(options)),
      clock_(std::move(clock)),
      steps_(std::move(steps)),
      holder_(new_holder()),
      client_(options_) {}

MailSender::~MailSender() {
  stop();
}

void MailSender::start() {
  thread_ = std::thread([this] { run(); });
}

void MailSender::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

MailCounts MailSender::counts() const {
  return {delivered_, refused_, later_, away_};
}

void MailSender::carry(const MailInHand& mail, SmtpAnswer& answer) {
  const auto bytes = [&]() -> std::string {
    const Desk desk{&store_, std::string(kMailActor), clock_()};
    std::string link;
    if (mail.kind == MailKind::invitation) {
      link = make_mailed_link(desk, mail.person);
      if (link.empty()) return {};
    }
    const auto words = mail_words(mail, options_.site, link);
    const std::string domain = options_.from.substr(options_.from.find('@'));
    return mail_bytes({options_.from_name, options_.from, mail.to_name, mail.to, words.subject, words.body,
                       mail.id + domain, desk.now});
  };
  answer = client_.send(mail.to, bytes, stopping_);
}

bool MailSender::round() {
  while (!stopping_) {
    Desk desk{&store_, std::string(kMailActor), clock_()};
    const auto mail = take_next_mail(desk, holder_, options_.lease);
    if (!mail) return true;
    SmtpAnswer answer;
    carry(*mail, answer);
    desk.now = clock_();
    const double chance = static_cast<double>(chance_()) / static_cast<double>(std::minstd_rand::max());
    switch (answer.what) {
      case What::taken:
        settle_mail(desk, holder_, mail->seq, MailResult::delivered, answer.says);
        ++delivered_;
        break;
      case What::refused:
        settle_mail(desk, holder_, mail->seq, MailResult::refused, answer.says);
        log("warning", "mail-refused", answer.says, desk.now);
        ++refused_;
        break;
      case What::later:
        settle_mail(desk, holder_, mail->seq, MailResult::later, answer.says,
                    mail_pause(mail->tries, chance));
        ++later_;
        break;
      case What::away:
        // Not the mail's fault: it keeps its turn, and all wait.
        settle_mail(desk, holder_, mail->seq, MailResult::later, answer.says);
        log("error", "mail-server-away", answer.says, desk.now);
        ++away_;
        return false;
    }
  }
  return true;
}

void MailSender::remind_when_due() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_remind_) return;
  next_remind_ = now + options_.remind;
  const auto written = remind(Desk{&store_, std::string(kClockActor), clock_()}, steps_);
  if (has_error(written.problems)) log("error", "reminders-failed", written.problems.front().code, clock_());
}

void MailSender::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    auto pause = options_.look;
    try {
      remind_when_due();
      if (!round()) {
        std::uniform_int_distribution<std::int64_t> more(0, options_.rest.count());
        pause = options_.rest + std::chrono::milliseconds{more(chance_)};
      }
    } catch (const std::exception&) {  // the store is away: the lease runs out, and the mail is sent then
    }
    client_.rest();
    lock.lock();
    wake_.wait_for(lock, pause, [this] { return stopping_.load(); });
  }
}

}  // namespace xanh
