#include "store/store_archive.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <map>
#include <memory>
#include <system_error>

#include "base/canonical.hpp"
#include "base/describe.hpp"
#include "store/folder.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr const char* kManifestEntry = "backup.json";
constexpr std::string_view kWork = ".working-";
constexpr size_t kPiece = size_t{1} << 16;  // bytes read or written at a time
constexpr std::int64_t kFree = std::int64_t{64} << 20;
constexpr zip_uint32_t kLevel = 3;  // databases pack well at any; the higher ones only take longer

constexpr ProblemKind kNotRead{"backup-not-read",
                               Severity::error,
                               "đây không phải bản sao lưu của Xanh, hoặc tệp bị cắt cụt ({reason})",
                               "this is no backup of Xanh, or it was cut short ({reason})",
                               "dùng một bản sao lưu khác",
                               "use another backup"};
constexpr ProblemKind kEntry{"backup-entry",
                             Severity::error,
                             "bản sao lưu có mục `{name}` không được phép ở đó",
                             "the backup has an entry `{name}` that may not be there",
                             "đừng dùng bản sao lưu này",
                             "do not use this backup"};
constexpr ProblemKind kMissing{"backup-file-missing",
                               Severity::error,
                               "bản sao lưu thiếu tệp `{name}`",
                               "the backup lacks the file `{name}`",
                               "dùng một bản sao lưu khác",
                               "use another backup"};
constexpr ProblemKind kAltered{"backup-altered",
                               Severity::error,
                               "tệp `{name}` trong bản sao lưu không còn như lúc sao lưu",
                               "the file `{name}` in the backup is not what was backed up",
                               "dùng một bản sao lưu khác",
                               "use another backup"};
constexpr ProblemKind kTooLarge{
    "backup-too-large",
    Severity::error,
    "bản sao lưu giải nén ra {mb} MB, nhiều hơn chỗ trống hoặc quá bất thường",
    "the backup unpacks to {mb} MB, more than there is room for, or than is sound",
    "giải phóng dung lượng, hoặc đừng dùng bản sao lưu này",
    "free some space, or do not use this backup"};
constexpr ProblemKind kFormat{"backup-format",
                              Severity::error,
                              "bản sao lưu ở dạng {found}, chương trình chỉ đọc dạng 1",
                              "the backup is of format {found}, this program reads format 1",
                              "dùng bản Xanh mới hơn",
                              "use a newer release of Xanh"};
constexpr ProblemKind kNotWritten{"backup-not-written",
                                  Severity::error,
                                  "không ghi được bản sao lưu ({reason})",
                                  "the backup cannot be written ({reason})",
                                  "kiểm tra đường dẫn, quyền ghi và dung lượng đĩa",
                                  "check the path, its permissions and the disk"};

Place at(const fs::path& path) {
  return {path.string(), 0, 0, {}, {}, {}};
}

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Entry = std::unique_ptr<zip_file_t, Discard>;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

class Digest {
 public:
  Digest() { crypto_hash_sha256_init(&state_); }
  void take(const char* bytes, size_t count) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes), count);
  }
  [[nodiscard]] std::string text() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state_, hash.data());
    std::string out;
    for (const unsigned char byte : hash) out += fmt::format("{:02x}", byte);
    return out;
  }

 private:
  crypto_hash_sha256_state state_{};
};

Node to_node_of(const ArchiveManifest& manifest) {
  Node out = Node::map();
  out.add("format", Node::number(std::to_string(manifest.format)));
  out.add("programme", Node::text(manifest.programme));
  out.add("tables", Node::number(std::to_string(manifest.tables)));
  out.add("made_at", Node::text(to_text_utc(manifest.made_at)));
  Node& audit = out.add("audit", Node::map());
  audit.add("seq", Node::number(std::to_string(manifest.audit.seq)));
  audit.add("hash", Node::text(manifest.audit.hash));
  Node& files = out.add("files", Node::list());
  for (const auto& file : manifest.files) {
    Node& one = files.push(Node::map());
    one.add("name", Node::text(file.name));
    one.add("sha256", Node::text(file.sha256));
    one.add("bytes", Node::number(std::to_string(file.bytes)));
  }
  return out;
}

