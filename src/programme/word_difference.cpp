#include "programme/word_difference.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/text.hpp"

namespace xanh {
namespace {

constexpr int kMostSteps = 2000;

/// Ends of the furthest paths after each number of steps; V of Myers' paper, kept to walk back on.
class Search {
 public:
  Search(std::span<const std::string> from, std::span<const std::string> to) : from_(from), to_(to) {}

  /// Pairs of equal items in order; none when the lists are too far apart.
  [[nodiscard]] std::vector<std::pair<size_t, size_t>> common() {
    const int n = static_cast<int>(from_.size()), m = static_cast<int>(to_.size());
    const int most = std::min(n + m, kMostSteps);
    const int offset = most + 1;  // diagonals below 0
    std::vector<int> reached(2 * static_cast<size_t>(most) + 3, 0);
    const auto on = [&](int diagonal) -> int& {
      const int at = diagonal + offset;
      return reached[static_cast<size_t>(at)];
    };
    for (int steps = 0; steps <= most; ++steps) {
      for (int diagonal = -steps; diagonal <= steps; diagonal += 2) {
        int x = down(steps, diagonal, on) ? on(diagonal + 1) : on(diagonal - 1) + 1;
        while (x < n && x - diagonal < m && same(x, x - diagonal)) ++x;
        on(diagonal) = x;
        if (x >= n && x - diagonal >= m) return walked_back(steps);
      }
      trace_.emplace_back(reached.begin() + (most + 1 - steps), reached.begin() + (most + 2 + steps));
    }
    return {};
  }

 private:
  [[nodiscard]] bool same(int x, int y) const {
    return from_[static_cast<size_t>(x)] == to_[static_cast<size_t>(y)];
  }

  /// Whether the furthest path on the diagonal comes by inserting.
  template <class Reached>
  static bool down(int steps, int diagonal, Reached on) {
    return diagonal == -steps || (diagonal != steps && on(diagonal - 1) < on(diagonal + 1));
  }

  [[nodiscard]] std::vector<std::pair<size_t, size_t>> walked_back(int steps) const {
    std::vector<std::pair<size_t, size_t>> out;
    int x = static_cast<int>(from_.size()), y = static_cast<int>(to_.size());
    const auto equal_back_to = [&](int at) {
      while (x > at) out.emplace_back(static_cast<size_t>(--x), static_cast<size_t>(--y));
    };
    for (; steps > 0; --steps) {
      const auto& before = trace_[static_cast<size_t>(steps - 1)];
      const auto on = [&](int diagonal) { return before[static_cast<size_t>(diagonal + steps - 1)]; };
      const int diagonal = x - y;
      const bool inserted = down(steps, diagonal, on);
      const int from = inserted ? on(diagonal + 1) : on(diagonal - 1);
      equal_back_to(inserted ? from : from + 1);
      (inserted ? y : x) -= 1;
    }
    equal_back_to(0);
    std::reverse(out.begin(), out.end());
    return out;
  }

  std::span<const std::string> from_, to_;
  std::vector<std::vector<int>> trace_;
};

struct Piece {
  std::string blanks;  ///< before it
  std::string word;    ///< empty: the end of the text
};

bool is_space(UChar32 c) {
  return c >= 0 && (u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0);
}

bool belongs_to_word(UChar32 c) {
  return c >= 0 && (u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK);
}

/// "1.234,5", but not the full stop behind a figure.
bool inside_figure(std::string_view text, size_t at) {
  return (text[at] == '.' || text[at] == ',') && at > 0 && is_digit(text[at - 1]) && at + 1 < text.size() &&
         is_digit(text[at + 1]);
}

std::vector<Piece> pieces_of_text(std::string_view text) {
  std::vector<Piece> out(1);
  bool open = false;  // the last piece has a word that may go on
  const auto length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    const std::string_view sign =
        text.substr(static_cast<size_t>(begin), static_cast<size_t>(i) - static_cast<size_t>(begin));
    const bool in_word = belongs_to_word(c) || inside_figure(text, static_cast<size_t>(begin));
    if (is_space(c)) {
      if (!out.back().word.empty()) out.emplace_back();
      out.back().blanks += sign;
    } else if (in_word && open) {
      out.back().word += sign;
    } else {
      if (!out.back().word.empty()) out.emplace_back();
      out.back().word = sign;
    }
    open = in_word;
  }
  if (!out.back().word.empty()) out.emplace_back();
  return out;
}

std::vector<std::string> words_in(const std::vector<Piece>& pieces) {
  std::vector<std::string> out;
  for (const Piece& piece : pieces)
    if (!piece.word.empty()) out.push_back(piece.word);
  return out;
}

/// The items and the separators between them, in turn.
std::vector<std::string> items_in(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t at = text.find(separator);
    if (at != 0) out.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) break;
    out.emplace_back(separator);
    text.remove_prefix(at + separator.size());
  }
  return out;
}

