#include "office/signed_papers.hpp"

#include <stdexcept>

namespace xanh {

SignedPaper signed_paper_from(const std::string& detail) {
  const auto tree = read_json(detail, "store");
  auto paper = from_node<SignedPaper>(tree.value, "store");
  // It was written by this program; anything else is damage, not somebody's slip.
  if (!tree.ok() || !paper.ok()) throw std::runtime_error("a signed copy in the store cannot be read");
  return std::move(paper.value);
}

SignedRevisions signed_revisions(const Transaction& t, const std::string& cycle) {
  SignedRevisions out;
  for (const auto& event : t.submission_events(cycle))
    if (event.event == kSignedEvent)
      out[{event.unit, event.revision.value_or(0)}] = signed_paper_from(event.detail);
  return out;
}

SignedReports signed_reports(const Transaction& t, const std::string& cycle) {
  SignedReports out;
  for (const auto& event : t.cycle_events(cycle)) {
    if (event.event != kSignedEvent) continue;
    SignedPaper paper = signed_paper_from(event.detail);
    const std::pair key{paper.document, paper.sha256};
    out[key] = std::move(paper);
  }
  return out;
}

Bilingual number_and_day(const SignedPaper& paper) {
  Bilingual out;
  if (!paper.number.empty()) out = {"số " + paper.number, "no. " + paper.number};
  if (paper.date) {
    out.vi += (out.vi.empty() ? "ngày " : " ngày ") + to_text_vi(*paper.date);
    out.en += (out.en.empty() ? "of " : " of ") + to_text(*paper.date);
  }
  return out;
}

}  // namespace xanh
