#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include "server/http_sample.hpp"
#include "server/raw_client.hpp"

namespace xanh::loopback {
namespace {

// A folder with a certificate, its key, and the key of another.
class HttpTls : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = std::filesystem::temp_directory_path() / "xanh-tls-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    const auto make = [&](const std::string& who, const std::string& kind) {
      const std::string command = "openssl req -x509 -newkey " + kind +
                                  " -nodes -days 2 -subj /CN=localhost -keyout " + file(who + ".key") +
                                  " -out " + file(who + ".pem") + " 2>/dev/null";
      ASSERT_EQ(std::system(command.c_str()), 0);
    };
    make("own", "rsa:2048");
    make("other", "rsa:2048");
    make("curve", "ec -pkeyopt ec_paramgen_curve:P-256");
    options_.certificate_file = file("own.pem");
    options_.key_file = file("own.key");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name) const { return folder_ + "/" + name; }
  [[nodiscard]] std::string problem_code() const {
    const auto outcome = HttpServer::start(options_, sample_handlers());
    return outcome.problems.empty() ? "" : outcome.problems[0].code;
  }

  std::string folder_;
  HttpOptions options_;
};

// What a TLS client reads until the end; empty when the handshake fails.
std::string over_tls(unsigned short port, const std::string& request, int version = TLS1_3_VERSION) {
  SSL_CTX* context = ::SSL_CTX_new(::TLS_client_method());
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, version);
  // Only the server may be what refuses the old versions.
  ::SSL_CTX_set_cipher_list(context, "DEFAULT@SECLEVEL=0");
  const std::string address = "127.0.0.1:" + std::to_string(port);
  BIO* bio = ::BIO_new_ssl_connect(context);
  BIO_set_conn_hostname(bio, address.c_str());
  std::string out;
  if (BIO_do_connect(bio) == 1) {
    ::BIO_write(bio, request.data(), static_cast<int>(request.size()));
    char piece[4096];
    for (int count = 0; (count = ::BIO_read(bio, piece, sizeof piece)) > 0;)
      out.append(piece, static_cast<size_t>(count));
  }
  ::BIO_free_all(bio);
  ::SSL_CTX_free(context);
  return out;
}

TEST_F(HttpTls, AnswersOverTls) {
  auto handlers = sample_handlers();
  std::atomic<bool> secure = false;
  handlers.done = [&](const HttpRequest& request, const HttpReply&, std::chrono::microseconds) {
    secure = request.secure;
  };
  const auto server = started(options_, handlers);
  const std::string all = over_tls(server->port(), get("/quick") + get("/long", "Connection: close\r\n"));
  EXPECT_NE(all.find("\r\n\r\nquick"), std::string::npos);
  EXPECT_TRUE(all.ends_with("\r\n\r\n" + long_text()));
  EXPECT_TRUE(secure);
  EXPECT_NE(over_tls(server->port(), get("/quick", "Connection: close\r\n"), TLS1_2_VERSION), "");
}

TEST_F(HttpTls, RefusesOldVersionsAndPlainText) {
  const auto server = started(options_);
  EXPECT_EQ(over_tls(server->port(), get("/quick", "Connection: close\r\n"), TLS1_1_VERSION), "");
  RawClient client(server->port());
  const auto reply = client.ask(get("/quick"));
  EXPECT_FALSE(reply.has_value());
}

TEST_F(HttpTls, RefusesAsItDoesWithoutTls) {
  const auto server = started(options_);
  EXPECT_NE(over_tls(server->port(), get("/..")).find("refused 400"), std::string::npos);
}

TEST_F(HttpTls, CutsASlowHandshakeAndASlowHead) {
  options_.head_time = std::chrono::seconds(1);
  const auto server = started(options_);
  RawClient silent(server->port());
  EXPECT_TRUE(silent.is_closed(std::chrono::seconds(5)));
  EXPECT_NE(over_tls(server->port(), "GET / HT").find("refused 408"), std::string::npos);
}

TEST_F(HttpTls, SaysWhatIsWrongWithTheCertificate) {
  options_.key_file = file("other.key");
  EXPECT_EQ(problem_code(), "http-certificate-key");
  options_.key_file = file("curve.key");
  EXPECT_EQ(problem_code(), "http-certificate-key");
  options_.key_file = file("nothing.key");
  EXPECT_EQ(problem_code(), "http-certificate");
  options_.key_file = "";
  EXPECT_EQ(problem_code(), "http-certificate");
  options_.key_file = file("own.key");
  options_.certificate_file = file("own.key");
  EXPECT_EQ(problem_code(), "http-certificate");
  std::ofstream(file("empty.pem"));
  options_.certificate_file = file("empty.pem");
  EXPECT_EQ(problem_code(), "http-certificate");
}

TEST_F(HttpTls, NeverAsksForAPassPhrase) {
  const std::string command = "openssl rsa -aes256 -passout pass:secret -in " + file("own.key") + " -out " +
                              file("locked.key") + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  options_.key_file = file("locked.key");
  EXPECT_EQ(problem_code(), "http-certificate");
}

}  // namespace
}  // namespace xanh::loopback
