// The words of each kind of mail, in both languages: what happened, until when what is to be done, and where.
#include <fmt/format.h>

#include "base/text.hpp"
#include "office/mail_use.hpp"

namespace xanh {
namespace {

struct Told {
  Bilingual subject;
  Bilingual says;
};

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += "- " + item + "\n";
  return out;
}

std::string quoted(const std::string& message) {
  return message.empty() ? std::string() : "\n> " + message + "\n";
}

Told reminder(const MailFacts& f) {
  const std::string day = f.day ? to_text_vi(*f.day) : "–";
  if (f.days < 0)
    return {
        {"Sắp đến hạn gửi báo cáo " + f.cycle_name.vi, "Report due soon: " + f.cycle_name.en},
        {fmt::format("Báo cáo của {} trong {} đến hạn ngày {} (còn {} ngày làm việc) và chưa được gửi.\n",
                     f.unit_name.vi, f.cycle_name.vi, day, -f.days),
         fmt::format("The report of {} for {} is due on {} ({} working days left) and has not come yet.\n",
                     f.unit_name.en, f.cycle_name.en, day, -f.days)}};
  if (f.days == 0)
    return {{"Hôm nay là hạn gửi báo cáo " + f.cycle_name.vi, "Report due today: " + f.cycle_name.en},
            {fmt::format("Hôm nay, ngày {}, là hạn gửi báo cáo của {} trong {}; báo cáo chưa được gửi.\n",
                         day, f.unit_name.vi, f.cycle_name.vi),
             fmt::format("The report of {} for {} is due today, {}; it has not come yet.\n", f.unit_name.en,
                         f.cycle_name.en, day)}};
  return {
      {"Quá hạn gửi báo cáo " + f.cycle_name.vi, "Report overdue: " + f.cycle_name.en},
      {fmt::format("Báo cáo của {} trong {} đến hạn ngày {}, đã quá {} ngày làm việc và chưa được gửi. "
                   "Cơ quan thường trực có thể có văn bản đôn đốc.\n",
                   f.unit_name.vi, f.cycle_name.vi, day, f.days),
       fmt::format("The report of {} for {} was due on {}: {} working days late, and it has not come. The "
                   "standing agency may send an official reminder.\n",
                   f.unit_name.en, f.cycle_name.en, day, f.days)}};
}

Told told(const MailFacts& f, MailKind kind, const std::string& link) {
  const std::string day = f.day ? to_text_vi(*f.day) : "–";
  switch (kind) {
    case MailKind::request:
      return {{"Đề nghị gửi báo cáo " + f.cycle_name.vi, "Reports asked for: " + f.cycle_name.en},
              {fmt::format("Cơ quan thường trực đề nghị {} gửi báo cáo {} trước hết ngày {}.\n",
                           f.unit_name.vi, f.cycle_name.vi, day),
               fmt::format("The standing agency asks {} for its report for {}, by {} at the latest.\n",
                           f.unit_name.en, f.cycle_name.en, day)}};
    case MailKind::reminder:
      return reminder(f);
    case MailKind::escalation:
      return {
          {fmt::format("{} đơn vị quá hạn gửi báo cáo {}", f.items.size(), f.cycle_name.vi),
           fmt::format("{} units overdue: {}", f.items.size(), f.cycle_name.en)},
          {fmt::format("Các đơn vị sau đã quá hạn và chưa gửi báo cáo {}:\n{}Văn bản đôn đốc: xanh letter "
                       "reminder --cycle {} -o don-doc.docx\n",
                       f.cycle_name.vi, listed(f.items), f.cycle),
           fmt::format("These units are overdue with their report for {}:\n{}The official reminder: xanh "
                       "letter reminder --cycle {} -o reminder.docx\n",
                       f.cycle_name.en, listed(f.items), f.cycle)}};
    case MailKind::revise:
      return {{"Đề nghị rà soát báo cáo " + f.cycle_name.vi, "Please revise the report: " + f.cycle_name.en},
              {fmt::format("Đề nghị {} rà soát, bổ sung báo cáo {}:\n{}{}", f.unit_name.vi, f.cycle_name.vi,
                           listed(f.items), quoted(f.message)),
               fmt::format("{} is asked to look again at its report for {}:\n{}{}", f.unit_name.en,
                           f.cycle_name.en, listed(f.items), quoted(f.message))}};
    case MailKind::receipt:
      return {{"Đã nhận báo cáo " + f.cycle_name.vi, "Report received: " + f.cycle_name.en},
              {fmt::format("Đã nhận báo cáo {} của {} (mã {}).\n", f.cycle_name.vi, f.unit_name.vi, f.code),
               fmt::format("The report of {} for {} has been received ({}).\n", f.unit_name.en,
                           f.cycle_name.en, f.code)}};
    case MailKind::extended:
      return {{"Gia hạn gửi báo cáo " + f.cycle_name.vi, "More time for the report: " + f.cycle_name.en},
              {fmt::format("{} được gia hạn gửi báo cáo {} đến ngày {}.\n{}", f.unit_name.vi, f.cycle_name.vi,
                           day, quoted(f.message)),
               fmt::format("{} has until {} to send its report for {}.\n{}", f.unit_name.en, day,
                           f.cycle_name.en, quoted(f.message))}};
    case MailKind::answer:
      return {{"Trả lời khó khăn, kiến nghị " + f.code, "A difficulty was answered: " + f.code},
              {fmt::format("Khó khăn, kiến nghị {} của {} đã có trả lời:\n{}", f.code, f.unit_name.vi,
                           quoted(f.message)),
               fmt::format("The difficulty {} of {} was answered:\n{}", f.code, f.unit_name.en,
                           quoted(f.message))}};
    case MailKind::invitation:
      return {{"Mời vào hệ thống báo cáo Xanh", "Your access to Xanh"},
              {fmt::format("Mã vào một lần, dùng trong 7 ngày, chỉ dành cho người nhận thư này:\n\n{}\n\nVào "
                           "xong, hãy đặt mật khẩu.\n",
                           link),
               fmt::format("A one-time secret to come in by, good for 7 days, for the reader of this mail "
                           "alone:\n\n{}\n\nSet a password once you are in.\n",
                           link)}};
    case MailKind::published:
      return {{"Đã công bố báo cáo " + f.cycle_name.vi, "Published: " + f.cycle_name.en},
              {fmt::format("Báo cáo tổng hợp {} đã được công bố.\n", f.cycle_name.vi),
               fmt::format("The consolidated report for {} is published.\n", f.cycle_name.en)}};
  }
  return {};
}

}  // namespace

MailWords mail_words(const MailInHand& mail, const std::string& site, const std::string& link) {
  MailFacts facts = mail.facts;
  if (facts.unit_name.en.empty()) facts.unit_name.en = facts.unit_name.vi;
  if (facts.cycle_name.en.empty()) facts.cycle_name.en = facts.cycle_name.vi;
  const Told words = told(facts, mail.kind, link);
  const std::string where = site.empty() ? std::string() : "\n" + site + "\n";
  MailWords out;
  out.subject = words.subject.vi + " / " + words.subject.en;
  out.body = fmt::format(
      "Kính gửi {0},\n\n{1}{2}\nThư tự động; xin không trả lời thư này.\n\n----\n\nDear {0},\n\n{3}{2}\nThis "
      "mail was sent automatically; please do not answer it.\n",
      mail.to_name, words.says.vi, where, words.says.en);
  return out;
}

}  // namespace xanh
