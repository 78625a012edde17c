#include "exchange/dhis2_file.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/dhis2_problems.hpp"
#include "exchange/text_file.hpp"

namespace xanh::dhis2 {
namespace {

/// Goes over a text that has been parsed and finds the same values in the same order. No recursion: what
/// is open is kept in a list.
class Placing {
 public:
  Placing(std::string_view text, Node& root) : text_(text), root_(root) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '{' || c == '[') {
        Node* node = value();
        step();
        open_.push_back({node, 0, c == '{'});
      } else if (c == '}' || c == ']') {
        open_.pop_back();
        step();
      } else if (c == '"') {
        if (!open_.empty() && open_.back().key)
          open_.back().key = false;
        else
          value();
        string();
      } else if (is_blank(c) || c == ',' || c == ':') {
        step();
      } else {
        value();
        while (at_ < text_.size() && !is_blank(text_[at_]) &&
               std::string_view(",:]}").find(text_[at_]) == std::string_view::npos)
          step();
      }
    }
  }

 private:
  struct Open {
    Node* node = nullptr;
    size_t next = 0;
    bool key = false;  ///< the next text is a key
  };

  void step() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) {
      ++column_;
    }
  }

  void string() {
    step();
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') step();
      if (at_ < text_.size()) step();
    }
    if (at_ < text_.size()) step();
  }

  Node* value() {
    Node* node = &root_;
    if (!open_.empty()) {
      Open& in = open_.back();
      if (in.node->kind == Node::Kind::list) {
        node = &in.node->items[in.next++];
      } else {
        node = &in.node->members[in.next++].second;
        in.key = true;
      }
    }
    node->line = line_;
    node->column = column_;
    return node;
  }

  std::string_view text_;
  Node& root_;
  std::vector<Open> open_;
  size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

void count_in(std::string& text, size_t count) {
  const size_t at = text.find("{count}");
  if (at != text.npos) text.replace(at, 7, std::to_string(count));
}

}  // namespace

Outcome<Node> read_placed_json(std::string_view text, const std::string& file) {
  Outcome<Node> out;
  const Place whole{file, 0, 0, {}, {}, {}};
  text = without_mark(text);
  if (text.size() > kMostBytes) {
    out.problems.push_back(
        problem(kTooLarge, whole,
                {{"limit", std::to_string(kMostBytes >> 20)}, {"what_vi", "MiB"}, {"what_en", "MiB"}}));
    return out;
  }
  // Counted before a tree is made: "[[],[],…" takes fifty times its size. What stands in texts counts too,
  // which only makes the limit a little stricter.
  const auto values = static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c == ',' || c == '[' || c == '{'; }));
  if (values > kMostJsonValues) {
    out.problems.push_back(
        problem(kTooLarge, whole,
                {{"limit", std::to_string(kMostJsonValues)}, {"what_vi", "giá trị"}, {"what_en", "values"}}));
    return out;
  }
  if (const auto bad = first_not_utf8(text)) {
    const TextPosition at = position_of(text, *bad);
    out.problems.push_back(problem(text_file::kNotUtf8, Place{file, at.line, at.column, {}, {}, {}}));
    return out;
  }
  out = read_json(text, file);
  if (out.ok()) Placing(text, out.value).run();
  return out;
}

Place place_of(const Node& node, const std::string& file, std::string pointer) {
  return {file, node.line, node.column, {}, {}, std::move(pointer)};
}

std::string text_of(const Node& node, std::string_view key) {
  const Node* found = node.kind == Node::Kind::map ? node.find(key) : nullptr;
  if (!found || found->kind == Node::Kind::list || found->kind == Node::Kind::map) return {};
  return to_nfc(trimmed(found->scalar)).value_or("");
}

std::string id_of(const Node& node, std::string_view key) {
  const Node* found = node.kind == Node::Kind::map ? node.find(key) : nullptr;
  return found ? text_of(*found, "id") : std::string{};
}

bool is_uid(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return text.size() == 11 && letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || is_digit(c); });
}

void Report::add(const ProblemKind& kind, const Place& place, ProblemWords words) {
  if (all_.size() < kMost)
    all_.push_back({problem(kind, place, words), 0});
  else
    ++more_;
}

void Report::again(const ProblemKind& kind, const std::string& cause, const Place& place,
                   ProblemWords words) {
  const auto [it, fresh] = causes_.emplace(std::string(kind.code) + "\n" + cause, all_.size());
  if (!fresh) {
    if (it->second < all_.size()) ++all_[it->second].count;
    return;
  }
  if (all_.size() < kMost) {
    all_.push_back({problem(kind, place, words), 1});
  } else {
    it->second = kMost;  // never told, so never counted
    ++more_;
  }
}

void Report::append(Problems problems) {
  for (auto& p : problems) all_.push_back({std::move(p), 0});
}

Problems Report::told() {
  Problems out;
  for (auto& [p, count] : all_) {
    if (count > 0) {
      count_in(p.message.vi, count);
      count_in(p.message.en, count);
    }
    out.push_back(std::move(p));
  }
  if (more_ > 0) out.push_back(problem(kMore, Place{}, {{"count", std::to_string(more_)}}));
  return out;
}

}  // namespace xanh::dhis2
