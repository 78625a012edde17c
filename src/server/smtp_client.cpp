#include "server/smtp_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace xanh {
namespace {

void start_curl() {
  static const bool kStarted = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!kStarted) throw std::runtime_error("the mail library does not start");
}

int port_of(const MailOptions& options) {
  if (options.port > 0) return options.port;
  switch (options.security) {
    case MailSecurity::tls:
      return 465;
    case MailSecurity::starttls:
      return 587;
    case MailSecurity::none:
      break;
  }
  return 25;
}

/// What the dialogue has come to, as its callbacks see it.
struct Dialogue {
  const std::function<std::string()>* make = nullptr;
  const std::atomic<bool>* stop = nullptr;
  std::string bytes;
  size_t read = 0;
  bool asked = false;      // the server takes the mail; `make` was called
  bool given_up = false;   // there was nothing to send
  bool to_reader = false;  // the last command was about the reader or the content
  bool leaving = false;    // QUIT was said; what follows is no answer to the mail
  std::string line;        // the server's last
};

size_t give_bytes(char* to, size_t size, size_t count, void* raw) {
  auto& dialogue = *static_cast<Dialogue*>(raw);
  if (!dialogue.asked) {
    dialogue.asked = true;
    try {
      dialogue.bytes = (*dialogue.make)();
    } catch (...) {  // the store is away: nothing of the mail has left
      dialogue.bytes.clear();
    }
    dialogue.given_up = dialogue.bytes.empty();
  }
  if (dialogue.given_up) return CURL_READFUNC_ABORT;
  const size_t piece = std::min(size * count, dialogue.bytes.size() - dialogue.read);
  std::copy_n(dialogue.bytes.data() + dialogue.read, piece, to);
  dialogue.read += piece;
  return piece;
}

size_t hear_line(char* from, size_t size, size_t count, void* raw) {
  auto& dialogue = *static_cast<Dialogue*>(raw);
  if (dialogue.leaving) return size * count;
  dialogue.line.assign(from, size * count);
  while (!dialogue.line.empty() && (dialogue.line.back() == '\n' || dialogue.line.back() == '\r'))
    dialogue.line.pop_back();
  return size * count;
}

/// Commands as they go out: a refusal means something else after RCPT than before it.
int see_command(CURL*, curl_infotype kind, char* from, size_t size, void* raw) {
  if (kind != CURLINFO_HEADER_OUT) return 0;
  const std::string_view command(from, size);
  auto& dialogue = *static_cast<Dialogue*>(raw);
  dialogue.leaving = command.starts_with("QUIT");
  if (!dialogue.leaving) dialogue.to_reader = command.starts_with("RCPT") || command.starts_with("DATA");
  return 0;
}

int go_on(void* raw, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& dialogue = *static_cast<const Dialogue*>(raw);
  // Once the mail is under way the answer is waited for: giving up then would send it twice.
  return !dialogue.asked && dialogue.stop->load() ? 1 : 0;
}

SmtpAnswer judged(CURLcode result, long code, const Dialogue& dialogue, const char* error) {
  using What = SmtpAnswer::What;
  const std::string line = dialogue.line.empty() ? std::string(error) : dialogue.line;
  if (result == CURLE_OK) return {What::taken, dialogue.line};
  if (dialogue.given_up) return {What::later, "nothing to send"};
  const bool told = result == CURLE_SEND_ERROR || result == CURLE_WEIRD_SERVER_REPLY;
  if (told && dialogue.to_reader && code >= 500 && code < 600) return {What::refused, line};
  if (told && dialogue.to_reader && code >= 400 && code < 500) return {What::later, line};
  if (dialogue.asked) return {What::later, *error ? error : ::curl_easy_strerror(result)};
  const std::string why = *error ? error : ::curl_easy_strerror(result);
  return {What::away, dialogue.line.empty() ? why : why + " (" + dialogue.line + ")"};
}

}  // namespace

struct SmtpClient::Body {
  MailOptions options;
  CURL* curl = nullptr;
  std::array<char, CURL_ERROR_SIZE> error{};

  ~Body() {
    if (curl) ::curl_easy_cleanup(curl);
  }
  template <class T>
  void set(CURLoption option, T value) {
    if (::curl_easy_setopt(curl, option, value) != CURLE_OK)
      throw std::runtime_error("the mail library refuses an option");
  }
  void prepare();
};

void SmtpClient::Body::prepare() {
  if (!curl) curl = ::curl_easy_init();
  if (!curl) throw std::bad_alloc();
  ::curl_easy_reset(curl);  // keeps the connection
  const bool six = options.host.find(':') != std::string::npos;
  const std::string domain = options.from.substr(options.from.find('@') + 1);
  const std::string url =
      fmt::format("{}://{}{}{}:{}/{}", options.security == MailSecurity::tls ? "smtps" : "smtp",
                  six ? "[" : "", options.host, six ? "]" : "", port_of(options), domain);
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");  // a proxy for the web is none for mail
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USE_SSL,
      static_cast<long>(options.security == MailSecurity::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
  if (!options.user.empty()) {
    set(CURLOPT_USERNAME, options.user.c_str());
    set(CURLOPT_PASSWORD, options.password.c_str());
  }
  constexpr long kConnectSeconds = 10;
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_TIMEOUT, static_cast<long>(options.time.count()));
  error.front() = '\0';
  set(CURLOPT_ERRORBUFFER, error.data());
  set(CURLOPT_MAIL_FROM, ("<" + options.from + ">").c_str());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, give_bytes);
  set(CURLOPT_HEADERFUNCTION, hear_line);
  set(CURLOPT_DEBUGFUNCTION, see_command);
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_XFERINFOFUNCTION, go_on);
  set(CURLOPT_NOPROGRESS, 0L);
}

SmtpClient::SmtpClient(const MailOptions& options) : body_(std::make_unique<Body>()) {
  start_curl();
  body_->options = options;
}

SmtpClient::~SmtpClient() = default;

SmtpAnswer SmtpClient::send(const std::string& to, const std::function<std::string()>& bytes,
                            const std::atomic<bool>& stop) {
  body_->prepare();
  Dialogue dialogue;
  dialogue.make = &bytes;
  dialogue.stop = &stop;
  body_->set(CURLOPT_READDATA, &dialogue);
  body_->set(CURLOPT_HEADERDATA, &dialogue);
  body_->set(CURLOPT_DEBUGDATA, &dialogue);
  body_->set(CURLOPT_XFERINFODATA, &dialogue);
  const std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> readers(
      ::curl_slist_append(nullptr, ("<" + to + ">").c_str()), ::curl_slist_free_all);
  if (!readers) throw std::bad_alloc();
  body_->set(CURLOPT_MAIL_RCPT, readers.get());
  const CURLcode result = ::curl_easy_perform(body_->curl);
  long code = 0;
  ::curl_easy_getinfo(body_->curl, CURLINFO_RESPONSE_CODE, &code);
  return judged(result, code, dialogue, body_->error.data());
}

void SmtpClient::rest() {
  if (body_->curl) ::curl_easy_cleanup(body_->curl);
  body_->curl = nullptr;
}

}  // namespace xanh
