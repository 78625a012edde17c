#include "exchange/figures_csv.hpp"

#include <array>

#include "base/describe.hpp"
#include "exchange/csv.hpp"

namespace xanh {
namespace {

/// A row of the table; the keys are those of a figure in a report, with the report's own before them.
struct FigureLine {
  std::string cycle, unit, element;
  FigureState state = FigureState::official;
  std::optional<Decimal> this_period, year_to_date, same_period, year_estimate, since_start;
  std::optional<Date> expected_on;
  std::string note;
  Place place;
  static constexpr std::array kRequired{"cycle", "unit", "element"};
};
BOOST_DESCRIBE_STRUCT(FigureLine, (),
                      (cycle, unit, element, state, this_period, year_to_date, same_period, year_estimate,
                       since_start, expected_on, note))

constexpr ProblemKind kSeveral{"figures-of-several",
                               Severity::error,
                               "bảng số liệu có nhiều kỳ hoặc nhiều đơn vị: `{have}`, trước đó `{first}`",
                               "the table has several cycles or units: `{have}`, before it `{first}`",
                               "mỗi tệp một đơn vị, một kỳ",
                               "one unit and one cycle a file"};
constexpr ProblemKind kNoRows{"figures-none",
                              Severity::error,
                              "bảng số liệu không có dòng nào",
                              "the table has no rows",
                              "ghi mỗi số liệu một dòng",
                              "one figure a row"};

std::vector<std::string> header() {
  std::vector<std::string> out;
  boost::mp11::mp_for_each<detail::Members<FigureLine>>(
      [&](auto d) { out.emplace_back(detail::key_of(d.name)); });
  return out;
}

}  // namespace

std::string write_figures_csv(const Submission& submission) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& figure : submission.figures) {
    const FigureLine line{submission.cycle,   submission.unit,     figure.element,     figure.state,
                          figure.this_period, figure.year_to_date, figure.same_period, figure.year_estimate,
                          figure.since_start, figure.expected_on,  figure.note,        {}};
    const Node node = to_node(line);
    std::vector<std::string>& row = rows.emplace_back();
    for (const auto& key : header()) {
      const Node* value = node.find(key);
      row.push_back(value ? value->scalar : std::string{});
    }
  }
  return write_csv(header(), rows);
}

Outcome<Submission> read_figures_csv(const std::string& bytes, const std::string& file) {
  Outcome<Submission> out;
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // as Excel saves it
  const bool semicolons = text.substr(0, text.find('\n')).find(';') != std::string_view::npos;
  auto table = read_csv(text, file, semicolons ? ';' : ',');
  append(out.problems, std::move(table.problems));
  if (has_error(out.problems)) return out;
  auto lines = from_node<std::vector<FigureLine>>(to_nodes(table.value), file);
  append(out.problems, std::move(lines.problems));
  if (has_error(out.problems)) return out;
  if (lines.value.empty()) {
    out.problems.push_back(problem(kNoRows, Place{file, 0, 0, {}, {}, {}}));
    return out;
  }
  Submission& to = out.value;
  to.cycle = lines.value.front().cycle;
  to.unit = lines.value.front().unit;
  to.place.file = file;
  for (auto& line : lines.value) {
    if (line.cycle != to.cycle || line.unit != to.unit) {
      out.problems.push_back(
          problem(kSeveral, line.place,
                  {{"have", line.cycle + "/" + line.unit}, {"first", to.cycle + "/" + to.unit}}));
      continue;
    }
    ReportedFigure& one = to.figures.emplace_back();
    one.element = std::move(line.element);
    one.state = line.state;
    one.this_period = line.this_period;
    one.year_to_date = line.year_to_date;
    one.same_period = line.same_period;
    one.year_estimate = line.year_estimate;
    one.since_start = line.since_start;
    one.expected_on = line.expected_on;
    one.note = std::move(line.note);
    one.place = line.place;
  }
  return out;
}

}  // namespace xanh
