// The unit's form as a workbook (biểu mẫu báo cáo của đơn vị), out and in: Bìa, Biểu 01 to 09
// with Kiểm tra and Hướng dẫn. Every input cell has a defined name; the very hidden sheet `_xanh` says what
// the workbook is and which item each name belongs to, so that moved cells, inserted rows and lost names do
// no harm.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "exchange/ooxml/workbook_reader.hpp"
#include "reporting/cycle.hpp"
#include "reporting/form.hpp"
#include "reporting/matters.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// A part of a unit's form (chia biểu): for a ward or office, which answers to the unit.
struct FormPart {
  std::string code, name, contact;
  bool texts = true, difficulties = true;  ///< whether it is asked for Biểu 06, 07
};

/// What a form is printed from beside the form itself. The first four may not be null.
struct FormContext {
  const Programme* programme = nullptr;
  const Plan* plan = nullptr;
  const Register* units = nullptr;
  const Cycle* cycle = nullptr;
  Language language = Language::vi;
  const Submission* last = nullptr;  ///< the unit's report of the cycle before, shown beside
  const Submission* same_period =
      nullptr;  ///< its report of the same period last year: printed and locked where known
  const Submission* draft = nullptr;  ///< what to fill in
  std::optional<Date> due;
  std::vector<const Directive*> directives{};  ///< those the unit has to answer (Biểu 08)
  /// What the unit raised before and is not closed, with the standing agency's columns (Biểu 07).
  std::vector<StandingDifficulty> difficulties{};
  std::string
      draft_sha256{};  ///< of a draft that was received: its code stands on every page, not the form's
  const FormPart* part = nullptr;  ///< whose part of the form it is
};

/// The bytes of the workbook: the same for the same form and context. Facts of the arrival (sent_at,
/// received_on, received_number, entered_by) are the office's and stand in no cell.
[[nodiscard]] std::string write_form_workbook(const Form& form, const FormContext& context);

/// What the very hidden sheet says the workbook is.
struct FormStamp {
  std::string programme, cycle, unit, plan_digest, form_digest;
  Language language = Language::vi;
  bool illustrative = false;
  std::string part, part_name;  ///< of a part of a unit's form: whose it is
};

struct ReadForm {
  Submission submission;
  std::string programme, cycle, unit, plan_digest, form_digest;
  std::vector<std::string> new_items;  ///< codes asked now that this older form did not have
  /// Fields of the cover that are no part of a submission: leader, prepared_by, request_letter.
  std::map<std::string, std::string> cover;
};

/// `form-not-ours` when there is no sheet `_xanh`.
[[nodiscard]] Outcome<FormStamp> read_form_stamp(const Workbook& workbook, const std::string& file);

/// Reads a parsed workbook against the current form of the unit it names. What was wrong never hides what was
/// right: the submission holds every value that could be read, whatever the problems.
[[nodiscard]] Outcome<ReadForm> read_form_workbook(const Workbook& workbook, const std::string& file,
                                                   const Form& form, const Plan& plan);

/// The same when the form is known only by the stamp; nothing is read where `form_of` gives null.
using FormOfStamp = std::function<std::pair<const Form*, const Plan*>(const FormStamp& stamp)>;
[[nodiscard]] Outcome<ReadForm> read_form_workbook(const Workbook& workbook, const std::string& file,
                                                   const FormOfStamp& form_of);

/// The same from bytes.
[[nodiscard]] Outcome<FormStamp> read_form_stamp(const std::string& bytes, const std::string& file);
[[nodiscard]] Outcome<ReadForm> read_form_workbook(const std::string& bytes, const std::string& file,
                                                   const Form& form, const Plan& plan);

}  // namespace xanh
