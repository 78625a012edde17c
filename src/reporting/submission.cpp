#include "reporting/submission.hpp"

#include "base/canonical.hpp"

namespace xanh {
namespace {

template <class T, class F>
const T* found(const std::vector<T>& items, F matches) {
  const auto it = std::find_if(items.begin(), items.end(), matches);
  return it == items.end() ? nullptr : &*it;
}

}  // namespace

Bilingual name_of(FigureState state) {
  switch (state) {
    case FigureState::official:
      return {"Chính thức", "Official"};
    case FigureState::preliminary:
      return {"Sơ bộ", "Preliminary"};
    case FigureState::estimate:
      return {"Ước tính", "Estimate"};
    case FigureState::provisional:
      return {"Tạm tính", "Provisional"};
    case FigureState::nothing_to_report:
      return {"Không phát sinh", "Nothing to report"};
    case FigureState::not_applicable:
      return {"Không áp dụng", "Not applicable"};
    case FigureState::not_available:
      return {"Chưa có số liệu", "Not available"};
    case FigureState::not_due:
      return {"Chưa đến kỳ", "Not due"};
    case FigureState::not_sent:
      return {"Chưa gửi báo cáo", "Not sent"};
  }
  return {};
}

std::optional<FigureState> figure_state_from_text(std::string_view typed) {
  const std::string wanted = folded(typed);
  for (const auto& name : words<FigureState>()) {
    const auto state = *from_word<FigureState>(name);
    const Bilingual names = name_of(state);
    if (wanted == folded(names.vi) || wanted == folded(names.en) || wanted == name) return state;
  }
  return std::nullopt;
}

bool carries_value(FigureState state) {
  return state == FigureState::official || state == FigureState::preliminary ||
         state == FigureState::estimate || state == FigureState::provisional ||
         state == FigureState::nothing_to_report;
}

std::optional<Decimal> ReportedFigure::value(FigureColumn column) const {
  if (!carries_value(state)) return std::nullopt;
  const std::optional<Decimal>* out = nullptr;
  switch (column) {
    case FigureColumn::this_period:
      out = &this_period;
      break;
    case FigureColumn::year_to_date:
      out = &year_to_date;
      break;
    case FigureColumn::same_period:
      out = &same_period;
      break;
    case FigureColumn::year_estimate:
      out = &year_estimate;
      break;
    case FigureColumn::since_start:
      out = &since_start;
      break;
  }
  if (!*out && state == FigureState::nothing_to_report && column == FigureColumn::this_period)
    return Decimal{0};
  return *out;
}

Bilingual name_of(TaskStatus status) {
  switch (status) {
    case TaskStatus::not_started:
      return {"Chưa triển khai", "Not started"};
    case TaskStatus::under_way:
      return {"Đang thực hiện", "Under way"};
    case TaskStatus::done:
      return {"Đã hoàn thành", "Done"};
    case TaskStatus::paused:
      return {"Tạm dừng", "Paused"};
    case TaskStatus::recurring:
      return {"Thường xuyên", "Recurring"};
    case TaskStatus::change_asked:
      return {"Đề nghị gia hạn, điều chỉnh", "Extension or change asked"};
    case TaskStatus::withdrawal_asked:
      return {"Đề nghị dừng", "Withdrawal asked"};
  }
  return {};
}

Bilingual name_of(TaskAsk ask) {
  switch (ask) {
    case TaskAsk::keep:
      return {"Giữ", "Keep"};
    case TaskAsk::extend:
      return {"Gia hạn", "Extend"};
    case TaskAsk::change:
      return {"Điều chỉnh", "Change"};
    case TaskAsk::stop:
      return {"Dừng", "Stop"};
  }
  return {};
}

Bilingual name_of(Rating rating) {
  switch (rating) {
    case Rating::good:
      return {"Tốt", "Good"};
    case Rating::fair:
      return {"Khá", "Fair"};
    case Rating::average:
      return {"Trung bình", "Average"};
    case Rating::poor:
      return {"Chưa đạt", "Not met"};
  }
  return {};
}

Bilingual name_of(DifficultyKind kind) {
  switch (kind) {
    case DifficultyKind::difficulty:
      return {"Vướng mắc", "Difficulty"};
    case DifficultyKind::request:
      return {"Kiến nghị", "Request"};
    case DifficultyKind::add:
      return {"Bổ sung", "Addition"};
    case DifficultyKind::change:
      return {"Điều chỉnh", "Change"};
    case DifficultyKind::stop:
      return {"Dừng", "Stop"};
  }
  return {};
}

Bilingual name_of(DirectiveStatus status) {
  switch (status) {
    case DirectiveStatus::not_started:
      return {"Chưa thực hiện", "Not started"};
    case DirectiveStatus::under_way:
      return {"Đang thực hiện", "Under way"};
    case DirectiveStatus::done:
      return {"Đã hoàn thành", "Done"};
  }
  return {};
}

Bilingual name_of(TaskOrigin origin) {
  switch (origin) {
    case TaskOrigin::carried:
      return {"Chuyển tiếp", "Carried over"};
    case TaskOrigin::fresh:
      return {"Mới", "New"};
    case TaskOrigin::changed:
      return {"Điều chỉnh", "Changed"};
  }
  return {};
}

Bilingual name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::keep:
      return {"Còn phù hợp", "Still fits"};
    case Verdict::change:
      return {"Cần sửa", "To be changed"};
    case Verdict::drop:
      return {"Bỏ", "To be dropped"};
  }
  return {};
}