template <class T>
bool read_number(const Node& node, const char* key, T& out) {
  const Node* found = node.find(key);
  if (!found || found->kind != Node::Kind::number) return false;
  const char* end = found->scalar.data() + found->scalar.size();
  const auto read = std::from_chars(found->scalar.data(), end, out);
  return read.ec == std::errc{} && read.ptr == end && out >= 0;
}

bool read_text(const Node& node, const char* key, std::string& out) {
  const Node* found = node.find(key);
  if (!found || found->kind != Node::Kind::text) return false;
  out = found->scalar;
  return true;
}

/// Nothing when anything of it is not as we write it.
std::optional<ArchiveManifest> read_manifest(const std::string& bytes) {
  const auto tree = read_json(bytes, kManifestEntry);
  if (!tree.ok() || tree.value.kind != Node::Kind::map) return std::nullopt;
  ArchiveManifest out;
  std::string made_at;
  const Node* audit = tree.value.find("audit");
  const Node* files = tree.value.find("files");
  if (!read_number(tree.value, "format", out.format) || !read_text(tree.value, "programme", out.programme) ||
      !read_number(tree.value, "tables", out.tables) || !read_text(tree.value, "made_at", made_at) ||
      !audit || !read_number(*audit, "seq", out.audit.seq) || !read_text(*audit, "hash", out.audit.hash) ||
      !files || files->kind != Node::Kind::list)
    return std::nullopt;
  const auto at = parse_instant(made_at);
  if (!at) return std::nullopt;
  out.made_at = *at;
  for (const auto& item : files->items) {
    ArchivedFile& file = out.files.emplace_back();
    if (!read_text(item, "name", file.name) || !read_text(item, "sha256", file.sha256) ||
        !read_number(item, "bytes", file.bytes))
      return std::nullopt;
  }
  return out;
}

/// Names of files within the folder; what the store makes for itself while it is open may not come from
/// outside.
bool may_stand_in_a_store(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != name.npos || name.find('\0') != name.npos)
    return false;
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end = std::min(name.find('/', begin), name.size());
    const auto step = name.substr(begin, end - begin);
    if (step.empty() || step == ".." || step == ".") return false;
    begin = end + 1;
  }
  return name != store_folder::kLock && name != "store.sock" && !name.ends_with("-wal") &&
         !name.ends_with("-shm");
}

/// Null with the reason when it is no zip.
Archive opened(const fs::path& file, std::string& reason) {
  int code = 0;
  Archive archive(zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return archive;
}

struct Stat {
  std::string name;
  std::int64_t packed = 0;
  bool fit = false;  ///< plainly packed and not encrypted
};

Stat stat_of(zip_t* archive, zip_uint64_t index) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive, index, 0, &stat) != 0) return {};
  Stat out;
  out.name = (stat.valid & ZIP_STAT_NAME) != 0 ? stat.name : "";
  out.packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? static_cast<std::int64_t>(stat.comp_size) : 0;
  out.fit = ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) == 0 || stat.encryption_method == ZIP_EM_NONE) &&
            ((stat.valid & ZIP_STAT_COMP_METHOD) == 0 || stat.comp_method == ZIP_CM_STORE ||
             stat.comp_method == ZIP_CM_DEFLATE);
  return out;
}

/// Everything of an entry up to a bound; nothing when it is more, or cannot be unpacked.
std::optional<std::string> small_entry(zip_t* archive, zip_uint64_t index, size_t bound) {
  const Entry entry(zip_fopen_index(archive, index, 0));
  if (!entry) return std::nullopt;
  std::string out;
  std::vector<char> piece(kPiece);
  for (;;) {
    const zip_int64_t read = zip_fread(entry.get(), piece.data(), piece.size());
    if (read == 0) return out;
    if (read < 0 || out.size() + static_cast<size_t>(read) > bound) return std::nullopt;
    out.append(piece.data(), static_cast<size_t>(read));
  }
}

