// What the services share: an outcome as an answer, a body as a struct, files in and out.
#pragma once

#include <charconv>
#include <optional>

#include "office/handed.hpp"
#include "server/address.hpp"
#include "server/problem_reply.hpp"

namespace xanh {

BOOST_DESCRIBE_ENUM(Language, vi, en)

inline constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr const char* kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr const char* kPdf = "application/pdf";
inline constexpr const char* kZip = "application/zip";
inline constexpr const char* kBytes = "application/octet-stream";

template <class T>
[[nodiscard]] Answer answer_of(Outcome<T> made) {
  Answer out;
  out.problems = std::move(made.problems);
  if (!has_error(out.problems)) out.body = to_node(made.value, Absent::null);
  return out;
}

/// {"items": […]}
template <class T>
[[nodiscard]] Answer list_answer(Outcome<std::vector<T>> made) {
  Answer out;
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  out.body = Node::map();
  out.body.add("items", to_node(made.value, Absent::null));
  return out;
}

/// The body as a T, handed to `act`; what is wrong with it is the answer.
template <class T, class Act>
[[nodiscard]] Answer with_body(const Call& call, Act act) {
  auto read = from_node<T>(call.body, "body");
  if (!has_error(read.problems)) return act(read.value);
  Answer out;
  out.problems = std::move(read.problems);
  return out;
}

[[nodiscard]] inline Answer refused(Problems problems) {
  Answer out;
  out.problems = std::move(problems);
  return out;
}

/// The files of a use case that writes them: the one, or all of them as NAME.zip.
[[nodiscard]] inline Answer file_answer(Outcome<std::vector<WholeFile>> made, const std::string& name,
                                        const char* media_type) {
  Answer out;
  out.problems = std::move(made.problems);
  if (has_error(out.problems)) return out;
  const bool several = made.value.size() != 1;
  WholeFile file = as_one(std::move(made.value), name);
  out.bytes = std::move(file.bytes);
  out.file_name = std::move(file.name);
  out.media_type = several ? kZip : media_type;
  return out;
}

/// "2023-H1/q7" of an address with {cycle} and {unit}.
[[nodiscard]] inline std::string report_of(const Call& call) {
  return call.path.at("cycle") + "/" + call.path.at("unit");
}

[[nodiscard]] inline std::string query_of(const Call& call, const std::string& key) {
  const auto found = call.query.find(key);
  return found == call.query.end() ? std::string() : found->second;
}

/// The language of a paper: of the query key `language`, not of the messages.
[[nodiscard]] inline Language paper_language(const Call& call) {
  return query_of(call, "language") == "en" ? Language::en : Language::vi;
}

/// "r2" is revision 2; 0 where nothing was seen. Problem: precondition-not-read.
[[nodiscard]] inline std::optional<int> revision_seen(const Call& call, Problems& problems) {
  if (!call.seen) return 0;
  int out = 0;
  const std::string_view tag = *call.seen;
  const auto read = std::from_chars(tag.data() + 1, tag.data() + tag.size(), out);
  if (tag.starts_with('r') && read.ec == std::errc{} && read.ptr == tag.data() + tag.size() && out > 0)
    return out;
  problems.push_back(problem(http_problems::kTagNotRead, Place{}));
  return std::nullopt;
}

}  // namespace xanh
