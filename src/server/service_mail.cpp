// What was told to people by mail, what of it was refused, and sending it again.
#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "office/mail_use.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

struct NothingMore {};
BOOST_DESCRIBE_STRUCT(NothingMore, (), ())

Answer mail(const Call& call) {
  std::optional<MailState> state;
  if (const auto asked = call.query.find("state"); asked != call.query.end())
    state = from_word<MailState>(asked->second);
  // The newest first, also across pages.
  return page_of_list(call, list_mail(call.desk, state), [](const MailLine& line) {
    return fmt::format("{:020}", std::numeric_limits<std::int64_t>::max() - line.seq);
  });
}

Answer again(const Call& call) {
  Answer out;
  const std::string& text = call.path.at("mail");
  std::int64_t seq = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) seq = 0;  // there is no such mail
  out.problems = resend_mail(call.desk, seq);
  out.body = Node::map();
  return out;
}

}  // namespace

std::vector<Address> mail_addresses() {
  std::vector<Address> out;
  Address list{"GET",
               "/api/mail",
               {"Thư gửi đi: đang chờ, đã gửi, bị từ chối", "Mail: waiting, delivered, refused"},
               Entry::signed_in};
  list.query =
      paged({{"state", {"chỉ thư ở trạng thái này", "only mail in this state"}, false, words<MailState>()}});
  list.gives = [](SchemaBook& book) { return page_schema<MailLine>(book); };
  list.act = mail;
  out.push_back(std::move(list));

  Address once_more{"POST",
                    "/api/mail/{mail}/again",
                    {"Gửi lại một thư bị từ chối", "Send a refused mail again"},
                    Entry::signed_in};
  once_more.example = {{"mail", "1"}};
  once_more.gives = [](SchemaBook& book) { return book.of<NothingMore>(); };
  once_more.act = again;
  out.push_back(std::move(once_more));
  return out;
}

}  // namespace xanh
