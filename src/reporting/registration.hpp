// What a unit registers for the coming year (Biểu 09 cuối năm): targets, tasks, review of solutions. The
// draft of next year's plan is made of these.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.hpp"

namespace xanh {

/// A. Chỉ tiêu đăng ký.
struct TargetRegistration {
  std::string target;
  std::optional<Decimal> registered;  ///< mức đăng ký năm sau, in the target's unit
  std::string ground;                 ///< cơ sở tính
  Place place;
  static constexpr std::array kRequired{"target"};
};
BOOST_DESCRIBE_STRUCT(TargetRegistration, (), (target, registered, ground))

/// Whether a task goes on from this year's plan, is new, or goes on in another form.
enum class TaskOrigin { carried, fresh, changed };
BOOST_DESCRIBE_ENUM(TaskOrigin, carried, fresh, changed)
[[nodiscard]] Bilingual name_of(TaskOrigin origin);

/// B. Nhiệm vụ đăng ký.
struct TaskRegistration {
  std::string task;  ///< this year's task that goes on; empty: a new one
  std::string text;
  TaskOrigin origin = TaskOrigin::carried;
  std::string solution, lead, coordinates, product;
  std::optional<Date> from, to;
  std::string fund;               ///< code of the programme's sources of funds
  std::optional<Decimal> amount;  ///< triệu đồng
  std::string target;             ///< chỉ tiêu hỗ trợ
  std::string reason;             ///< lý do chuyển tiếp
  Place place;
};
BOOST_DESCRIBE_STRUCT(TaskRegistration, (),
                      (task, text, origin, solution, lead, coordinates, product, from, to, fund, amount,
                       target, reason))

enum class Verdict { keep, change, drop };
BOOST_DESCRIBE_ENUM(Verdict, keep, change, drop)
[[nodiscard]] Bilingual name_of(Verdict verdict);

/// C. Rà soát giải pháp.
struct SolutionReview {
  std::string solution;  ///< the solution group
  std::string subject;   ///< which solution of it; empty: the group as a whole
  Verdict verdict{};
  std::string proposal;
  Place place;
  static constexpr std::array kRequired{"solution", "verdict"};
};
BOOST_DESCRIBE_STRUCT(SolutionReview, (), (solution, subject, verdict, proposal))

struct Registration {
  std::vector<TargetRegistration> targets;
  std::vector<TaskRegistration> tasks;
  std::vector<SolutionReview> reviews;
  [[nodiscard]] bool empty() const { return targets.empty() && tasks.empty() && reviews.empty(); }
};
BOOST_DESCRIBE_STRUCT(Registration, (), (targets, tasks, reviews))

}  // namespace xanh
