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

/// The item of beyond_request that a field of a draft (`figures:ww_treated:this_period`) belongs to; empty
/// for fields that may always change.
[[nodiscard]] std::string item_of(const std::string& field);
/// What people call an item: the name of the figure, target or task, or the table.
[[nodiscard]] Bilingual name_of_item(const std::string& item, const Plan& plan);

/// What a report had and its next revision has no more, in words: "số liệu dân số; 2 dòng Biểu 04".
[[nodiscard]] std::vector<Bilingual> left_out(const Submission& before, const Submission& after,
                                              const Plan& plan);

/// Every name by which a request may ask for something of this form: elements, targets, tasks, task.field.
[[nodiscard]] std::vector<std::string> names_to_ask(const Form& form);

}  // namespace xanh
