#include "exchange/ooxml/package.hpp"

#include <zip.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <variant>

#include "base/text.hpp"
#include "exchange/ooxml/package_problems.hpp"

namespace xanh {
namespace {

constexpr size_t kFree = size_t{1} << 20;  // small parts may be packed as well as they like
constexpr int kMostUnpackers = 4;          // threads: a workbook has few large parts
constexpr zip_uint16_t kMidnight = 0;
constexpr zip_uint16_t kFirstDay =
    (1U << 5U) | 1U;  // 1980-01-01 in DOS form: (year - 1980) << 9 | month << 5 | day
constexpr zip_uint32_t kLevel = 6;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Entry = std::unique_ptr<zip_file_t, Discard>;

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool leaves_package(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != name.npos || name.find(':') != name.npos)
    return true;
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end = std::min(name.find('/', begin), name.size());
    const auto step = name.substr(begin, end - begin);
    if (step == ".." || step == ".") return true;
    begin = end + 1;
  }
  return false;
}

bool begins_as_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

/// What a file is that cannot be opened as a zip.
const ProblemKind& foreign(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.empty()) return package::kEmpty;
  if (begins_as_zip(bytes)) return package::kDamaged;
  if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return package::kNotZip;
  // A protected package is an OLE file with a stream of this name ([MS-OFFCRYPTO] 1.3.3), in UTF-16.
  const bool is_protected = bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != bytes.npos;
  return is_protected ? package::kPassword : package::kOldFormat;
}

/// Null when libzip does not take the bytes, which must outlive the archive.
Archive opened(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) throw std::runtime_error("libzip: no source");
  Archive archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  zip_error_fini(&error);
  if (!archive) zip_source_free(source);
  return archive;
}

/// Unpacks entry by entry and counts what comes out, together with others that count into the same total.
class Unpacking {
 public:
  Unpacking(zip_t* archive, size_t packed, const PackageLimits& limits, std::atomic<size_t>& total)
      : archive_(archive), packed_(packed), limits_(limits), total_(total) {}

  struct Refusal {
    const ProblemKind* kind;
    size_t limit = 0;
  };

  /// The bytes of one entry, or why not.
  [[nodiscard]] std::variant<std::string, Refusal> unpack(zip_uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, index, 0, &stat) != 0) return Refusal{&package::kUnreadable};
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return Refusal{&package::kEncryptedPart};
    if ((stat.valid & ZIP_STAT_COMP_METHOD) != 0 && stat.comp_method != ZIP_CM_STORE &&
        stat.comp_method != ZIP_CM_DEFLATE)
      return Refusal{&package::kUnreadable};
    const Entry entry(zip_fopen_index(archive_, index, 0));
    if (!entry) return Refusal{&package::kUnreadable};
    // A header that claims to be packed in more bytes than the whole file has would lift the ratio's limit.
    const size_t packed =
        std::min<size_t>((stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0, packed_);

    std::string bytes;
    if ((stat.valid & ZIP_STAT_SIZE) != 0) bytes.reserve(std::min<size_t>(stat.size, packed_ * 8));
    while (true) {
      const zip_int64_t read = zip_fread(entry.get(), buffer_.data(), buffer_.size());
      if (read < 0) return Refusal{&package::kUnreadable};  // also for a checksum that does not fit
      if (read == 0) break;
      const auto count = static_cast<size_t>(read);
      bytes.append(buffer_.data(), count);
      const size_t total = total_ += count;
      if (bytes.size() > limits_.part_bytes)
        return Refusal{&package::kPartTooLarge, limits_.part_bytes >> 20U};
      if (total > limits_.total_bytes) return Refusal{&package::kTooLarge, limits_.total_bytes >> 20U};
      // Entries that share packed bytes each have a decent ratio; the sum of them has not.
      if ((bytes.size() > kFree && bytes.size() / limits_.ratio > packed) ||
          (total > kFree && total / limits_.ratio > packed_))
        return Refusal{&package::kBomb, limits_.ratio};
    }
    return bytes;
  }

 private:
  zip_t* archive_;
  size_t packed_;
  const PackageLimits& limits_;
  std::atomic<size_t>& total_;
  std::vector<char> buffer_ = std::vector<char>(size_t{1} << 16);
};

/// All entries, each on the thread that is free first. Nothing when any of them is refused: which one is told
/// is then for one thread to find, that goes through them in order.
std::vector<std::string> unpacked_together(std::string_view bytes, size_t count, const PackageLimits& limits,
                                           int threads) {
  std::vector<std::string> out(count);
  std::atomic<size_t> total = 0, next = 0;
  std::atomic<bool> refused = false;
  const auto unpack = [&](zip_t* archive) {
    Unpacking unpacking(archive, bytes.size(), limits, total);
    for (size_t i = next++; i < count && !refused; i = next++) {
      auto part = unpacking.unpack(i);
      if (auto* unpacked = std::get_if<std::string>(&part))
        out[i] = std::move(*unpacked);
      else
        refused = true;
    }
  };
  std::vector<Archive> archives;  // opened one by one: libzip asks the C library for the zone of its dates
  for (int i = 0; i < threads; ++i)
    if (!archives.emplace_back(opened(bytes))) return {};
  std::vector<std::future<void>> others;
  for (int i = 1; i < threads; ++i)
    others.push_back(std::async(std::launch::async, unpack, archives[static_cast<size_t>(i)].get()));
  unpack(archives[0].get());
  for (auto& other : others) other.get();
  if (refused) out.clear();
  return out;
}

}  // namespace

