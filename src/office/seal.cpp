#include "office/seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "base/text.hpp"
#include "office/access.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr ProblemKind kMissing{
    "seal-key-missing",
    Severity::error,
    "khóa niêm phong của kho ({key}…) không còn ở đây",
    "the key of the store's seal ({key}…) is gone from here",
    "khôi phục seal.key từ bản sao lưu; nếu đã mất hẳn, tạo khóa mới bằng `xanh seal new`",
    "put seal.key back from a backup; if it is lost, make another with `xanh seal new`"};
constexpr ProblemKind kDamaged{
    "seal-key-damaged",
    Severity::error,
    "tệp khóa niêm phong hỏng, hoặc là khóa của kho khác",
    "the key of the seal is damaged, or of another store",
    "khôi phục seal.key từ bản sao lưu; nếu đã mất hẳn, tạo khóa mới bằng `xanh seal new`",
    "put seal.key back from a backup; if it is lost, make another with `xanh seal new`"};
constexpr ProblemKind kNotMade{"seal-key-not-made",
                               Severity::error,
                               "không ghi được khóa niêm phong ({reason})",
                               "the key of the seal cannot be written ({reason})",
                               "kiểm tra quyền ghi và dung lượng của thư mục kho",
                               "check the permissions and the space of the store's folder"};

// Names in the table of what the store says of itself.
constexpr const char* kPublic = "seal_public";
constexpr const char* kSecret = "seal_secret";  // on PostgreSQL only

void ready_to_seal() {
  static const bool kReady = [] {
    if (sodium_init() < 0) throw std::runtime_error("the cryptographic library does not start");
    return true;
  }();
  static_cast<void>(kReady);
}

const unsigned char* seal_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <class Bytes>
std::string hex(const Bytes& bytes) {
  std::string out;
  for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

std::string from_hex(std::string_view text) {
  std::string out(text.size() / 2, '\0');
  size_t length = 0;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                     nullptr, &length, nullptr) != 0)
    throw std::invalid_argument("not hexadecimal");
  return out;
}

/// From its seed, 32 bytes.
SealKey key_of(const std::string& seed_hex) {
  ready_to_seal();
  const std::string seed = from_hex(seed_hex);
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  if (crypto_sign_seed_keypair(open.data(), secret.data(), seal_bytes(seed)) != 0)
    throw std::runtime_error("no key for the seal");
  return {hex(open), std::string(secret.begin(), secret.end())};
}

std::string make_seed() {
  ready_to_seal();
  std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
  randombytes_buf(seed.data(), seed.size());
  return hex(seed);
}

Place place_of_seal(const fs::path& path) {
  return {path.string(), 0, 0, {}, {}, {}};
}

/// The text of the file; absent when there is none.
std::optional<std::string> read_seed(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0 && errno == ENOENT) return std::nullopt;
  if (descriptor < 0) return std::string();
  std::array<char, 128> text{};
  const ssize_t n = ::read(descriptor, text.data(), text.size());
  ::close(descriptor);
  return std::string(trimmed(std::string_view(text.data(), n > 0 ? static_cast<size_t>(n) : 0)));
}

/// Beside its place first, then linked there: of two that make it at once one wins, and a half file is never
/// read. With `replace` it takes the place of the one before.
Problems write_seed(const fs::path& file, const std::string& seed, bool replace) {
  const fs::path aside = fmt::format("{}.{}.part", file.string(), ::getpid());
  const auto failed = [&] {
    const int error = errno;
    ::unlink(aside.c_str());
    return Problems{problem(kNotMade, place_of_seal(file), {{"reason", std::strerror(error)}})};
  };
  ::unlink(aside.c_str());
  const int descriptor = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return failed();
  const std::string text = seed + "\n";
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  if (!written) return failed();
  const int moved = replace ? ::rename(aside.c_str(), file.c_str()) : ::link(aside.c_str(), file.c_str());
  if (moved != 0 && errno != EEXIST) return failed();
  ::unlink(aside.c_str());
  return {};
}

struct Kept {
  std::optional<std::string> seed;  ///< as it stands there, whatever it is
  fs::path file;                    ///< empty on PostgreSQL
};

Kept kept_seed(const ProgrammeStore& store, const Transaction& t) {
  if (store.folder().empty()) return {t.note(kSecret), {}};
  const fs::path file = store.folder() / kSealFile;
  return {read_seed(file), file};
}

