#include "office/sealed_manifest.hpp"

#include <filesystem>

#include "base/canonical.hpp"
#include "base/text.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {
namespace fs = std::filesystem;
namespace {

constexpr size_t kKeyBytes = 32, kSealBytes = 64, kDigestBytes = 32;

constexpr ProblemKind kFormat{"manifest-format",
                              Severity::error,
                              "bản kê này ở dạng {found}, chương trình chỉ đọc dạng 1",
                              "this manifest is of format {found}, this program reads format 1",
                              "dùng bản Xanh mới hơn",
                              "use a newer release of Xanh"};
constexpr ProblemKind kNotCanonical{"manifest-not-canonical",
                                    Severity::error,
                                    "bản kê không còn từng byte như lúc niêm phong",
                                    "the manifest is no longer byte for byte what was sealed",
                                    "lấy lại tệp gốc; đừng mở rồi lưu lại",
                                    "take the original file; do not open it and save it again"};
constexpr ProblemKind kBroken{"seal-broken",
                              Severity::error,
                              "dấu niêm phong dữ liệu không khớp với nội dung bản kê",
                              "the seal does not fit what the manifest says",
                              "đừng dùng bộ tệp này; lấy lại từ nơi công bố",
                              "do not use these files; take them again from where they were published"};
constexpr ProblemKind kOtherKey{
    "seal-key-differs",
    Severity::error,
    "bản kê niêm phong bằng khóa {found}…, không phải khóa đã công bố {given}…",
    "the manifest is sealed with the key {found}…, not with the published {given}…",
    "đừng dùng bộ tệp này; hỏi cơ quan công bố",
    "do not use these files; ask who published them"};
constexpr ProblemKind kKeyNotGiven{
    "seal-key-not-given",
    Severity::warning,
    "chưa đối chiếu khóa: dấu niêm phong chỉ mới khớp với khóa ghi trong chính bản kê",
    "the key was held against nothing: the seal fits the key that the manifest itself names",
    "thêm `--key` với khóa công khai đã công bố ở nơi khác",
    "add `--key` with the public key as it was published elsewhere"};
constexpr ProblemKind kKeyNotRead{"seal-key-not-read",
                                  Severity::error,
                                  "`--key` cần 64 chữ số thập lục phân, hoặc tệp chứa chúng",
                                  "`--key` takes 64 hexadecimal digits, or a file that holds them",
                                  "chép lại khóa công khai từ nơi công bố",
                                  "copy the public key again from where it was published"};
constexpr ProblemKind kNotADigest{"manifest-not-read",
                                  Severity::error,
                                  "`{field}` không có dạng đúng",
                                  "`{field}` is not of the right form",
                                  "lấy lại tệp gốc",
                                  "take the original file"};
constexpr ProblemKind kAltered{"document-altered",
                               Severity::error,
                               "văn bản này không còn như lúc niêm phong",
                               "this paper is no longer what was sealed",
                               "đừng dùng tệp này; lấy lại từ nơi công bố",
                               "do not use it; take it again from where it was published"};
constexpr ProblemKind kGone{"document-missing",
                            Severity::error,
                            "bản kê nêu văn bản này nhưng không có tệp bên cạnh",
                            "the manifest names this paper, and it is not beside it",
                            "đặt đủ các tệp đã công bố vào cùng thư mục với bản kê",
                            "put all the published files into the folder of the manifest"};

Place at(const std::string& file, const std::string& field = {}) {
  return {file, 0, 0, {}, {}, field};
}

/// A manifest from elsewhere must not lead out of its folder.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

CheckedDocument check_document(const SealedDocument& document, const std::string& manifest,
                               const std::string& field, Problems& problems) {
  CheckedDocument out{document.name, DocumentState::not_read};
  if (!is_plain_name(document.name) || !is_hex(document.sha256, kDigestBytes) || document.bytes < 0) {
    problems.push_back(problem(kNotADigest, at(manifest, field), {{"field", field}}));
    return out;
  }
  const fs::path path = fs::path(manifest).parent_path() / document.name;
  std::error_code error;
  if (!fs::exists(path, error)) {
    problems.push_back(problem(kGone, at(path.string())));
    out.state = DocumentState::missing;
    return out;
  }
  // A file of another size is not read: it may be of any.
  const bool regular = fs::is_regular_file(path, error);
  const auto size = regular ? fs::file_size(path, error) : 0;
  if (regular && !error && size != static_cast<std::uintmax_t>(document.bytes)) {
    problems.push_back(problem(kAltered, at(path.string())));
    out.state = DocumentState::altered;
    return out;
  }
  const auto bytes = read_whole_file(path.string());
  append(problems, bytes.problems);
  if (!bytes.ok()) return out;
  out.state = sha256(bytes.value) == document.sha256 ? DocumentState::whole : DocumentState::altered;
  if (out.state == DocumentState::altered) problems.push_back(problem(kAltered, at(path.string())));
  return out;
}

/// The key that was published elsewhere; empty when none was given.
std::string given_key(const std::string& key, Problems& problems) {
  if (key.empty() || is_hex(key, kKeyBytes)) return key;
  const auto file = read_whole_file(key);
  append(problems, file.problems);
  if (!file.ok()) return {};
  std::string text(trimmed(file.value));
  if (is_hex(text, kKeyBytes)) return text;
  problems.push_back(problem(kKeyNotRead, at(key)));
  return {};
}

void check_seal(const SealedManifest& manifest, const std::string& path, const std::string& key,
                Problems& problems) {
  if (!is_hex(manifest.key, kKeyBytes))
    problems.push_back(problem(kNotADigest, at(path, "key"), {{"field", "key"}}));
  if (!is_hex(manifest.seal, kSealBytes))
    problems.push_back(problem(kNotADigest, at(path, "seal"), {{"field", "seal"}}));
  if (has_error(problems)) return;
  const std::string given = given_key(key, problems);
  if (!given.empty() && given != manifest.key)
    problems.push_back(problem(kOtherKey, at(path, "key"),
                               {{"found", std::string_view(manifest.key).substr(0, 12)},
                                {"given", std::string_view(given).substr(0, 12)}}));
  if (!seal_holds(manifest.key, sealed_message(manifest), manifest.seal))
    problems.push_back(problem(kBroken, at(path, "seal")));
  if (key.empty()) problems.push_back(problem(kKeyNotGiven, at(path, "key")));
}

}  // namespace

