// Whatever stands in a body, a query or a guard, an address answers with a reply or with problems, never with
// a fault. The store is open for reading only: bodies are read into their structs and judged, and nothing is
// written, so one input says nothing of another.
#include <stdlib.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "office/programme_use.hpp"
#include "server/router.hpp"

namespace {

namespace fs = std::filesystem;

/// The city's programme in a store of this process.
class Scene {
 public:
  Scene() {
    std::string name = fs::temp_directory_path() / "xanh-fuzz-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    const std::string place = folder_ / "store";
    if (!xanh::init_store(place, XANH_SOURCE_DIR "/programmes/hcmc-2020-2030", "fuzz", now()).ok())
      throw std::runtime_error("no store");
    store_ = std::move(xanh::ProgrammeStore::open(place, xanh::ProgrammeStore::Mode::read_only).value);
    for (const auto& row : xanh::addresses())
      // Hashing a password takes as long as a thousand bodies.
      if (row.takes && row.path != "/api/sign-in" && row.path != "/api/me/password") taking_.push_back(&row);
    router_ = std::make_unique<xanh::Router>(*store_, [] { return now(); }, operators);
  }
  ~Scene() {
    router_.reset();
    store_.reset();
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  static xanh::Instant now() { return *xanh::parse_instant("2023-06-20T17:00:00+07:00"); }

  /// The address by the first byte, how it is guarded by the second; a line of the query, then the body.
  void ask(std::string_view bytes) {
    const auto& row = *taking_[static_cast<unsigned char>(bytes[0]) % taking_.size()];
    xanh::HttpRequest request;
    request.method = row.method;
    request.path = row.path;
    request.id = "0123456789abcdef";
    for (const auto& [name, value] : row.example)
      if (const size_t at = request.path.find("{" + name + "}"); at != std::string::npos)
        request.path.replace(at, name.size() + 2, value);
    request.headers = {{"content-type", "application/json"}};
    if (bytes[1] % 2 == 0) request.headers.emplace_back("if-none-match", "*");
    bytes.remove_prefix(2);
    const size_t line = bytes.find('\n');
    if (line < 64) {
      request.query = bytes.substr(0, line);
      bytes.remove_prefix(line + 1);
    }
    if (bytes.starts_with('"')) {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      request.headers.emplace_back("if-match", std::string(bytes.substr(0, end)));
      bytes.remove_prefix(end);
    }
    request.body = bytes;
    const auto reply = router_->work(request);
    if (reply.status < 200 || reply.status > 599 || reply.status == 500 || !reply.body) std::abort();
    if (!xanh::read_json(*reply.body, "reply").ok()) std::abort();
  }

 private:
  /// Somebody who is in as the operator, so that nobody is stopped at the door.
  static xanh::Outcome<xanh::Asker> operators(const xanh::HttpRequest&, xanh::ProgrammeStore& store,
                                              xanh::Instant at) {
    xanh::Asker out{{&store, std::string(xanh::kLocalOperator), at}, xanh::SignedIn{}, {}};
    return {std::move(out), {}};
  }

  fs::path folder_;
  std::unique_ptr<xanh::ProgrammeStore> store_;
  std::vector<const xanh::Address*> taking_;
  std::unique_ptr<xanh::Router> router_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static Scene scene;
  if (size >= 2) scene.ask({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
