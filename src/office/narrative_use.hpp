// The words of a cycle's report leave as Word, are edited there and come back.
#pragma once

#include <map>
#include <string>

#include "documents/narrative.hpp"
#include "office/desk.hpp"
#include "office/seen.hpp"

namespace xanh {

/// The last words read in of each language.
[[nodiscard]] std::map<std::string, EditedNarrative> recall_narratives(const Transaction& t,
                                                                       const std::string& cycle);

struct NarrativeRequest {
  std::string cycle, path;
  Language language = Language::vi;
  std::string templates;  ///< folder of Word templates; empty: the store's own
  int threads = 1;
  std::optional<std::string> seen{};  ///< taking in: the tag of the words that were handed out
};

/// Of the words read in last, or of there being none; what take_narrative may be asked to have seen.
[[nodiscard]] Outcome<std::string> narrative_tag(const Desk& desk, const std::string& cycle,
                                                 Language language);

struct NarrativeFile {
  std::string cycle, path;
  int sections = 0, paragraphs = 0, fields = 0;
};
BOOST_DESCRIBE_STRUCT(NarrativeFile, (), (cycle, path, sections, paragraphs, fields))

/// Writes the Word file: what was edited last, else the words of the units.
[[nodiscard]] Outcome<NarrativeFile> write_narrative_file(const Desk& desk, const NarrativeRequest& request);
/// Takes the edited file in; from now on the reports of the cycle have its words.
[[nodiscard]] Outcome<NarrativeFile> take_narrative(const Desk& desk, const NarrativeRequest& request);

/// A warning for every sentence whose figure changed since the words were read in.
[[nodiscard]] Problems flagged_sentences(const ReportContext& context);

}  // namespace xanh