std::string sealed_message(SealedManifest manifest) {
  manifest.seal.clear();
  return "xanh/sealed-manifest/1\n" + canonical(to_node(manifest));
}

std::string seal_manifest(SealedManifest manifest, const SealKey& key) {
  manifest.key = key.public_key;
  manifest.seal = seal_of(key, sealed_message(manifest));
  return canonical(to_node(manifest));
}

Outcome<CheckedManifest> check_manifest(const std::string& path, const std::string& key) {
  Outcome<CheckedManifest> out;
  const auto bytes = read_whole_file(path);
  out.problems = bytes.problems;
  if (!bytes.ok()) return out;
  const auto tree = read_json(bytes.value, path);
  append(out.problems, tree.problems);
  if (!tree.ok()) return out;
  auto read = from_node<SealedManifest>(tree.value, path);
  append(out.problems, std::move(read.problems));
  if (has_error(out.problems)) return out;
  const SealedManifest& manifest = read.value;
  if (manifest.format != 1) {
    out.problems.push_back(
        problem(kFormat, at(path, "format"), {{"found", std::to_string(manifest.format)}}));
    return out;
  }
  if (canonical(to_node(manifest)) != bytes.value) out.problems.push_back(problem(kNotCanonical, at(path)));
  Problems of_seal;
  check_seal(manifest, path, key, of_seal);
  append(out.problems, std::move(of_seal));
  CheckedManifest& checked = out.value;
  checked.programme = manifest.programme;
  checked.cycle = manifest.cycle;
  checked.illustrative = manifest.illustrative;
  checked.snapshot = manifest.snapshot;
  checked.sealed_at = manifest.sealed_at;
  checked.key = manifest.key;
  checked.key_given = !key.empty();
  for (size_t i = 0; i < manifest.documents.size(); ++i)
    checked.documents.push_back(
        check_document(manifest.documents[i], path, "documents[" + std::to_string(i) + "]", out.problems));
  return out;
}

}  // namespace xanh