void write_all(int descriptor, const char* bytes, size_t count, const fs::path& path) {
  while (count > 0) {
    const ssize_t n = ::write(descriptor, bytes, count);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(path);
    bytes += n;
    count -= static_cast<size_t>(n);
  }
}

/// True when it came out with the size and the digest of the manifest. Not a byte more than stated is
/// written.
bool unpack_entry(zip_t* archive, zip_uint64_t index, const ArchivedFile& wanted, const fs::path& to) {
  const Entry entry(zip_fopen_index(archive, index, 0));
  if (!entry) return false;
  fs::create_directories(to.parent_path());
  const Descriptor file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.number() < 0) fail(to);
  Digest digest;
  std::vector<char> piece(kPiece);
  for (std::int64_t left = wanted.bytes;;) {
    const zip_int64_t read = zip_fread(entry.get(), piece.data(), piece.size());
    if (read < 0 || read > left) return false;
    if (read == 0) {
      if (::fsync(file.number()) != 0) fail(to);
      return left == 0 && digest.text() == wanted.sha256;
    }
    digest.take(piece.data(), static_cast<size_t>(read));
    write_all(file.number(), piece.data(), static_cast<size_t>(read), to);
    left -= read;
  }
}

struct Contents {
  ArchiveManifest manifest;
  std::map<std::string, zip_uint64_t> entries;  ///< by name
};

/// What the archive says it holds, before a byte of it is written anywhere.
Outcome<Contents> contents_of(zip_t* archive, const fs::path& file, const fs::path& folder,
                              const ArchiveLimits& limits) {
  Outcome<Contents> out;
  const auto refuse = [&](const ProblemKind& kind, ProblemWords words) {
    out.problems.push_back(problem(kind, at(file), words));
  };
  const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive, 0)));
  if (count == 0 || count > limits.files || stat_of(archive, 0).name != kManifestEntry) {
    refuse(kNotRead, {{"reason", kManifestEntry}});
    return out;
  }
  const auto bytes = small_entry(archive, 0, limits.manifest_bytes);
  auto manifest = bytes ? read_manifest(*bytes) : std::nullopt;
  if (!manifest) {
    refuse(kNotRead, {{"reason", kManifestEntry}});
    return out;
  }
  if (manifest->format != 1) {
    refuse(kFormat, {{"found", std::to_string(manifest->format)}});
    return out;
  }
  std::map<std::string, bool> named;
  std::int64_t total = 0;
  for (const auto& one : manifest->files) {
    if (!named.emplace(one.name, false).second || !may_stand_in_a_store(one.name))
      refuse(kEntry, {{"name", one.name}});
    // Nothing adds up beyond what a disk can hold.
    total = std::min(total, std::int64_t{1} << 60) + std::min(one.bytes, std::int64_t{1} << 60);
  }
  for (zip_uint64_t i = 1; i < count; ++i) {
    const Stat entry = stat_of(archive, i);
    const auto found = named.find(entry.name);
    if (found == named.end() || found->second || !entry.fit) {
      refuse(kEntry, {{"name", entry.name}});
      continue;
    }
    found->second = true;
    out.value.entries[entry.name] = i;
  }
  for (const auto& [name, there] : named)
    if (!there) refuse(kMissing, {{"name", name}});
  std::error_code error;
  const auto packed = static_cast<std::int64_t>(fs::file_size(file, error));
  const auto room = fs::space(folder, error);
  if (total > kFree &&
      (total / limits.ratio > packed || (!error && static_cast<std::uintmax_t>(total) > room.available)))
    refuse(kTooLarge, {{"mb", std::to_string(total >> 20)}});
  out.value.manifest = std::move(*manifest);
  return out;
}

void add_entry(zip_t* archive, const std::string& name, zip_source_t* source) {
  const auto check = [&](bool holds) {
    if (!holds) throw std::runtime_error(fmt::format("libzip: {}", zip_strerror(archive)));
  };
  check(source != nullptr);
  const zip_int64_t added = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (added < 0) zip_source_free(source);
  check(added >= 0 &&
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(added), ZIP_CM_DEFLATE, kLevel) == 0);
}

