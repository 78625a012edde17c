// The signed copies that the store knows: the newest one of each revision and of each snapshot's document.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "reporting/signed_paper.hpp"
#include "store/programme_store.hpp"

namespace xanh {

/// The event of a submission or a cycle that tells of a signed copy; its detail is the SignedPaper as JSON.
inline constexpr std::string_view kSignedEvent = "signed";

/// The event of a unit's account that tells by which map its own workbook is read.
inline constexpr std::string_view kMappedEvent = "mapped";

/// The events of a unit's account that tell of a file beside its report, and that one is beside it no more.
inline constexpr std::string_view kFileEvent = "file";
inline constexpr std::string_view kFileDroppedEvent = "file_dropped";

/// The event of a unit's account that tells of a step of its draft inside the unit.
inline constexpr std::string_view kDraftEvent = "draft";
/// The event of a unit's account that tells of a message about one of its figures.
inline constexpr std::string_view kSaidEvent = "said";

/// The events of a unit's account that tell how its form was split, and what a part of it sent.
inline constexpr std::string_view kSplitEvent = "split";
inline constexpr std::string_view kPartSentEvent = "part_sent";

/// By unit and number of the revision.
using SignedRevisions = std::map<std::pair<std::string, int>, SignedPaper>;
[[nodiscard]] SignedRevisions signed_revisions(const Transaction& t, const std::string& cycle);

/// By document (bc-so) and digest of the snapshot.
using SignedReports = std::map<std::pair<std::string, std::string>, SignedPaper>;
[[nodiscard]] SignedReports signed_reports(const Transaction& t, const std::string& cycle);

/// A signed paper out of the detail of its event.
[[nodiscard]] SignedPaper signed_paper_from(const std::string& detail);

/// "số 123/BC-UBND ngày 16/6/2023", "no. 123/BC-UBND of 2023-06-16"; what is not known is left out.
[[nodiscard]] Bilingual number_and_day(const SignedPaper& paper);

}  // namespace xanh
