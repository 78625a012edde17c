#include "exchange/yaml.hpp"

#include <yaml.h>

#include <algorithm>
#include <new>
#include <optional>
#include <unordered_map>

#include "base/text.hpp"
#include "exchange/text_file.hpp"
#include "exchange/yaml_problems.hpp"

namespace xanh {
namespace {

constexpr size_t kMiB = 1u << 20;
constexpr size_t kMostMiB = 16;
constexpr size_t kMostLevels = 32;
constexpr size_t kMostValues = 100'000;
constexpr size_t kMostAliases = 1'000;

struct Parser {
  yaml_parser_t raw{};
  Parser() {
    if (!yaml_parser_initialize(&raw)) throw std::bad_alloc();
  }
  ~Parser() { yaml_parser_delete(&raw); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

struct Event {
  yaml_event_t raw{};
  Event() = default;
  ~Event() { yaml_event_delete(&raw); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
};

std::string_view view(const yaml_char_t* text) {
  return text ? reinterpret_cast<const char*>(text) : std::string_view{};
}

TextPosition position(const yaml_mark_t& mark) {
  return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?   (YAML 1.2.2, 10.3.2; whole numbers
/// included)
bool is_yaml_number(std::string_view text) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t from = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - from;
  };
  const auto sign = [&] {
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  };
  sign();
  const size_t whole = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() + whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    sign();
    if (digits() == 0) return false;
  }
  return i == text.size();
}

/// Builds the tree from events. Containers in progress are a stack; nothing here recurses with the file's
/// depth.
class Composer {
 public:
  Composer(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Outcome<Node> compose() {
    yaml_parser_set_encoding(&parser_.raw, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_.raw, reinterpret_cast<const unsigned char*>(text_.data()),
                                 text_.size());
    out_.value.line = out_.value.column = 1;
    for (bool more = true; more && !stopped_;) {
      Event event;
      if (!yaml_parser_parse(&parser_.raw, &event.raw)) return syntax_error();
      more = event.raw.type != YAML_STREAM_END_EVENT;
      take(event.raw);
    }
    return std::move(out_);
  }

 private:
  struct Open {
    Node* node;    // stays good: while a container is open only its own children grow
    size_t index;  // among its parent's children
    std::optional<std::string> key;
    std::unordered_map<std::string, TextPosition> keys;
  };
  using Path = std::vector<size_t>;

  void take(const yaml_event_t& event) {
    if (skipping_ > 0) {
      if (event.type == YAML_SEQUENCE_START_EVENT || event.type == YAML_MAPPING_START_EVENT) ++skipping_;
      if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT) --skipping_;
      return;
    }
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (documents_++ > 0) stop(yaml::kSecondDocument, event.start_mark);
        break;
      case YAML_SCALAR_EVENT:
        if (wants_key())
          take_key(event);
        else
          put(scalar(event), event.start_mark, view(event.data.scalar.anchor));
        break;
      case YAML_ALIAS_EVENT:
        if (wants_key())
          refuse_key(event.start_mark);
        else
          put_alias(std::string(view(event.data.alias.anchor)), event.start_mark);
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(Node::list(), event.start_mark, view(event.data.sequence_start.anchor),
             view(event.data.sequence_start.tag), YAML_SEQ_TAG);
        break;
      case YAML_MAPPING_START_EVENT:
        open(Node::map(), event.start_mark, view(event.data.mapping_start.anchor),
             view(event.data.mapping_start.tag), YAML_MAP_TAG);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        open_.pop_back();
        break;
      default:
        break;
    }
  }

  [[nodiscard]] bool wants_key() const {
    return !open_.empty() && open_.back().node->kind == Node::Kind::map && !open_.back().key;
  }

  void take_key(const yaml_event_t& event) {
    Open& map = open_.back();
    const auto& raw = event.data.scalar;
    std::string key(reinterpret_cast<const char*>(raw.value), raw.length);
    if (key.empty() && raw.style == YAML_PLAIN_SCALAR_STYLE) return refuse_key(event.start_mark);
    const auto [first, added] = map.keys.emplace(key, position(event.start_mark));
    if (!added)
      add(yaml::kDoubledKey, event.start_mark,
          {{"key", key},
           {"line", std::to_string(first->second.line)},
           {"column", std::to_string(first->second.column)}});
    map.key = std::move(key);
  }

  void refuse_key(const yaml_mark_t& mark) {
    add(yaml::kBadKey, mark);
    open_.back().key.emplace();  // so that its value is still looked at
  }

  Node scalar(const yaml_event_t& event) {
    const auto& raw = event.data.scalar;
    std::string value(reinterpret_cast<const char*>(raw.value), raw.length);
    const std::string_view tag = view(raw.tag);
    const Node::Kind core = core_kind(value);
    Node::Kind kind = Node::Kind::text;
    if (tag.empty()) {
      if (raw.style == YAML_PLAIN_SCALAR_STYLE) kind = core;
    } else if (tag != "!" && tag != YAML_STR_TAG) {
      const bool whole = value.find_first_of(".eE") == std::string::npos;
      const bool fits = (tag == YAML_NULL_TAG && core == Node::Kind::null) ||
                        (tag == YAML_BOOL_TAG && core == Node::Kind::boolean) ||
                        (tag == YAML_INT_TAG && core == Node::Kind::number && whole) ||
                        (tag == YAML_FLOAT_TAG && core == Node::Kind::number);
      if (fits)
        kind = core;
      else
        add(yaml::kTag, event.start_mark, {{"tag", tag}});
    }
    switch (kind) {
      case Node::Kind::null:
        return {};
      case Node::Kind::boolean:
        return Node::boolean(value[0] == 't' || value[0] == 'T');
      case Node::Kind::number:
        return Node::number(std::move(value));
      default:
        return Node::text(std::move(value));
    }
  }

  void open(Node node, const yaml_mark_t& mark, std::string_view anchor, std::string_view tag,
            std::string_view core_tag) {
    if (!tag.empty() && tag != "!" && tag != core_tag) add(yaml::kTag, mark, {{"tag", tag}});
    if (wants_key()) {
      refuse_key(mark);
      skipping_ = 1;
      return;
    }
    if (open_.size() >= kMostLevels)
      return stop(yaml::kTooDeep, mark, {{"limit", std::to_string(kMostLevels)}});
    if (Node* at = put(std::move(node), mark, anchor)) open_.push_back({at, last_index_, std::nullopt, {}});
  }

  Node* put(Node node, const yaml_mark_t& mark, std::string_view anchor) {
    const auto [line, column] = position(mark);
    node.line = line;
    node.column = column;
    return place(std::move(node), mark, anchor);
  }

  Node* place(Node node, const yaml_mark_t& mark, std::string_view anchor) {
    if (++values_ > kMostValues) {
      stop(yaml::kTooMany, mark, {{"limit", std::to_string(kMostValues)}});
      return nullptr;
    }
    Path path;
    if (!anchor.empty()) path = open_path();
    Node* at = &out_.value;
    if (open_.empty()) {
      *at = std::move(node);
    } else {
      Open& in = open_.back();
      const bool list = in.node->kind == Node::Kind::list;
      last_index_ = list ? in.node->items.size() : in.node->members.size();
      path.push_back(last_index_);
      if (const auto key = list ? in.keys.end() : in.keys.find(*in.key); key != in.keys.end()) {
        node.key_line = key->second.line;
        node.key_column = key->second.column;
      }
      at = list ? &in.node->push(std::move(node)) : &in.node->add(std::move(*in.key), std::move(node));
      in.key.reset();
    }
    if (!anchor.empty()) anchors_.insert_or_assign(std::string(anchor), std::move(path));
    return at;
  }

  /// Where the innermost open container stands. Anchors are kept as paths because nodes move while the tree
  /// grows.
  [[nodiscard]] Path open_path() const {
    Path path;
    for (size_t i = 1; i < open_.size(); ++i) path.push_back(open_[i].index);
    return path;
  }

  void put_alias(const std::string& name, const yaml_mark_t& mark) {
    if (++aliases_ > kMostAliases)
      return stop(yaml::kTooManyAliases, mark, {{"limit", std::to_string(kMostAliases)}});
    const auto anchor = anchors_.find(name);
    Node copy;
    if (anchor == anchors_.end()) {
      add(yaml::kUnknownAlias, mark, {{"name", name}});
    } else {
      const Path& path = anchor->second;
      const Path here = open_path();
      if (path.size() <= here.size() && std::equal(path.begin(), path.end(), here.begin())) {
        add(yaml::kRecursiveAlias, mark, {{"name", name}});
      } else {
        const Node* original = &out_.value;
        for (const size_t i : path)
          original = original->kind == Node::Kind::list ? &original->items[i] : &original->members[i].second;
        count(*original, open_.size(), mark);
        if (stopped_) return;
        --values_;  // its top is counted when it is placed
        copy = *original;
      }
    }
    place(std::move(copy), mark, {});
  }

  /// What a copy would add, before it is made; stops the reading at the first limit.
  void count(const Node& node, size_t level, const yaml_mark_t& mark) {
    const bool holds = node.kind == Node::Kind::list || node.kind == Node::Kind::map;
    if (holds && level >= kMostLevels)
      return stop(yaml::kTooDeep, mark, {{"limit", std::to_string(kMostLevels)}});
    if (++values_ > kMostValues) return stop(yaml::kTooMany, mark, {{"limit", std::to_string(kMostValues)}});
    alias_bytes_ += node.scalar.size();
    for (const auto& [key, value] : node.members) alias_bytes_ += key.size();
    if (alias_bytes_ > kMostMiB * kMiB)
      return stop(yaml::kAliasText, mark, {{"limit", std::to_string(kMostMiB)}});
    for (size_t i = 0; i < node.items.size() && !stopped_; ++i) count(node.items[i], level + 1, mark);
    for (size_t i = 0; i < node.members.size() && !stopped_; ++i)
      count(node.members[i].second, level + 1, mark);
  }

  void add(const ProblemKind& kind, const yaml_mark_t& mark, ProblemWords words = {}) {
    const auto [line, column] = position(mark);
    const Place at{file_, line, column, {}, {}, {}};
    out_.problems.push_back(problem(kind, at, words));
    if (out_.problems.size() < text_file::kMostProblems || stopped_) return;
    out_.problems.push_back(
        problem(text_file::kTooMany, at, {{"count", std::to_string(text_file::kMostProblems)}}));
    stopped_ = true;
  }

  void stop(const ProblemKind& kind, const yaml_mark_t& mark, ProblemWords words = {}) {
    stopped_ = true;
    add(kind, mark, words);
  }

  Outcome<Node> syntax_error() {
    const yaml_parser_t& raw = parser_.raw;
    if (raw.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    const std::string_view said = raw.problem ? raw.problem : "";
    yaml::SyntaxSentence sentence = yaml::kOtherSentence;
    for (const auto& known : yaml::kSentences) {
      if (!said.starts_with(known.libyaml)) continue;
      sentence = known;
      break;
    }
    // Errors of libyaml's reader (control characters) come with an offset instead of a mark.
    const TextPosition at = raw.error == YAML_READER_ERROR ? position_of(text_, raw.problem_offset)
                            : sentence.at_start && raw.context != nullptr ? position(raw.context_mark)
                                                                          : position(raw.problem_mark);
    Outcome<Node> out;
    out.problems.push_back(problem(yaml::kSyntax, Place{file_, at.line, at.column, {}, {}, {}},
                                   {{"what_vi", sentence.vi}, {"what_en", sentence.en}}));
    return out;
  }

  std::string_view text_;
  const std::string& file_;
  Parser parser_;
  Outcome<Node> out_;
  std::vector<Open> open_;
  std::unordered_map<std::string, Path> anchors_;
  size_t last_index_ = 0;
  size_t skipping_ = 0;  ///< levels inside a refused key
  size_t documents_ = 0, values_ = 0, aliases_ = 0, alias_bytes_ = 0;
  bool stopped_ = false;
};

}  // namespace

Node::Kind core_kind(std::string_view plain) {
  if (plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL")
    return Node::Kind::null;
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"})
    if (plain == word) return Node::Kind::boolean;
  return is_yaml_number(plain) ? Node::Kind::number : Node::Kind::text;
}

Outcome<Node> read_yaml(std::string_view text, const std::string& file) {
  Outcome<Node> out;
  if (text.size() > kMostMiB * kMiB) {
    out.problems.push_back(
        problem(yaml::kTooLarge, Place{file, 1, 1, {}, {}, {}}, {{"limit", std::to_string(kMostMiB)}}));
    return out;
  }
  text = without_mark(text);
  if (const auto bad = first_not_utf8(text)) {
    const auto [line, column] = position_of(text, *bad);
    out.problems.push_back(problem(text_file::kNotUtf8, Place{file, line, column, {}, {}, {}}));
    return out;
  }
  return Composer(text, file).compose();
}

}  // namespace xanh
