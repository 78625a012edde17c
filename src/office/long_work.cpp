#include "office/long_work.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kCancelled{"work-cancelled",
                                 Severity::error,
                                 "đã dừng theo yêu cầu, không có gì được ghi",
                                 "stopped as you asked, nothing was kept",
                                 "làm lại khi cần",
                                 "begin again when it is wanted"};

}  // namespace

bool LongWork::step(const Bilingual& says) {
  const std::scoped_lock lock(mutex_);
  says_ = says;
  return wanted_;
}

Bilingual LongWork::says() const {
  const std::scoped_lock lock(mutex_);
  return says_;
}

Problem work_cancelled() {
  return problem(kCancelled, Place{});
}

Problems step_of(LongWork* work, const Bilingual& says) {
  if (!work || work->step(says)) return {};
  return {work_cancelled()};
}

std::shared_ptr<LongWork> LongWorks::begin(const std::string& person, const std::string& name) {
  if (name.empty()) return nullptr;
  auto out = std::make_shared<LongWork>();
  const std::scoped_lock lock(mutex_);
  std::erase_if(under_way_, [](const auto& one) { return one.second.expired(); });
  under_way_[{person, name}] = out;
  return out;
}

std::shared_ptr<LongWork> LongWorks::find(const std::string& person, const std::string& name) const {
  const std::scoped_lock lock(mutex_);
  const auto found = under_way_.find({person, name});
  return found == under_way_.end() ? nullptr : found->second.lock();
}

}  // namespace xanh
