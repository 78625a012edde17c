// The writer of the form workbook: one function per sheet over shared facts of the form, its context and the
// draft.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/form_workbook.hpp"
#include "exchange/form_workbook_sheet.hpp"

namespace xanh {
struct PartTotal;
}

namespace xanh::form_workbook {

/// A sheet with remarks of its rows, which Kiểm tra counts.
struct RemarkColumn {
  std::string sheet, range;
};

class FormWriter {
 public:
  FormWriter(const Form& form, const FormContext& context);
  std::string write();

 private:
  void lists();
  void cover();
  void targets();
  void target_rows(FormSheet& sheet, std::uint32_t& row, const Target& target, int no);
  void element_row(FormSheet& sheet, std::uint32_t row, const Target& target, const Element& element,
                   const std::string& label, bool this_period_here);
  void ratings(FormSheet& sheet, std::uint32_t& row, int no);
  void surveys(FormSheet& sheet, std::uint32_t& row);
  void tasks();
  void task_row(FormSheet& sheet, std::uint32_t row, const FormTask& asked, int no);
  void figures();
  void figure_row(FormSheet& sheet, std::uint32_t row, const FormElement& asked, int no);
  void texts();
  void difficulties();
  void next_tasks();
  void projects();
  void project_rows(FormSheet& sheet, std::uint32_t& row, const Task& task, int no);
  void money();
  void money_row(FormSheet& sheet, std::uint32_t row, int no, const ReportedMoney& given);
  void directives();
  void registration();
  void registered_targets(FormSheet& sheet, std::uint32_t& row, const Registration& given);
  void registered_tasks(FormSheet& sheet, std::uint32_t& row, const Registration& given);
  void reviews(FormSheet& sheet, std::uint32_t& row, const Registration& given);
  /// The word of a code in one of the programme's lists; the code itself where it has none.
  [[nodiscard]] std::string word_in(const std::vector<Word>& words, const std::string& code) const;
  [[nodiscard]] std::string short_name(const std::string& solution) const;
  [[nodiscard]] std::string item_name(const std::string& code) const;
  void parts();
  struct PartSheet;
  void part_element(PartSheet& to, const PartTotal& total, int no);
  void part_cells(PartSheet& to, const PartTotal& total, FigureColumn column);
  void part_sum(PartSheet& to, const PartTotal& total, FigureColumn column);
  void part_used(PartSheet& to, const PartTotal& total, FigureColumn column);
  void part_notes(PartSheet& to);
  void part_cover();
  void checks();
  void guide();

  [[nodiscard]] const std::string& in(const Bilingual& text) const {
    return xanh::in(context_.language, text);
  }
  [[nodiscard]] bool vi() const { return context_.language == Language::vi; }
  /// Title of the table with its subtitle, the row of the head follows.
  void heading(FormSheet& sheet, std::uint16_t last_column, const Bilingual& title,
               const Bilingual& subtitle);
  void head(FormSheet& sheet, std::uint32_t row, const std::vector<Bilingual>& words, bool numbered);
  /// Who fills the form in: the unit, or its part.
  [[nodiscard]] std::string own_name() const {
    return context_.part ? context_.part->name : unit_name(form_.unit);
  }
  [[nodiscard]] std::string unit_name(const std::string& code) const;
  [[nodiscard]] std::string names_of_units(const std::vector<std::string>& codes) const;
  [[nodiscard]] const ReportedFigure* drafted(std::string_view element) const;
  [[nodiscard]] bool form_target(std::string_view code) const;
  [[nodiscard]] bool form_task(std::string_view code) const;
  [[nodiscard]] std::string footer() const;
  /// Mã đối chiếu: of the report that is printed, else of the form to be filled in.
  [[nodiscard]] std::string control_code() const;
  /// Whether the state of the first element stands in the target's row for all of them (column 17).
  [[nodiscard]] std::optional<FigureState> shared_state(const std::vector<std::string>& elements) const;
  /// The remark of a row of figures; cells without sheet.
  [[nodiscard]] std::string figure_remark(const std::string& value, const std::string& state, bool required,
                                          const Element* bounds) const;
  void input_state(FormSheet& sheet, InputLine& line, std::uint32_t row, std::uint16_t column,
                   std::optional<FigureState> state);

  const Form& form_;
  const FormContext& context_;
  FormBook book_;
  std::map<std::string, const ReportedFigure*, std::less<>> draft_figures_, last_figures_, same_figures_;
  std::map<std::string, bool, std::less<>> asked_;               ///< element of Biểu 01 → required
  std::map<std::string, std::string, std::less<>> estimates_;    ///< target → the cell of its year's estimate
  std::map<std::string, std::string, std::less<>> this_period_;  ///< element → its cell, from any sheet
  std::map<std::string, bool, std::less<>> printed_;             ///< elements of Biểu 01 that have their rows
  std::vector<RemarkColumn> remarks_;
  std::string holidays_;
};

/// Words that a row's remark and the counts of Kiểm tra share.
namespace remark {
inline const Bilingual kUnanswered{"Chưa trả lời", "Not answered"};
inline const Bilingual kNoFigure{"Thiếu số liệu", "Figure missing"};
inline const Bilingual kNoNumber{"Không phải số", "Not a number"};
inline const Bilingual kStateContradicts{"Có số liệu, xem lại tình trạng",
                                         "There is a figure: check its state"};
inline const Bilingual kOutside{"Ngoài giới hạn", "Out of bounds"};
}  // namespace remark

/// The arithmetic of a formula with cells instead of elements; empty when it needs more than + - * / and
/// brackets, or an element that has no cell.
[[nodiscard]] std::string excel_formula(std::string_view formula,
                                        const std::map<std::string, std::string, std::less<>>& cells);
/// A text in a formula.
[[nodiscard]] std::string excel_text(std::string_view text);

/// Biểu 01: elements a target is computed from, in the order of its formula.
[[nodiscard]] std::vector<std::string> inputs_of(const Target& target);

}  // namespace xanh::form_workbook
