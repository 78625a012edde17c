// What a request to revise (đề nghị rà soát, bổ sung) unlocks: the figures it names, and the words that
// explain them.
#pragma once

#include <string>
#include <vector>

#include "programme/plan.hpp"
#include "reporting/form.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// Items that changed between the two reports although the request names none of them: an element, a target,
/// task.field, `difficulties`, `next_tasks`, `nothing_to_report`. Letter, contact and the texts of Biểu 06
/// may always change, for they go with the new figures. A target unlocks the elements it is computed from.
[[nodiscard]] std::vector<std::string> beyond_request(const Submission& before, const Submission& after,
                                                      const std::vector<std::string>& asked,
                                                      const Plan& plan);

/// Every name by which a request may ask for something of this form: elements, targets, tasks, task.field.
/// What a report had and its next revision has no more, in words: "số liệu dân số; 2 dòng Biểu 04".
[[nodiscard]] std::vector<Bilingual> left_out(const Submission& before, const Submission& after,
                                              const Plan& plan);

[[nodiscard]] std::vector<std::string> names_to_ask(const Form& form);

}  // namespace xanh
