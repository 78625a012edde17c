// The words of a report as a Word file of their own: they leave with a heading per section, are edited there
// and read back. Figures in them are content controls: whoever edits the sentence keeps the field, and a
// figure that has changed since flags its sentence.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "documents/report.hpp"

namespace xanh {

/// A stretch of text, or a figure: `field` names it and `text` is what it showed when it was exported.
struct NarrativePart {
  std::string text, field;
};
BOOST_DESCRIBE_STRUCT(NarrativePart, (), (text, field))

struct NarrativeParagraph {
  std::vector<NarrativePart> parts;
};
BOOST_DESCRIBE_STRUCT(NarrativeParagraph, (), (parts))

/// `section`: organisation (I.2), the code of a solution group (II.2), achieved (III.1), shortcomings
/// (III.2).
struct NarrativeSection {
  std::string section;
  std::vector<NarrativeParagraph> paragraphs;
};
BOOST_DESCRIBE_STRUCT(NarrativeSection, (), (section, paragraphs))

/// What an officer made of a report's words.
struct EditedNarrative {
  std::string cycle, language;
  std::vector<NarrativeSection> sections;
  [[nodiscard]] const NarrativeSection* section(std::string_view code) const;
};
BOOST_DESCRIBE_STRUCT(EditedNarrative, (), (cycle, language, sections))

/// A sentence whose figure is no longer what it was when the words were read in.
struct NarrativeFlag {
  std::string section, sentence, field;
  std::string was, is;  ///< `is` is empty when there is no such figure any more
};
BOOST_DESCRIBE_STRUCT(NarrativeFlag, (), (section, sentence, field, was, is))

/// The Word file (template thuyet-minh): the edited words where there are any, else those of the units'
/// reports.
[[nodiscard]] Outcome<std::string> write_narrative(const ReportContext& context,
                                                   const std::map<std::string, std::string>& templates);

/// Reads the words of that cycle and language back. Sections are known by their headings, of which none may
/// be missing; text before the first and sections that are not of the report are told and left out.
[[nodiscard]] Outcome<EditedNarrative> read_narrative(const std::string& docx_bytes, const std::string& file,
                                                      const Plan& plan, const std::string& cycle,
                                                      Language language);

/// Those sections that somebody changed: the others go on being written from the reports.
[[nodiscard]] EditedNarrative edited_only(const ReportContext& context);

/// The words with every figure as it is now: from here on a change of it is told.
[[nodiscard]] EditedNarrative with_figures_of_now(const ReportContext& context);

/// The sentences to look at again before the report is signed.
[[nodiscard]] std::vector<NarrativeFlag> narrative_flags(const ReportContext& context);

namespace report {
struct Desk;
/// Paragraphs of the section as edited, with today's figures; empty when nobody edited it.
[[nodiscard]] std::vector<std::string> edited_texts(const Desk& desk, const std::string& section);
}  // namespace report

}  // namespace xanh
