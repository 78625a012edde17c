// A snapshot as its officer works with it: the figures with where they come from, the units' paragraphs with
// whose they are, what is not answered, and the sentences that have to be looked at again.
#pragma once

#include "documents/narrative.hpp"
#include "office/desk.hpp"
#include "reporting/consolidation.hpp"

namespace xanh {

/// What one unit wrote, and the revision it stands in.
struct SnapshotParagraph {
  std::string unit, submission, text;
  int characters = 0;
  bool too_long = false;  ///< over the limit of its section
};
BOOST_DESCRIBE_STRUCT(SnapshotParagraph, (), (unit, submission, text, characters, too_long))

/// A section of Biểu 06 with all that was written on it.
struct SnapshotSection {
  std::string section, no;
  Bilingual title;
  int limit = 0;  ///< characters a unit
  std::vector<SnapshotParagraph> paragraphs;
  std::vector<std::string> silent;  ///< units whose report counts and says nothing here
  bool edited = false;              ///< the report prints an officer's words instead
};
BOOST_DESCRIBE_STRUCT(SnapshotSection, (), (section, no, title, limit, paragraphs, silent, edited))

struct SnapshotElement {
  std::string code;
  Bilingual names;
  std::string measure;  ///< unit of measure
};
BOOST_DESCRIBE_STRUCT(SnapshotElement, (), (code, names, measure))

struct SnapshotPage {
  std::string cycle;
  Bilingual names;
  int number = 0;
  std::string sha256;
  Instant at;
  bool published = false;
  bool newest = false;  ///< no later snapshot of the cycle
  Consolidation result;
  std::vector<SnapshotElement> elements;  ///< those that targets are computed from
  std::vector<SnapshotSection> sections;
  std::vector<NarrativeFlag> flags;  ///< sentences of the edited words whose figure has changed since
};
BOOST_DESCRIBE_STRUCT(SnapshotPage, (),
                      (cycle, names, number, sha256, at, published, newest, result, elements, sections,
                       flags))

/// Number 0: the newest. Flags are of the words in `language`. Problems: unknown-cycle, no-such-snapshot.
[[nodiscard]] Outcome<SnapshotPage> snapshot_page(const Desk& desk, const std::string& cycle, int number,
                                                  Language language);

}  // namespace xanh