StatedTotal sum_of(const std::vector<ReportedMoney>& rows) {
  StatedTotal out;
  const auto add = [](std::optional<Decimal>& sum, const std::optional<Decimal>& one) {
    if (one) sum = sum ? *sum + *one : *one;
  };
  for (const auto& row : rows) {
    add(out.planned, row.plan());
    add(out.disbursed, row.disbursed);
    add(out.year_estimate, row.year_estimate);
  }
  return out;
}

std::optional<Decimal> as_planned(const std::vector<ReportedMoney>& rows) {
  std::optional<Decimal> out;
  for (const auto& row : rows)
    if (row.planned) out = out ? *out + *row.planned : *row.planned;
  return out;
}

Bilingual name_of(SubmissionState state) {
  switch (state) {
    case SubmissionState::draft:
      return {"Đang soạn", "Draft"};
    case SubmissionState::in_review:
      return {"Đang xem xét (ký nháy)", "In review"};
    case SubmissionState::signed_:
      return {"Đã ký ban hành", "Signed"};
    case SubmissionState::sent:
      return {"Đã gửi, chờ ghi nhận", "Sent, waiting to be noted"};
    case SubmissionState::noted:
      return {"Đã ghi nhận", "Noted"};
    case SubmissionState::asked_to_revise:
      return {"Đề nghị rà soát, bổ sung", "Asked to revise"};
    case SubmissionState::not_sent:
      return {"Chưa gửi báo cáo", "Not sent"};
    case SubmissionState::not_due:
      return {"Chưa đến hạn", "Not due"};
    case SubmissionState::nothing_to_report:
      return {"Không phát sinh", "Nothing to report"};
  }
  return {};
}

const ReportedFigure* Submission::figure(std::string_view element) const {
  return found(figures, [&](const auto& f) { return f.element == element; });
}

const ReportedTask* Submission::task(std::string_view code) const {
  return found(tasks, [&](const auto& t) { return t.task == code; });
}

std::string Submission::text(std::string_view section) const {
  const auto* part = found(texts, [&](const auto& t) { return t.section == section; });
  return part ? part->text : std::string{};
}

std::string submission_bytes(const Submission& submission) {
  return canonical(to_node(submission));
}

std::string submission_digest(const Submission& submission) {
  return digest_of("submission", submission_bytes(submission));
}

std::string content_digest(Submission submission) {
  const Letter letter = std::move(submission.letter);
  submission.letter = {};
  submission.letter.signer = letter.signer;
  submission.letter.signing_authority = letter.signing_authority;
  submission.sent_at.reset();
  submission.entered_by.clear();
  submission.parts.clear();
  submission.illustrative = false;
  return submission_digest(submission);
}

Outcome<Submission> submission_from_bytes(std::string_view bytes) {
  auto tree = read_json(bytes, "submission");
  if (!tree.ok()) return {{}, std::move(tree.problems)};
  return from_node<Submission>(tree.value, "submission");
}

}  // namespace xanh
