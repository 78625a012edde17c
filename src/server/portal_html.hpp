// A page of the portal as HTML: what can be read without script, and the answers that come with the page.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/node.hpp"
#include "base/problem.hpp"

namespace xanh {

class PortalHtml {
 public:
  explicit PortalHtml(Language language) : language_(language) {}

  std::string site;  ///< https://… as people know the server; empty: not told
  std::string path;  ///< of the Vietnamese page
  Bilingual title;
  std::vector<std::pair<std::string, Node>> data;  ///< address → answer; the programme first

  [[nodiscard]] std::string head() const;
  [[nodiscard]] std::string page() const;
  [[nodiscard]] std::string data_block() const;
  /// RSS 2.0 of the published reports, the newest first; `origin` is where the portal stands:
  /// https://xanh.example.
  [[nodiscard]] std::string news(const std::string& origin) const;

 private:
  [[nodiscard]] std::string say(const Bilingual& text) const;
  [[nodiscard]] std::string say(const Node* bilingual) const;
  [[nodiscard]] std::string here(const std::string& vietnamese) const;
  [[nodiscard]] const Node* answer(std::string_view address) const;
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string sentence() const;
  [[nodiscard]] std::string card() const;
  [[nodiscard]] std::string corrected(const Node& row) const;
  [[nodiscard]] std::string results() const;
  [[nodiscard]] std::string target() const;
  [[nodiscard]] std::string works() const;
  [[nodiscard]] std::string documents() const;
  [[nodiscard]] std::string feedback() const;
  Language language_;
};

}  // namespace xanh
