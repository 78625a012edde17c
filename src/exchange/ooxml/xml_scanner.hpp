// Streaming reader of the XML inside workbooks: no tree, no copies. Document type declarations are refused,
// so no entity can be declared; everything must be UTF-8 (XML 1.0, the subset ECMA-376 part 2 allows in
// packages).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xanh {

class XmlScanner {
 public:
  enum class Token { start, end, text, finished, failed };
  enum class Fault { none, syntax, doctype, not_utf8 };
  static constexpr size_t kMostDepth = 256;

  /// The bytes must outlive the scanner and every view it gives.
  explicit XmlScanner(std::string_view bytes);

  /// A self-closing element is a start and an end. After `finished` or `failed` nothing else comes.
  Token next();

  /// Local name of the element just started or ended (without its namespace prefix).
  [[nodiscard]] std::string_view name() const { return name_; }
  /// Number of open elements, after the token.
  [[nodiscard]] size_t depth() const { return open_.size(); }
  /// Raw value of an attribute of the element just started, by local name; empty when absent.
  [[nodiscard]] std::string_view raw_attribute(std::string_view local_name) const;
  /// The same with its references resolved.
  [[nodiscard]] std::string attribute(std::string_view local_name);
  /// All of them, raw and in their order, by the names they are written with.
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& attributes() const {
    return attributes_;
  }

  /// An attribute without a copy where nothing needs resolving; the view lives until the next call of this
  /// function or of text_view.
  [[nodiscard]] std::string_view attribute_view(std::string_view local_name);
  /// Whether a view is a piece of the bytes, and lives as long as they do.
  [[nodiscard]] bool has(std::string_view piece) const;

  /// Appends the direct text of the element just started and goes past its end. Elements inside are skipped.
  void read_text(std::string& out);
  /// The same without a copy where nothing needs resolving; the view lives until the next call of this
  /// function or of attribute_view.
  [[nodiscard]] std::string_view text_view();

  /// Calls `visit(name)` at the start of each child of the element just started, and goes past the element's
  /// end. What the visitor leaves unread of a child is skipped.
  template <class Visit>
  void children(Visit visit) {
    const size_t inside = open_.size();
    while (true) {
      const Token token = next();
      if (token == Token::finished || token == Token::failed) return;
      if (token == Token::end && open_.size() < inside) return;
      if (token != Token::start) continue;
      const size_t child = open_.size();
      visit(name_);
      skip_to_end(child);
    }
  }

  [[nodiscard]] Fault fault() const { return fault_; }
  [[nodiscard]] size_t offset() const { return at_; }

 private:
  Token fail(Fault fault);
  Token end_element();
  Token markup();
  Token start_element();
  bool check_characters();
  bool skip_past(std::string_view close);
  void skip_to_end(size_t depth);
  bool resolve(std::string_view raw, std::string& out);

  std::string_view bytes_;
  size_t at_ = 0;
  std::string_view name_;
  std::string_view text_;
  bool verbatim_ = false;  ///< the text is CDATA
  bool closing_ = false;   ///< the element just started ends itself
  bool seen_root_ = false;
  Fault fault_ = Fault::none;
  std::vector<std::string_view> open_;  ///< qualified names
  std::vector<std::pair<std::string_view, std::string_view>> attributes_;
  std::string buffer_;
};

}  // namespace xanh
