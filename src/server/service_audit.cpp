// The audit log, for those who may read it: every change, every refusal, and whether the chain is whole.
#include <charconv>

#include "base/problem_node.hpp"
#include "office/audit_use.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kBadValue{"query-value",
                                Severity::error,
                                "tham số `{key}` không nhận `{value}`",
                                "the parameter `{key}` does not take `{value}`",
                                "`after`: `next` của trang trước; `day`: 2023-06-20",
                                "`after`: the `next` of the page before; `day`: 2023-06-20"};

Problem bad_value(const std::string& key, const std::string& value) {
  return problem(kBadValue, {{}, 0, 0, {}, {}, key}, {{"key", key}, {"value", shown(value)}});
}

Answer rows(const Call& call) {
  Answer out;
  AuditQuery query;
  const auto text = [&](const char* key) {
    const auto found = call.query.find(key);
    return found == call.query.end() ? std::string() : found->second;
  };
  query.subject = text("subject");
  query.actor = text("actor");
  if (const std::string day = text("day"); !day.empty()) {
    query.day = parse_date(day);
    if (!query.day) out.problems.push_back(bad_value("day", day));
  }
  auto page = page_of(call);
  append(out.problems, std::move(page.problems));
  if (const std::string& after = page.value.after; !after.empty()) {
    const auto read = std::from_chars(after.data(), after.data() + after.size(), query.after);
    if (read.ec != std::errc{} || read.ptr != after.data() + after.size() || query.after < 0)
      out.problems.push_back(bad_value("after", after));
  }
  if (has_error(out.problems)) return out;
  query.limit = static_cast<int>(page.value.limit);
  auto found = read_audit(call.desk, query);
  out.problems = std::move(found.problems);
  if (has_error(out.problems)) return out;
  out.body = Node::map();
  out.body.add("items", to_node(found.value.items, Absent::null));
  out.body.add("next", found.value.next ? Node::text(cursor_of(std::to_string(*found.value.next))) : Node());
  return out;
}

Answer state(const Call& call) {
  Answer out;
  auto found = verify_audit_log(call.desk);
  // A broken chain is an answer and no refusal.
  const bool refused = found.value.head.empty();
  if (refused) {
    out.problems = std::move(found.problems);
    return out;
  }
  out.body = to_node(found.value, Absent::null);
  out.body.add("breaks", to_node(found.problems));
  return out;
}

}  // namespace

std::vector<Address> audit_addresses() {
  std::vector<Address> out;
  Address list{
      "GET", "/api/audit", {"Nhật ký kiểm toán", "The log of every change and refusal"}, Entry::signed_in};
  list.needs = Act::read_audit;
  list.query = paged(
      {{"subject", {"của đối tượng này và những gì thuộc nó", "of this subject and what stands under it"}},
       {"actor", {"của người này", "of this person"}},
       {"day", {"của ngày này", "of this day"}}});
  list.gives = [](SchemaBook& book) { return page_schema<AuditLine>(book); };
  list.act = rows;
  out.push_back(std::move(list));

  Address whole{"GET",
                "/api/audit/verify",
                {"Chuỗi kiểm toán có còn nguyên vẹn không", "Whether the chain of the log is whole"},
                Entry::signed_in};
  whole.needs = Act::read_audit;
  whole.gives = [](SchemaBook&) {
    return SchemaBook::object_of({{"rows", SchemaBook::type("integer")},
                                  {"head", SchemaBook::type("string")},
                                  {"whole", SchemaBook::type("boolean")},
                                  {"breaks", SchemaBook::type("array")}});
  };
  whole.act = state;
  out.push_back(std::move(whole));
  return out;
}

}  // namespace xanh
