#include "store/audit.hpp"

#include <stdexcept>

#include "base/canonical.hpp"
#include "base/node.hpp"
#include "base/text.hpp"
#include "store/store_problems.hpp"

namespace xanh {
namespace {

std::string composed(const std::string& text) {
  auto out = to_nfc(text);
  if (!out) throw std::invalid_argument("audit text that is no UTF-8");
  return *out;
}

}  // namespace

const AuditHead& audit_beginning() {
  static const AuditHead head{0, std::string(64, '0')};
  return head;
}

std::string audit_hash(const AuditRow& row) {
  Node node = Node::map();
  node.add("seq", Node::number(std::to_string(row.seq)));
  node.add("at", Node::text(to_text_utc(row.at)));
  node.add("by", Node::text(row.by));
  node.add("action", Node::text(row.action));
  node.add("subject", Node::text(row.subject));
  node.add("detail", Node::text(row.detail));
  node.add("previous", Node::text(row.previous));
  return digest_of("audit", canonical(node));
}

AuditRow next_audit_row(const AuditHead& head, const AuditEntry& entry) {
  AuditRow row{head.seq + 1,
               entry.at,
               composed(entry.by),
               composed(entry.action),
               composed(entry.subject),
               composed(entry.detail),
               head.hash,
               {}};
  row.hash = audit_hash(row);
  return row;
}

void AuditWalk::take(const AuditRow& row) {
  if (report_.rows == 0 && report_.head.seq == 0) report_.head = audit_beginning();
  if (row.seq != report_.head.seq + 1)
    report_.breaks.push_back({row.seq, AuditFault::missing});
  else if (row.previous != report_.head.hash)
    report_.breaks.push_back({row.seq, AuditFault::unlinked});
  if (audit_hash(row) != row.hash) report_.breaks.push_back({row.seq, AuditFault::altered});
  // Goes on from the row as it is, so that each fault is told once and at its place.
  report_.head = {row.seq, row.hash};
  ++report_.rows;
  for (const auto& head : expected_)
    if (head.seq == row.seq) seen_.push_back(row.hash);
}

AuditReport AuditWalk::finish() {
  if (report_.rows == 0) report_.head = audit_beginning();
  for (const auto& head : expected_) {
    if (head.seq == 0) continue;
    bool reached = false;
    for (const auto& hash : seen_) reached = reached || hash == head.hash;
    if (!reached) report_.breaks.push_back({head.seq, AuditFault::cut});
  }
  return report_;
}

Problem to_problem(const AuditBreak& found) {
  struct Words {
    std::string_view vi;
    std::string_view en;
  };
  const Words words =
      found.fault == AuditFault::missing
          ? Words{"thiếu các dòng ngay trước", "rows just before it are missing"}
      : found.fault == AuditFault::altered ? Words{"nội dung đã bị sửa", "its content was altered"}
      : found.fault == AuditFault::unlinked
          ? Words{"không nối với dòng trước", "it does not follow the row before it"}
          : Words{"phần cuối nhật ký đã bị cắt hoặc thay", "the end of the log was cut off or replaced"};
  const std::string seq = std::to_string(found.seq);
  return problem(store_problems::kAuditBroken, {{}, 0, 0, {}, {}, "audit[" + seq + "]"},
                 {{"seq", seq}, {"what_vi", words.vi}, {"what_en", words.en}});
}

}  // namespace xanh
