// Figures of an earlier report stand in, provisional, for a unit that has sent nothing: the officer's
// decision, with its reason in the log. They are never counted as reported.
#pragma once

#include "office/memory.hpp"
#include "office/submission_use.hpp"

namespace xanh {

/// The named units ("2023-Y/q4") are carried forward, all or none.
void carry_forward(const Desk& desk, const ReviewRequest& request, Transaction& t, Problems& decided,
                   std::vector<ReviewLine>& out);

/// The stored revision behind a name such as "2023-H1/q4/1".
[[nodiscard]] std::optional<StoredRevision> revision_named(const Transaction& t, const std::string& name);

}  // namespace xanh