Outcome<Package> Package::open(const std::string& bytes, const std::string& file, const PackageLimits& limits,
                               int threads) {
  Outcome<Package> out;
  const auto refuse = [&](const ProblemKind& kind, ProblemWords words = {}) {
    out.value = {};
    out.problems.push_back(problem(kind, {file, 0, 0, {}, {}, {}}, words));
    return out;
  };

  if (!begins_as_zip(bytes)) return refuse(foreign(bytes));  // libzip also takes a zip behind other bytes
  const Archive archive = opened(bytes);
  if (!archive) return refuse(foreign(bytes));

  const auto count = static_cast<size_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive.get(), 0)));
  if (count == 0) return refuse(package::kDamaged);
  if (count > limits.parts)
    return refuse(package::kTooManyParts,
                  {{"count", std::to_string(count)}, {"limit", std::to_string(limits.parts)}});

  std::vector<std::string> ready;
  if (threads > 1 && bytes.size() > kFree)
    ready = unpacked_together(bytes, count, limits, std::min(threads, kMostUnpackers));
  std::atomic<size_t> total = 0;
  Unpacking unpacking(archive.get(), bytes.size(), limits, total);
  for (zip_uint64_t i = 0; i < count; ++i) {
    const char* raw = zip_get_name(archive.get(), i, 0);
    const std::string name = raw != nullptr && is_utf8(raw) ? raw : "";
    if (leaves_package(name)) return refuse(package::kBadName, {{"part", name}});
    if (!out.value.index_.emplace(lower(name), out.value.parts_.size()).second)
      return refuse(package::kDoubledName, {{"part", name}});
    if (!ready.empty()) {
      out.value.parts_.emplace_back(name, std::move(ready[i]));
      continue;
    }
    auto unpacked = unpacking.unpack(i);
    if (const auto* refusal = std::get_if<Unpacking::Refusal>(&unpacked))
      return refuse(*refusal->kind, {{"part", name}, {"limit", std::to_string(refusal->limit)}});
    out.value.parts_.emplace_back(name, std::get<std::string>(std::move(unpacked)));
  }
  return out;
}

const std::string* Package::part(std::string_view name) const {
  if (name.starts_with('/')) name.remove_prefix(1);
  const auto found = index_.find(lower(name));
  return found == index_.end() ? nullptr : &parts_[found->second].second;
}

std::vector<std::string> Package::names() const {
  std::vector<std::string> out;
  for (const auto& part : parts_)
    if (!part.first.ends_with('/')) out.push_back(part.first);
  return out;
}

void PackageWriter::add(std::string name, std::string bytes) {
  for (const auto& part : parts_)
    if (part.first == name) throw std::logic_error("package part added twice: " + name);
  parts_.emplace_back(std::move(name), std::move(bytes));
}

std::string PackageWriter::finish() {
  const auto check = [](bool holds, const char* what) {
    if (!holds) throw std::runtime_error(std::string("libzip: ") + what);
  };
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  check(target != nullptr, "no buffer");
  // Held by us as well, so that its bytes can be read after the archive is closed.
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(target, zip_source_free);
  Archive archive(zip_open_from_source(target, ZIP_TRUNCATE, nullptr));
  check(archive != nullptr, "no archive");
  zip_source_keep(target);

  for (const auto& [name, bytes] : parts_) {
    zip_source_t* source = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    check(source != nullptr, "no source");
    const zip_int64_t added = zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) zip_source_free(source);
    check(added >= 0, "not added");
    const auto index = static_cast<zip_uint64_t>(added);
    // The DOS time and not the Unix one, which libzip would turn into the local time of the machine's zone.
    check(zip_file_set_dostime(archive.get(), index, kMidnight, kFirstDay, 0) == 0 &&
              zip_set_file_compression(archive.get(), index, ZIP_CM_DEFLATE, kLevel) == 0 &&
              zip_file_set_external_attributes(archive.get(), index, 0, ZIP_OPSYS_DOS, 0) == 0,
          "not described");
  }
  check(zip_close(archive.get()) == 0, "not closed");
  [[maybe_unused]] const auto* closed = archive.release();  // no longer ours to discard

  std::string out;
  check(zip_source_open(target) == 0, "not opened");
  zip_stat_t stat;
  zip_stat_init(&stat);
  check(zip_source_stat(target, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0, "no size");
  out.resize(stat.size);
  const zip_int64_t read = zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  check(read >= 0 && static_cast<size_t>(read) == out.size(), "not read");
  return out;
}

}  // namespace xanh