class Runs {
 public:
  void equal(std::string_view text) {
    if (text.empty()) return;
    settle();
    add(RunOp::equal, text);
  }
  void deleted(std::string_view text) { deleted_ += text; }
  void inserted(std::string_view text) { inserted_ += text; }

  std::vector<WordRun> finish() {
    settle();
    return std::move(out_);
  }

 private:
  void add(RunOp op, std::string_view text) {
    if (text.empty()) return;
    if (!out_.empty() && out_.back().op == op)
      out_.back().text += text;
    else
      out_.push_back({op, std::string(text)});
  }

  /// What was deleted and what was inserted in its place have the blanks around them in common.
  void settle() {
    std::string_view gone = deleted_, come = inserted_;
    size_t head = 0;
    while (head < std::min(gone.size(), come.size()) && gone[head] == come[head] && is_blank(gone[head]))
      ++head;
    add(RunOp::equal, gone.substr(0, head));
    gone.remove_prefix(head);
    come.remove_prefix(head);
    size_t tail = 0;
    while (tail < std::min(gone.size(), come.size()) &&
           gone[gone.size() - 1 - tail] == come[come.size() - 1 - tail] &&
           is_blank(gone[gone.size() - 1 - tail]))
      ++tail;
    const std::string rest(gone.substr(gone.size() - tail));
    gone.remove_suffix(tail);
    come.remove_suffix(tail);
    add(RunOp::deleted, gone);
    add(RunOp::inserted, come);
    add(RunOp::equal, rest);
    deleted_.clear();
    inserted_.clear();
  }

  std::vector<WordRun> out_;
  std::string deleted_, inserted_;
};

}  // namespace

std::vector<EditStep> edit_script(std::span<const std::string> before, std::span<const std::string> after) {
  size_t head = 0;
  const size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  const auto a = before.subspan(head, before.size() - head - tail);
  const auto b = after.subspan(head, after.size() - head - tail);
  // Of several shortest ways one is found from either side: always searched in one direction.
  const bool turned = std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end());
  auto common = turned ? Search(b, a).common() : Search(a, b).common();

  std::vector<EditStep> out;
  size_t x = 0, y = 0;
  const auto up_to = [&](size_t to_x, size_t to_y) {
    for (; x < to_x; ++x) out.push_back({RunOp::deleted, x, y});
    for (; y < to_y; ++y) out.push_back({RunOp::inserted, x, y});
  };
  const auto equal = [&] {
    out.push_back({RunOp::equal, x, y});
    ++x, ++y;
  };
  while (x < head) equal();
  for (const auto& [p, q] : common) {
    up_to(head + (turned ? q : p), head + (turned ? p : q));
    equal();
  }
  up_to(before.size() - tail, after.size() - tail);
  while (x < before.size()) equal();
  return out;
}

std::vector<std::string> words_of_text(std::string_view text) {
  return words_in(pieces_of_text(to_nfc(text).value_or(std::string(text))));
}

std::vector<WordRun> word_runs(std::string_view before, std::string_view after) {
  const std::string old_text = to_nfc(before).value_or(std::string(before)),
                    new_text = to_nfc(after).value_or(std::string(after));
  const auto old_pieces = pieces_of_text(old_text), new_pieces = pieces_of_text(new_text);
  Runs runs;
  const auto same = [&](const Piece& one, const Piece& other) {
    if (one.blanks == other.blanks) {
      runs.equal(one.blanks);
    } else {
      runs.deleted(one.blanks);
      runs.inserted(other.blanks);
    }
    runs.equal(one.word);
  };
  for (const EditStep& step : edit_script(words_in(old_pieces), words_in(new_pieces))) {
    const Piece& one = old_pieces[step.before];
    const Piece& other = new_pieces[step.after];
    if (step.op == RunOp::equal) {
      same(one, other);
    } else if (step.op == RunOp::deleted) {
      runs.deleted(one.blanks);
      runs.deleted(one.word);
    } else {
      runs.inserted(other.blanks);
      runs.inserted(other.word);
    }
  }
  same(old_pieces.back(), new_pieces.back());
  return runs.finish();
}

std::vector<WordRun> item_runs(std::string_view before, std::string_view after, std::string_view separator) {
  const std::string old_text = to_nfc(before).value_or(std::string(before)),
                    new_text = to_nfc(after).value_or(std::string(after));
  const auto old_items = items_in(old_text, separator), new_items = items_in(new_text, separator);
  Runs runs;
  for (const EditStep& step : edit_script(old_items, new_items)) {
    if (step.op == RunOp::equal)
      runs.equal(old_items[step.before]);
    else if (step.op == RunOp::deleted)
      runs.deleted(old_items[step.before]);
    else
      runs.inserted(new_items[step.after]);
  }
  return runs.finish();
}

std::string text_of(std::span<const WordRun> runs, RunOp side) {
  std::string out;
  for (const WordRun& run : runs)
    if (run.op == RunOp::equal || run.op == side) out += run.text;
  return out;
}

}  // namespace xanh
