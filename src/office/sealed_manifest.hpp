// What stands under the seal of a published report: which figures, which papers, by which rules, and where
// the audit log stood. Can be checked years later without the store.
#pragma once

#include "base/describe.hpp"
#include "office/seal.hpp"
#include "reporting/accounts.hpp"

namespace xanh {

struct SealedSnapshot {
  int number = 0;
  std::string sha256;
  static constexpr std::array kRequired{"number", "sha256"};
};
BOOST_DESCRIBE_STRUCT(SealedSnapshot, (), (number, sha256))

struct SealedDocument {
  std::string name;  ///< of a file beside the manifest, without a folder
  std::string sha256;
  int bytes = 0;
  static constexpr std::array kRequired{"name", "sha256", "bytes"};
};
BOOST_DESCRIBE_STRUCT(SealedDocument, (), (name, sha256, bytes))

/// The last row of the audit log before the publication.
struct SealedHead {
  int seq = 0;
  std::string hash;
  static constexpr std::array kRequired{"seq", "hash"};
};
BOOST_DESCRIBE_STRUCT(SealedHead, (), (seq, hash))

struct SealedManifest {
  int format = 1;
  std::string programme, cycle;
  bool illustrative = false;  ///< of a demonstration: its figures are made up
  SealedSnapshot snapshot;
  std::optional<SealedSnapshot> restates;  ///< the one before, of a correction after the publication
  std::optional<std::string> reason;       ///< of that correction
  ManifestPlan plan;
  std::string rules;                      ///< edition of the rules the program applied
  std::vector<SealedDocument> documents;  ///< by name
  SealedHead audit;
  Instant sealed_at{};
  std::string key;   ///< the public key, hexadecimal
  std::string seal;  ///< of sealed_message, hexadecimal; not part of it
  static constexpr std::array kRequired{"format", "programme", "cycle", "illustrative", "snapshot",
                                        "plan",   "rules",     "audit", "key",          "seal"};
};
BOOST_DESCRIBE_STRUCT(SealedManifest, (),
                      (format, programme, cycle, illustrative, snapshot, restates, reason, plan, rules,
                       documents, audit, sealed_at, key, seal))

inline constexpr const char* kManifestFile = "manifest.json";

/// `xanh/sealed-manifest/1`, a line feed, and the canonical form without `seal`.
[[nodiscard]] std::string sealed_message(SealedManifest manifest);
/// Sets key and seal; the bytes of the file, in canonical form.
[[nodiscard]] std::string seal_manifest(SealedManifest manifest, const SealKey& key);

/// What the file beside a manifest turned out to be.
enum class DocumentState { whole, missing, altered, not_read };
BOOST_DESCRIBE_ENUM(DocumentState, whole, missing, altered, not_read)

struct CheckedDocument {
  std::string name;
  DocumentState state{};
};
BOOST_DESCRIBE_STRUCT(CheckedDocument, (), (name, state))

struct CheckedManifest {
  std::string programme, cycle;
  bool illustrative = false;
  SealedSnapshot snapshot;
  Instant sealed_at{};
  std::string key;
  bool key_given = false;  ///< it was held against a key that came from elsewhere
  std::vector<CheckedDocument> documents;
};
BOOST_DESCRIBE_STRUCT(CheckedManifest, (),
                      (programme, cycle, illustrative, snapshot, sealed_at, key, key_given, documents))

/// The seal, and the files beside it against their digests; needs no store. `key`: the public key as it was
/// published elsewhere, as hexadecimal digits or as a file that holds them; empty: that of the manifest
/// itself, with a warning. All problems at once.
[[nodiscard]] Outcome<CheckedManifest> check_manifest(const std::string& path, const std::string& key);

}  // namespace xanh
