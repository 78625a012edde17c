#include "exchange/dhis2_expression.hpp"

#include "base/text.hpp"
#include "exchange/dhis2_problems.hpp"
#include "programme/formula.hpp"
#include "programme/formula_problems.hpp"

namespace xanh::dhis2 {
namespace {

class ExpressionReading {
 public:
  ExpressionReading(const Metadata& metadata, const Expression& from, const Owner& owner, Report& report)
      : all_(metadata), from_(from), text_(from.text), owner_(owner), report_(report) {}

  std::optional<ReadExpression> run() {
    if (!readable()) return std::nullopt;
    take_apart();
    if (!good_) return std::nullopt;
    // What stands beside the elements is of the language, but perhaps not of targets and checks.
    const std::string ours = out_.with([](const Part&) { return std::string("x"); });
    const auto parsed = Formula::parse(ours);
    if (!parsed.ok()) {
      refuse(parsed.problems.front().message, from_.place);
      return std::nullopt;
    }
    if (const auto foreign = foreign_item(parsed.value); !foreign.empty()) {
      refuse_item(foreign, from_.place);
      return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  /// Of what stands beside elements, the first thing that a programme has no equal of: what DHIS2 calls
  /// groups and data sets has other codes here, and a plan goes back one cycle only.
  static std::string foreign_item(const Formula& formula) {
    for (FormulaItem item : formula.items()) {
      const bool known = item.kind == FormulaItemKind::element || item.kind == FormulaItemKind::days;
      const bool near = item.modifiers.period_offset == 0 || item.modifiers.period_offset == -1;
      if (known) item.code = "…";  // a stand-in stands in the formula for what the file names by its uid
      if (!known || !near) return item.text();
    }
    return formula.unit_tests().empty() ? std::string{} : std::string(formula.beyond_elements());
  }

  bool readable() {
    if (const size_t at = outside_quotes("d2:"); at != text_.npos) {
      refuse_item(text_.substr(at, text_.find_first_of("( ", at) - at), at_character(at));
      return false;
    }
    // Places are told by the column, as long as the text is a line of the file.
    const bool line = text_.find('\n') == text_.npos;
    const auto parsed = Formula::parse(text_, line ? from_.place : Place{});
    if (parsed.ok()) return true;
    const Problem& why = parsed.problems.front();
    if (why.code != kFormulaTracker.code) {
      refuse(why.message, line ? why.place : from_.place);
      return false;
    }
    const size_t open = text_.find('{');
    size_t begin = open == text_.npos ? 0 : open;
    if (line && why.place.column >= from_.place.column)
      begin = byte_of(static_cast<size_t>(why.place.column - from_.place.column));
    const size_t end = text_.find_first_of("})", begin);
    refuse_item(text_.substr(begin, end == text_.npos ? end : end - begin + 1),
                line ? why.place : from_.place);
    return false;
  }

  [[nodiscard]] size_t byte_of(size_t character) const {
    for (size_t i = 0; i < text_.size(); ++i)
      if ((static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80 && character-- == 0) return i;
    return text_.size();
  }

  [[nodiscard]] Place at_character(size_t offset) const {
    return text_.find('\n') == text_.npos ? place_in_formula(from_.place, text_, offset) : from_.place;
  }

  /// Behind what begins here and is no formula of its own: a text, a comment. The same place otherwise.
  [[nodiscard]] size_t past_quiet(size_t at) const {
    const char c = text_[at];
    if (c == '\'' || c == '"') {
      size_t i = at + 1;
      while (i < text_.size() && text_[i] != c) i += text_[i] == '\\' ? 2 : 1;
      return std::min(i + 1, text_.size());
    }
    if (text_.compare(at, 2, "/*") == 0) {
      const size_t end = text_.find("*/", at + 2);
      return end == text_.npos ? text_.size() : end + 2;
    }
    return at;
  }

  [[nodiscard]] size_t outside_quotes(std::string_view what) const {
    for (size_t i = 0; i < text_.size();) {
      const size_t past = past_quiet(i);
      if (past == i && text_.compare(i, what.size(), what) == 0) return i;
      i = past == i ? i + 1 : past;
    }
    return text_.npos;
  }

  void take_apart() {
    std::string between;
    for (size_t i = 0; i < text_.size();) {
      if (const size_t past = past_quiet(i); past != i) {
        between.append(text_, i, past - i);
        i = past;
        continue;
      }
      const bool element = text_.compare(i, 2, "#{") == 0;
      const bool constant = text_.compare(i, 2, "C{") == 0 && (i == 0 || !is_word(text_[i - 1]));
      const size_t end = element || constant ? text_.find('}', i) : text_.npos;
      if (end == text_.npos) {
        between += text_[i++];
        continue;
      }
      const std::string code = text_.substr(i + 2, end - i - 2);
      if (element) {
        out_.texts.push_back(std::exchange(between, {}));
        out_.parts.push_back(part(code, i));
      } else {
        between += number(code, i);
      }
      i = end + 1;
    }
    out_.texts.push_back(std::move(between));
    std::string& first = out_.texts.front();
    first.erase(0, std::min(first.size(), first.find_first_not_of(" \t\r\n")));
    std::string& last = out_.texts.back();
    last.erase(last.find_last_not_of(" \t\r\n") + 1);
  }

  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
  }

  Part part(const std::string& code, size_t at) {
    std::vector<std::string> words = split(code, '.');
    words.resize(3);
    Part out{words[0], words[1], words[2]};
    const DataElement* element = all_.elements.find(out.element);
    if (!element) unknown({"số liệu", "data element"}, out.element, at);
    for (auto* word : {&out.combo, &out.attribute}) {
      if (*word == "*" || all_.is_default(*word))
        word->clear();
      else if (!all_.option_combos.find(*word))
        unknown({"tổ hợp", "option combination"}, *word, at);
    }
    return out;
  }

  std::string number(const std::string& code, size_t at) {
    const Constant* found = all_.constants.find(code);
    if (!found || !found->value) {
      unknown({"hằng số", "constant"}, code, at);
      return "0";
    }
    const std::string text = found->value->to_text();
    return found->value->is_negative() ? "(" + text + ")" : text;
  }

  void unknown(const Bilingual& item, const std::string& code, size_t at) {
    good_ = false;
    report_.add(kExpressionUnknown, at_character(at),
                {{"what_vi", owner_.what.vi},
                 {"what_en", owner_.what.en},
                 {"name", owner_.object->name},
                 {"uid", owner_.object->uid},
                 {"item_vi", item.vi},
                 {"item_en", item.en},
                 {"item", code}});
  }

  void refuse_item(const std::string& item, const Place& place) {
    report_.add(kRefused, place,
                {{"what_vi", owner_.what.vi},
                 {"what_en", owner_.what.en},
                 {"name", owner_.object->name},
                 {"uid", owner_.object->uid},
                 {"item", item}});
  }

  void refuse(const Bilingual& reason, const Place& place) {
    report_.add(kExpression, place,
                {{"what_vi", owner_.what.vi},
                 {"what_en", owner_.what.en},
                 {"name", owner_.object->name},
                 {"uid", owner_.object->uid},
                 {"reason_vi", reason.vi},
                 {"reason_en", reason.en}});
  }

  const Metadata& all_;
  const Expression& from_;
  const std::string& text_;
  const Owner& owner_;
  Report& report_;
  ReadExpression out_;
  bool good_ = true;
};

}  // namespace

bool ReadExpression::single() const {
  return parts.size() == 1 && texts.front().empty() && texts.back().empty();
}

std::string ReadExpression::with(const std::function<std::string(const Part&)>& code) const {
  std::string out = texts.front();
  for (size_t i = 0; i < parts.size(); ++i) out += "#{" + code(parts[i]) + "}" + texts[i + 1];
  return out;
}

std::optional<ReadExpression> read_expression(const Metadata& metadata, const Expression& expression,
                                              const Owner& owner, Report& report) {
  return ExpressionReading(metadata, expression, owner, report).run();
}

}  // namespace xanh::dhis2
