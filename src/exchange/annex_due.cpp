// Days by which a task is due, in the many ways people write them. A month, a quarter, a year and a period
// are over on their last day.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/annex_values.hpp"

namespace xanh::annex {
namespace {

constexpr int kFirstYear = 1990, kLastYear = 2100;

struct Token {
  std::string text;
  int number = -1;  ///< of digits
};

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> out;
  const std::string plain = folded(text);
  for (size_t i = 0; i < plain.size();) {
    const char c = plain[i];
    const bool figure = c >= '0' && c <= '9';
    if (figure || (c >= 'a' && c <= 'z')) {
      size_t end = i;
      while (end < plain.size() &&
             (figure ? plain[end] >= '0' && plain[end] <= '9' : plain[end] >= 'a' && plain[end] <= 'z'))
        ++end;
      Token token{plain.substr(i, end - i), -1};
      if (figure && token.text.size() <= 4) token.number = std::stoi(token.text);
      out.push_back(std::move(token));
      i = end;
    } else {
      if (c == '/' || c == '-' || c == '.') {
        out.push_back({std::string(1, c), -1});
      } else if (plain.compare(i, 3, "–") == 0 || plain.compare(i, 3, "—") == 0) {
        out.push_back({"-", -1});
        i += 2;
      } else if (c == ',' || c == ';') {
        out.push_back({",", -1});
      }
      ++i;
    }
  }
  return out;
}

Date last_of_month(int year, int month) {
  return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / std::chrono::last};
}

/// One moment named in the text; the year may be missing.
struct Moment {
  int month = 12, day = 0;  ///< day 0: the last of the month
  std::optional<int> year;
  [[nodiscard]] std::optional<Date> on(std::optional<int> plan_year) const {
    const auto y = year ? year : plan_year;
    if (!y) return std::nullopt;
    if (day == 0) return last_of_month(*y, month);
    const std::chrono::year_month_day full{std::chrono::year{*y},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!full.ok()) return std::nullopt;
    return std::chrono::sys_days{full};
  }
};

class DueParser {
 public:
  explicit DueParser(std::vector<Token> tokens) : t_(std::move(tokens)) {}

  void run() {
    while (at_ < t_.size()) {
      const size_t before = at_;
      if (recurring_words() || half_year() || quarter() || by_words() || by_marks() || year_alone()) continue;
      at_ = before;
      leftover(t_[at_++].text);
    }
  }

  std::vector<Moment> moments;
  bool recurring = false, before_word = false, whole = true;

 private:
  [[nodiscard]] bool is(size_t at, std::string_view text) const {
    return at < t_.size() && t_[at].text == text;
  }
  [[nodiscard]] int number(size_t at) const { return at < t_.size() ? t_[at].number : -1; }
  [[nodiscard]] bool year(size_t at) const {
    return number(at) >= kFirstYear && number(at) <= kLastYear && t_[at].text.size() == 4;
  }
  [[nodiscard]] bool month(size_t at) const {
    return number(at) >= 1 && number(at) <= 12 && t_[at].text.size() <= 2;
  }
  [[nodiscard]] bool day(size_t at) const {
    return number(at) >= 1 && number(at) <= 31 && t_[at].text.size() <= 2;
  }
  [[nodiscard]] bool mark(size_t at) const { return is(at, "/") || is(at, "-") || is(at, "."); }

  /// "/2023", "năm 2023", "của năm 2023" behind what was just read.
  std::optional<int> year_behind() {
    size_t at = at_;
    while (is(at, "/") || is(at, "-") || is(at, ".") || is(at, ",") || is(at, "cua") || is(at, "nam") ||
           is(at, "trong"))
      ++at;
    if (!year(at) || (at == at_)) return std::nullopt;
    // "Quý III - 2023" is a quarter; "tháng 3 - 2024-2025" is left to be a period.
    at_ = at + 1;
    return number(at);
  }

  bool recurring_words() {
    static constexpr std::array<std::array<std::string_view, 2>, 11> kPairs{{{"thuong", "xuyen"},
                                                                             {"hang", "nam"},
                                                                             {"hang", "quy"},
                                                                             {"hang", "thang"},
                                                                             {"hang", "tuan"},
                                                                             {"hang", "ngay"},
                                                                             {"moi", "nam"},
                                                                             {"dinh", "ky"},
                                                                             {"lien", "tuc"},
                                                                             {"ca", "nam"},
                                                                             {"moi", "quy"}}};
    for (const auto& pair : kPairs)
      if (is(at_, pair[0]) && is(at_ + 1, pair[1])) {
        at_ += 2;
        recurring = true;
        return true;
      }
    return false;
  }

  /// "6 tháng đầu năm 2023", "9 tháng đầu năm", "6 tháng cuối năm"; "cuối năm 2023".
  bool half_year() {
    if (month(at_) && is(at_ + 1, "thang") && (is(at_ + 2, "dau") || is(at_ + 2, "cuoi"))) {
      Moment out{is(at_ + 2, "dau") ? number(at_) : 12, 0, {}};
      at_ += 3;
      if (is(at_, "nam") && !year(at_ + 1)) ++at_;
      out.year = year_behind();
      moments.push_back(out);
      return true;
    }
    if (is(at_, "cuoi") && is(at_ + 1, "nam")) {
      ++at_;
      const size_t word = at_;
      Moment out{12, 0, year_behind()};
      if (!out.year) at_ = word + 1;
      moments.push_back(out);
      return true;
    }
    return false;
  }

  [[nodiscard]] int quarter_at(size_t at) const {
    for (int i = 0; i < 4; ++i)
      if (is(at, std::array<std::string_view, 4>{"i", "ii", "iii", "iv"}[static_cast<size_t>(i)]))
        return i + 1;
    return number(at) >= 1 && number(at) <= 4 && t_[at].text.size() == 1 ? number(at) : 0;
  }

