// An OpenID provider started on this machine, and a browser that goes there and comes back.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <map>

#include "server/door_sample.hpp"
#include "server/raw_client.hpp"

namespace xanh::server_test {

inline constexpr const char* kReturnAddress = "http://127.0.0.1:9/sign-in/return";
inline constexpr const char* kClientSecret = "only-for-tests-0123456789";

/// What the command prints on its standard output; empty when it fails.
inline std::string printed(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return out;
  char piece[512];
  while (const size_t n = std::fread(piece, 1, sizeof piece, pipe)) out.append(piece, n);
  return ::pclose(pipe) == 0 ? out : std::string();
}

class ProviderProcess {
 public:
  static bool can_run() { return !printed("command -v node && command -v npm").empty(); }
  ProviderProcess() {
    const std::string folder =
        (std::filesystem::path(XANH_PROGRAM).parent_path() / "identity-provider").string();
    const std::string install = XANH_SOURCE_DIR "/tests/server/identity_provider/install";
    if (std::system(("'" + install + "' '" + folder + "'").c_str()) != 0) return;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      const std::string script = folder + "/provider.mjs";
      ::execlp("node", "node", script.c_str(), kReturnAddress, kClientSecret, static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    pollfd waiting{ends[0], POLLIN, 0};
    char byte = 0;
    // A busy machine takes long to start it.
    while (::poll(&waiting, 1, 120'000) > 0 && ::read(ends[0], &byte, 1) == 1 && byte != '\n')
      issuer_ += byte;
    output_ = ends[0];  // it still has something to say, and would die of a closed pipe
  }
  ProviderProcess(const ProviderProcess&) = delete;
  ProviderProcess& operator=(const ProviderProcess&) = delete;
  ~ProviderProcess() { stop(); }
  void stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
    ::close(output_);
  }
  [[nodiscard]] const std::string& issuer() const { return issuer_; }
  [[nodiscard]] unsigned short port() const {
    return static_cast<unsigned short>(std::stoi(issuer_.substr(issuer_.rfind(':') + 1)));
  }
  /// From now on this is who signs in there.
  void as(const std::string& subject, const std::string& email, bool verified = true) const {
    xanh::loopback::RawClient client(port());
    client.ask(xanh::loopback::get("/as?sub=" + subject + "&email=" + email +
                                   "&verified=" + (verified ? "yes" : "no")));
  }

 private:
  pid_t pid_ = 0;
  int output_ = -1;
  std::string issuer_;
};

/// Follows the provider's redirections with its cookies, until it sends the browser back to us.
class Traveller {
 public:
  explicit Traveller(const ProviderProcess& provider) : provider_(provider) {}
  /// The query with which it comes back.
  std::map<std::string, std::string> goes(std::string address) {
    constexpr int kMostSteps = 12;
    for (int i = 0; i < kMostSteps && !address.starts_with(kReturnAddress); ++i) address = step(address);
    EXPECT_TRUE(address.starts_with(kReturnAddress)) << address;
    const size_t mark = std::min(address.find('?'), address.size() - 1);
    std::map<std::string, std::string> out;
    for (const auto& [key, value] : query_values(address.substr(mark + 1)).value_or(HttpHeaders{}))
      out[key] = value;
    return out;
  }

 private:
  std::string step(const std::string& address) {
    std::string target = address;
    if (target.starts_with(provider_.issuer())) target = target.substr(provider_.issuer().size());
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    xanh::loopback::RawClient client(provider_.port());
    const auto reply = client.ask("GET " + target + " HTTP/1.1\r\nHost: " + provider_.issuer().substr(7) +
                                      "\r\nConnection: close\r\n" +
                                      (cookies.empty() ? "" : "Cookie: " + cookies + "\r\n") + "\r\n",
                                  false);
    if (!reply) return "no reply to " + target;
    keep_cookies(reply->head);
    const std::string to = reply->header("Location");
    return to.empty() ? "no redirection: " + reply->head : to;
  }
  void keep_cookies(const std::string& head) {
    const std::string name = "\r\nset-cookie: ";
    std::string small = head;
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (size_t at = small.find(name); at != std::string::npos; at = small.find(name, at + 1)) {
      const std::string one =
          head.substr(at + name.size(), head.find_first_of(";\r", at + 2) - at - name.size());
      const size_t equals = one.find('=');
      if (equals + 1 >= one.size())
        cookies_.erase(one.substr(0, equals));
      else
        cookies_[one.substr(0, equals)] = one.substr(equals + 1);
    }
  }
  const ProviderProcess& provider_;
  std::map<std::string, std::string> cookies_;
};

}  // namespace xanh::server_test
