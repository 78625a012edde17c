// The reader of the form workbook: finds every input cell, turns it into a value or a problem, gathers the
// submission.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exchange/form_workbook.hpp"
#include "exchange/form_workbook_lines.hpp"
#include "exchange/form_workbook_problems.hpp"

namespace xanh::form_workbook {

/// Where an input cell was found; `sheet` is null when it is lost.
struct Found {
  const Sheet* sheet = nullptr;
  CellAddress at{};
};

/// Finds input cells: by name, else by the code in column A and the column in which the field stands now.
class CellFinder {
 public:
  CellFinder(const Workbook& workbook, std::string file, const std::vector<InputLine>& lines,
             Problems& problems);
  [[nodiscard]] Found find(const InputLine& line, const std::string& field, std::uint16_t column);
  [[nodiscard]] Place place(const Found& found, const std::string& field) const;
  /// Whether the cell lies within merged cells but is not their first.
  [[nodiscard]] bool merged_away(const Found& found);
  /// Rows of a sheet where inputs were found.
  [[nodiscard]] const std::set<int>& rows(const Sheet* sheet) { return rows_[sheet]; }

 private:
  Found by_code(const InputLine& line, std::uint16_t column);
  void copied_sheets();
  void columns_of_now();

  const Workbook& workbook_;
  std::string file_;
  const std::vector<InputLine>& lines_;
  Problems& problems_;
  std::map<std::string_view, const Sheet*> sheets_;
  using Name = decltype(Workbook::names)::const_iterator;
  /// The name, sought beside the one found last: a form may have 400,000, and those of a line stand together.
  [[nodiscard]] Name named(std::string_view name);
  Name near_;
  std::map<const Sheet*, std::unordered_map<std::string_view, int>> codes_;
  std::map<std::pair<std::string, std::uint16_t>, std::pair<const Sheet*, int>>
      columns_;  ///< sheet and column as written → where it is now
  std::map<const Sheet*, std::set<CellAddress>> covered_;
  std::map<const Sheet*, std::set<int>> rows_;
  bool columns_known_ = false;
  Found last_;
  std::string name_;  ///< of the cell that is sought
};

/// A word of a list as people type it.
template <class E>
struct KnownWord {
  E word;
  Bilingual names;
  std::array<std::string, 3> folded;  ///< in both languages, and as files write it
};
template <class E>
std::vector<KnownWord<E>> known_words() {
  std::vector<KnownWord<E>> out;
  for (const auto& name : words<E>()) {
    const E one = *from_word<E>(name);
    const Bilingual names = name_of(one);
    out.push_back({one, names, {folded(names.vi), folded(names.en), name}});
  }
  return out;
}

/// What one line's fields hold.
class LineReader {
 public:
  LineReader(CellFinder& finder, Problems& problems) : finder_(finder), problems_(problems) {}

  [[nodiscard]] std::string text(const InputLine& line, std::string_view field, size_t limit = 0);
  [[nodiscard]] std::optional<Date> date(const InputLine& line, std::string_view field);
  /// `question`: a word such as KPS stood there, and was asked about.
  [[nodiscard]] std::optional<Decimal> number(const InputLine& line, std::string_view field,
                                              const Element* bounds, bool& question);
  /// A word of a list, in either language.
  template <class E>
  [[nodiscard]] std::optional<E> word_of(const InputLine& line, std::string_view field) {
    const auto value = text(line, field);
    if (value.empty()) return std::nullopt;
    static const std::vector<KnownWord<E>> kWords = known_words<E>();
    for (const auto& known : kWords)
      if (value == known.names.vi) return known.word;
    const std::string wanted = folded(value);
    std::vector<std::string> choices;
    for (const auto& known : kWords) {
      if (std::find(known.folded.begin(), known.folded.end(), wanted) != known.folded.end())
        return known.word;
      choices.push_back(known.names.vi);
    }
    unknown_word(line, field, value, choices);
    return std::nullopt;
  }
  void unknown_word(const InputLine& line, std::string_view field, const std::string& have,
                    const std::vector<std::string>& choices);
  [[nodiscard]] Place place(const InputLine& line, std::string_view field);
  void report(const ProblemKind& kind, Place place, ProblemWords words = {}, std::string suggestion = {}) {
    problems_.push_back(problem(kind, std::move(place), words, std::move(suggestion)));
  }

 private:
  struct Where {
    Found found;
    const Cell* cell = nullptr;
  };
  /// The cell with a value, null when it is empty; error cells and merged ones are reported here.
  Where cell(const InputLine& line, std::string_view field);
  Found located(const InputLine& line, std::string_view field);

  CellFinder& finder_;
  Problems& problems_;
  const InputLine* line_ = nullptr;          ///< the one read last, whose cells are
  std::vector<std::optional<Found>> found_;  ///< these, by number of the field
  /// Cells about whose finding something was said, which must not be said again.
  std::map<std::pair<const InputLine*, size_t>, Found> told_;
  /// The row read last and its cells.
  const Sheet* sheet_ = nullptr;
  int row_ = 0;
  std::span<const Cell> cells_;
};

/// The lines of a stamp and what it says.
struct Stamp {
  FormStamp form;
  std::string format;
  std::vector<InputLine> lines;
  std::map<std::string, std::string> names_of_units;  ///< folded name → code
  std::vector<std::array<std::string, 7>> parts;      ///< rows of the stamp about parts, as they stand
};
[[nodiscard]] Outcome<Stamp> read_stamp(const Workbook& workbook, const std::string& file);

class FormReader {
 public:
  FormReader(const Workbook& workbook, std::string file, const Form& form, const Plan& plan, Stamp stamp);
  Outcome<ReadForm> run();

 private:
  void compare_stamp();
  void figures();
  void figure(const Element& element, bool required, std::span<const InputLine* const> lines,
              std::string_view shared_line);
  void targets();
  void surveys();
  void tasks();
  void texts();
  void difficulties();
  void next_tasks();
  void projects();
  void money();
  void directives();
  void registration();
  /// The code of a word of one of the programme's lists, in either language; the problem when there is none.
  [[nodiscard]] std::string word_code(const InputLine& line, std::string_view field,
                                      const std::vector<Word>& words);
  [[nodiscard]] std::string solution_code(const InputLine& line, std::string_view field);
  [[nodiscard]] std::string target_code(const std::string& text) const;
  void cover();
  /// The choice on the cover: nothing to report in the whole form. Any other word than the two is asked
  /// about.
  [[nodiscard]] bool nothing_at_all(const InputLine& line, const std::string& text);
  void parts();
  void new_items();
  void strange_rows();
  /// `below`: also under the last printed row, where nothing else follows on the sheet.
  [[nodiscard]] std::vector<const InputLine*> with_inserted_rows(std::string_view about,
                                                                 std::string_view content, bool below = true);
  [[nodiscard]] std::string item_code(const std::string& text) const;
  [[nodiscard]] std::string unit_code(const std::string& text) const;
  [[nodiscard]] std::vector<const InputLine*> lines(std::string_view about) const;

  const Workbook& workbook_;
  std::string file_;
  const Form& form_;
  const Plan& plan_;
  Stamp stamp_;
  Outcome<ReadForm> out_;
  CellFinder finder_;
  LineReader read_;
  std::unordered_map<std::string_view, std::string_view>
      element_target_;  ///< element → target whose row shares its state
  std::map<std::string, std::optional<FigureState>, std::less<>> target_states_;
  std::deque<InputLine> inserted_;  ///< rows between the printed ones; addresses must stay
};

}  // namespace xanh::form_workbook