  /// "Quý IV/2023", "Quý II, III năm 2023", "Quý I - Quý IV/2023": the last one counts.
  bool quarter() {
    if (!is(at_, "quy") || quarter_at(at_ + 1) == 0) return false;
    int last = quarter_at(++at_);
    ++at_;
    while (true) {
      size_t next = at_;
      while (is(next, "-") || is(next, ",") || is(next, "va") || is(next, "den") || is(next, "quy")) ++next;
      if (next == at_ || quarter_at(next) == 0) break;
      last = quarter_at(next);
      at_ = next + 1;
    }
    moments.push_back({last * 3, 0, year_behind()});
    return true;
  }

  /// "ngày 30 tháng 6 năm 2023", "tháng 6/2023", "tháng 3 - 6/2023".
  bool by_words() {
    size_t at = at_;
    if (is(at, "ngay")) ++at;
    if (day(at) && is(at + 1, "thang") && month(at + 2)) {
      at_ = at + 3;
      moments.push_back({number(at + 2), number(at), year_behind()});
      return true;
    }
    if (!(is(at_, "thang") || is(at_, "t")) || !month(at_ + 1)) return false;  // "T6/2023"
    int last = number(at_ + 1);
    at_ += 2;
    while (true) {
      size_t next = at_;
      while (is(next, "-") || is(next, ",") || is(next, "va") || is(next, "den") || is(next, "thang") ||
             is(next, "t"))
        ++next;
      if (next == at_ || !month(next) || t_[next].text.size() == 4) break;
      last = number(next);
      at_ = next + 1;
    }
    moments.push_back({last, 0, year_behind()});
    return true;
  }

  /// "31/12/2023", "6/2023", "30/6".
  bool by_marks() {
    size_t at = at_;
    if (is(at, "ngay")) ++at;
    if (day(at) && mark(at + 1) && month(at + 2) && mark(at + 3) && year(at + 4)) {
      moments.push_back({number(at + 2), number(at), number(at + 4)});
      at_ = at + 5;
      return true;
    }
    if (month(at) && (is(at + 1, "/") || is(at + 1, "-")) && year(at + 2)) {
      moments.push_back({number(at), 0, number(at + 2)});
      at_ = at + 3;
      return true;
    }
    if (day(at) && is(at + 1, "/") && month(at + 2)) {
      moments.push_back({number(at + 2), number(at), {}});
      at_ = at + 3;
      return true;
    }
    return false;
  }

  /// "2023", "2023-2025": a period is due at its end.
  bool year_alone() {
    if (!year(at_)) return false;
    size_t last = at_;
    while (is(last + 1, "-") && year(last + 2)) last += 2;
    moments.push_back({12, 0, number(last)});
    at_ = last + 1;
    return true;
  }

  void leftover(const std::string& text) {
    static constexpr std::array<std::string_view, 27> kFilling{
        "/",    "-",    ".",    ",",    "truoc", "trong", "den", "het",  "nam",
        "tu",   "giai", "doan", "va",   "hoan",  "thanh", "vao", "cham", "nhat",
        "ngay", "thoi", "gian", "thuc", "hien",  "khi",   "dau", "tien", "cua"};
    if (text == "truoc") before_word = true;
    if (std::find(kFilling.begin(), kFilling.end(), text) == kFilling.end()) whole = false;
  }

  std::vector<Token> t_;
  size_t at_ = 0;
};

}  // namespace

DueReading read_due(const Cell& cell, std::optional<int> plan_year) {
  DueReading out;
  out.whole = true;
  if (cell.date) {
    out.due = cell.date;
    return out;
  }
  DueParser parser(tokens_of(one_line(cell.text)));
  parser.run();
  out.whole = parser.whole;
  const auto because = [&](Sure sure, std::string vi, std::string en) {
    out.reasons.push_back({sure, {std::move(vi), std::move(en)}});
  };
  std::optional<Date> last;
  bool without_year = false;
  for (const Moment& moment : parser.moments) {
    // "Quý II - Quý IV/2023": one year for all of them.
    std::optional<int> year = plan_year;
    if (!moment.year)
      for (const Moment& other : parser.moments)
        if (other.year) year = other.year;
    const bool alone = !moment.year && std::none_of(parser.moments.begin(), parser.moments.end(),
                                                    [](const Moment& m) { return m.year.has_value(); });
    if (const auto day = moment.on(year)) {
      without_year = without_year || alone;
      if (!last || *last < *day) last = day;
    }
  }
  if (parser.recurring) {
    out.recurring = true;
    if (last)
      because(Sure::likely, "vừa ghi thường xuyên vừa ghi thời gian: lấy là thường xuyên",
              "it says both recurring and a time: taken as recurring");
    return out;
  }
  out.due = last;
  if (!last) return out;
  if (without_year)
    because(Sure::likely, "thời hạn không ghi năm, lấy năm của kế hoạch",
            "the due date has no year, the plan's year was taken");
  if (parser.moments.size() > 1)
    because(Sure::likely, "có nhiều mốc thời gian, lấy mốc cuối cùng",
            "several times are named, the last one was taken");
  if (parser.before_word)
    because(Sure::likely, "ghi “trước”: lấy chính ngày được nêu",
            "it says “before”: the day named was taken");
  if (!parser.whole)
    because(Sure::likely, "chỉ lấy phần thời gian, phần chữ còn lại giữ trong ghi chú",
            "only the time was taken, the other words are kept in the note");
  return out;
}

}  // namespace xanh::annex