Outcome<SealKey> make_key(const Desk& desk, Transaction& t, const Kept& kept, bool replace) {
  Outcome<SealKey> out;
  std::string seed = make_seed();
  if (kept.file.empty()) {
    t.set_note(kSecret, seed);
  } else {
    out.problems = write_seed(kept.file, seed, replace);
    if (has_error(out.problems)) return out;
    seed = read_seed(kept.file).value_or("");  // of whoever was first
    if (!is_hex(seed, crypto_sign_SEEDBYTES)) {
      out.problems.push_back(problem(kDamaged, place_of_seal(kept.file)));
      return out;
    }
  }
  out.value = key_of(seed);
  t.set_note(kPublic, out.value.public_key);
  t.audit({desk.now, desk.actor, "seal.key", out.value.public_key, {}});
  return out;
}

}  // namespace

Outcome<SealKey> seal_key(const Desk& desk, Transaction& t) {
  const Kept kept = kept_seed(*desk.store, t);
  const auto known = t.note(kPublic);
  if (!kept.seed) {
    if (known) return {{}, {problem(kMissing, place_of_seal(kept.file), {{"key", known->substr(0, 12)}})}};
    return make_key(desk, t, kept, false);
  }
  if (!is_hex(*kept.seed, crypto_sign_SEEDBYTES)) return {{}, {problem(kDamaged, place_of_seal(kept.file))}};
  SealKey key = key_of(*kept.seed);
  if (known && *known != key.public_key) return {{}, {problem(kDamaged, place_of_seal(kept.file))}};
  if (!known) {  // made by a run that was killed before it could say so
    t.set_note(kPublic, key.public_key);
    t.audit({desk.now, desk.actor, "seal.key", key.public_key, {}});
  }
  return {std::move(key), {}};
}

Outcome<std::string> ready_seal(const Desk& desk) {
  Outcome<std::string> out;
  Problems wrong;
  out.problems = attempt([&] {
    bool there = false;
    desk.store->read([&](const Transaction& t) {
      const auto known = t.note(kPublic);
      const Kept kept = kept_seed(*desk.store, t);
      there = known && kept.seed && is_hex(*kept.seed, crypto_sign_SEEDBYTES) &&
              key_of(*kept.seed).public_key == *known;
      if (there) out.value = *known;
    });
    if (there) return;
    desk.store->transact([&](Transaction& t) {
      auto key = seal_key(desk, t);
      wrong = std::move(key.problems);
      out.value = key.value.public_key;
    });
  });
  append(out.problems, std::move(wrong));
  return out;
}

Outcome<std::string> renew_seal(const Desk& desk) {
  Outcome<std::string> out;
  out.problems = authorise(desk, Act::manage_store);
  if (has_error(out.problems)) return out;
  Problems wrong;
  append(out.problems, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             auto key = make_key(desk, t, kept_seed(*desk.store, t), true);
             wrong = std::move(key.problems);
             out.value = key.value.public_key;
           });
         }));
  append(out.problems, std::move(wrong));
  return out;
}

std::optional<std::string> public_seal(const Transaction& t) {
  return t.note(kPublic);
}

bool seal_is_exposed(const fs::path& folder) {
  struct stat found{};
  return ::stat((folder / kSealFile).c_str(), &found) == 0 && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

std::string seal_of(const SealKey& key, std::string_view message) {
  ready_to_seal();
  std::array<unsigned char, crypto_sign_BYTES> out{};
  if (key.secret.size() != crypto_sign_SECRETKEYBYTES ||
      crypto_sign_detached(out.data(), nullptr, seal_bytes(message), message.size(),
                           seal_bytes(key.secret)) != 0)
    throw std::runtime_error("the seal cannot be set");
  return hex(out);
}

bool seal_holds(const std::string& public_key, std::string_view message, const std::string& seal) {
  ready_to_seal();
  if (!is_hex(public_key, crypto_sign_PUBLICKEYBYTES) || !is_hex(seal, crypto_sign_BYTES)) return false;
  const std::string key = from_hex(public_key), bytes = from_hex(seal);
  return crypto_sign_verify_detached(seal_bytes(bytes), seal_bytes(message), message.size(),
                                     seal_bytes(key)) == 0;
}

bool is_hex(std::string_view text, size_t bytes) {
  return text.size() == 2 * bytes && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace xanh
