// The submission (tờ trình) of proposed changes of the plan: each change from what to what, why, and what the
// units think with what was made of it (tiếp thu, giải trình).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "documents/report_words.hpp"
#include "programme/plan.hpp"
#include "programme/register.hpp"

namespace xanh {

struct SubmittedChange {
  std::string what, from, to;
  std::string conflict;  ///< codes of the changes that exclude it; empty: none
};

struct SubmittedOpinion {
  std::string unit, text;
  std::optional<bool> taken;  ///< absent: not answered
  std::string answer;
};

struct SubmittedAmendment {
  std::string code, unit;
  Bilingual title, reason;
  std::string ground;
  std::optional<Date> effective_from;
  std::vector<SubmittedChange> changes;
  std::vector<SubmittedOpinion> opinions;
};

/// What the paper is written from; the values must outlive the call.
struct AmendmentPaper {
  const Plan* plan = nullptr;  ///< the one to be changed
  const Register* units = nullptr;
  Language language = Language::vi;
  std::string number;        ///< as the clerk gave it; empty: left blank on paper
  std::optional<Date> date;  ///< absent: left blank on paper
  Date today{};
  std::vector<SubmittedAmendment> amendments;
};

/// The tree that its template sees, field by field in docs/manual/report-fields.md.
[[nodiscard]] Node amendment_values(const AmendmentPaper& paper);

/// As .docx from the template to-trinh-dieu-chinh, in English to-trinh-dieu-chinh.en. Problems: no-template
/// and those of the template.
[[nodiscard]] Outcome<std::string> write_amendment_paper(const AmendmentPaper& paper,
                                                         const std::map<std::string, std::string>& templates);

}  // namespace xanh
