// A real mail server on loopback for a test: started, told what to do, read from, ended by its process id.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace xanh::loopback {

class MailServer {
 public:
  MailServer() {
    std::string name = std::filesystem::temp_directory_path() / "xanh-mail-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;
  ~MailServer() {
    stop();
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }

  /// On any port the first time, and on the same one again after a stop.
  bool start(const std::vector<std::string>& terms = {}) {
    const std::string out = folder_ + "/port";
    std::filesystem::remove(out);
    std::vector<std::string> words{"/usr/bin/python3", XANH_SOURCE_DIR "/tests/server/mail_reader.py",
                                   folder_, std::to_string(port_)};
    words.insert(words.end(), terms.begin(), terms.end());
    pid_ = ::fork();
    if (pid_ == 0) {
      const int file = ::open(out.c_str(), O_WRONLY | O_CREAT, 0600);
      ::dup2(file, STDOUT_FILENO);
      std::vector<char*> argv;
      for (auto& one : words) argv.push_back(one.data());
      argv.push_back(nullptr);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    for (int i = 0; i < 1200; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
      std::ifstream in(out);
      std::string line;
      if (std::getline(in, line) && !in.eof()) {
        port_ = std::stoi(line);
        return true;
      }
    }
    return false;
  }
  void stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// See mail_reader.py.
  void mode(const std::string& words) const {
    std::ofstream(folder_ + "/mode.part") << words;
    std::filesystem::rename(folder_ + "/mode.part", folder_ + "/mode");
  }

  /// All mail that was taken, in order, as it came.
  [[nodiscard]] std::vector<std::string> taken() const {
    std::vector<std::string> names, out;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      if (entry.path().extension() == ".eml") names.push_back(entry.path());
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      std::ifstream in(name, std::ios::binary);
      out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return out;
  }
  /// Waits until so many were taken.
  [[nodiscard]] bool has_taken(size_t count) const {
    for (int i = 0; i < 1200; ++i) {
      if (taken().size() >= count) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return false;
  }

 private:
  std::string folder_;
  int port_ = 0;
  pid_t pid_ = 0;
};

/// The value of a header as it stands in the mail.
inline std::string mail_header(const std::string& mail, const std::string& name) {
  const size_t at = mail.find("\r\n" + name + ": ");
  const size_t start =
      at == std::string::npos ? (mail.starts_with(name + ": ") ? name.size() + 2 : at) : at + name.size() + 4;
  if (start == std::string::npos) return {};
  return mail.substr(start, mail.find("\r\n", start) - start);
}

}  // namespace xanh::loopback