/// Stores the files in `to`; libzip writes aside and renames.
void pack(const fs::path& folder, const ArchiveManifest& manifest, const fs::path& to) {
  const std::string about = canonical(to_node_of(manifest));
  int code = 0;
  Archive archive(zip_open(to.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
  if (!archive) throw std::runtime_error(fmt::format("libzip: {}", code));
  add_entry(archive.get(), kManifestEntry, zip_source_buffer(archive.get(), about.data(), about.size(), 0));
  for (const auto& file : manifest.files)
    add_entry(archive.get(), file.name, zip_source_file(archive.get(), (folder / file.name).c_str(), 0, -1));
  if (zip_close(archive.get()) != 0)
    throw std::runtime_error(fmt::format("libzip: {}", zip_strerror(archive.get())));
  [[maybe_unused]] const auto* closed = archive.release();  // no longer ours to discard
}

}  // namespace

ArchivedFile archived_file(const fs::path& file, std::string name) {
  ArchivedFile out{std::move(name), {}, 0};
  const Descriptor from(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (from.number() < 0) fail(file);
  Digest digest;
  std::vector<char> piece(kPiece);
  for (;;) {
    const ssize_t n = ::read(from.number(), piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(file);
    if (n == 0) break;
    digest.take(piece.data(), static_cast<size_t>(n));
    out.bytes += n;
  }
  out.sha256 = digest.text();
  return out;
}

Problems pack_store(const fs::path& folder, const ArchiveManifest& manifest, const fs::path& work,
                    const fs::path& file) {
  try {
    const fs::path made = work / "archive.zip";
    pack(folder, manifest, made);
    if (::chmod(made.c_str(), S_IRUSR | S_IWUSR) != 0) fail(made);
    replace_durably(made, file);
    return {};
  } catch (const std::system_error& e) {
    return {problem(kNotWritten, at(file), {{"reason", e.code().message()}})};
  } catch (const std::runtime_error& e) {
    return {problem(kNotWritten, at(file), {{"reason", e.what()}})};
  }
}

Outcome<ArchiveManifest> unpack_store(const fs::path& file, const fs::path& folder,
                                      const ArchiveLimits& limits) {
  Outcome<ArchiveManifest> out;
  std::string reason;
  const Archive archive = opened(file, reason);
  if (!archive) {
    out.problems.push_back(problem(kNotRead, at(file), {{"reason", reason}}));
    return out;
  }
  auto contents = contents_of(archive.get(), file, folder, limits);
  out.problems = std::move(contents.problems);
  if (has_error(out.problems)) return out;
  try {
    for (const auto& wanted : contents.value.manifest.files)
      if (!unpack_entry(archive.get(), contents.value.entries.at(wanted.name), wanted, folder / wanted.name))
        out.problems.push_back(problem(kAltered, at(file), {{"name", wanted.name}}));
  } catch (const std::system_error& e) {
    out.problems.push_back(problem(kNotWritten, at(folder), {{"reason", e.code().message()}}));
  }
  out.value = std::move(contents.value.manifest);
  return out;
}

Outcome<std::unique_ptr<WorkFolder>> WorkFolder::beside(const fs::path& place) {
  Outcome<std::unique_ptr<WorkFolder>> out;
  const fs::path parent = fs::absolute(place).lexically_normal().parent_path();
  const std::string start = "." + place.filename().string() + std::string(kWork);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(start)) continue;
    int pid = 0;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + start.size(), end, pid);
    std::error_code ignored;
    if (read.ec == std::errc{} && read.ptr == end && pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH)
      fs::remove_all(entry.path(), ignored);
  }
  fs::path path = parent / (start + std::to_string(::getpid()));
  if (::mkdir(path.c_str(), S_IRWXU) != 0) {
    out.problems.push_back(problem(kNotWritten, at(place), {{"reason", std::strerror(errno)}}));
    return out;
  }
  out.value.reset(new WorkFolder(std::move(path)));
  return out;
}

WorkFolder::~WorkFolder() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

}  // namespace xanh
