#include "reporting/works_check.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "reporting/reporting_problems.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kUnknownStage{"unknown-stage",
                                    Severity::error,
                                    "không có mốc dự án `{code}`",
                                    "there is no project stage `{code}`",
                                    "dùng mã mốc của chương trình",
                                    "use a stage of the programme"};
constexpr ProblemKind kUnknownFund{"unknown-fund",
                                   Severity::error,
                                   "không có nguồn vốn `{code}`",
                                   "there is no source of funds `{code}`",
                                   "chọn một nguồn trong danh mục",
                                   "choose one of the list"};
constexpr ProblemKind kUnknownDirective{"unknown-directive",
                                        Severity::warning,
                                        "ý kiến chỉ đạo `{code}` không giao cho đơn vị này trong kỳ",
                                        "the directive `{code}` is not for this unit in this cycle",
                                        "vẫn được giữ trong báo cáo; kiểm tra lại mã",
                                        "it is kept in the report; check the code"};
constexpr ProblemKind kPercent{"percent-outside",
                               Severity::warning,
                               "`{name}`: {what} {value}% nằm ngoài khoảng 0 đến 100%",
                               "`{name_en}`: {what_en} {value_en} % is outside 0 to 100 %",
                               "kiểm tra lại tỷ lệ",
                               "check the percentage"};
constexpr ProblemKind kNoAuthority{
    "obstacle-without-authority",
    Severity::warning,
    "`{name}`: nêu vướng mắc nhưng chưa nêu cơ quan giải quyết và thời hạn đề nghị",
    "`{name_en}`: an obstacle without the authority asked and a date",
    "ghi cơ quan có thẩm quyền giải quyết và thời hạn",
    "name the authority that can remove it, and by when"};
constexpr ProblemKind kNotAddingUp{
    "money-not-adding-up",
    Severity::warning,
    "{what}: tổng của các dòng là {sum} triệu đồng, dòng tổng của đơn vị ghi {stated}",
    "{what_en}: the rows add up to {sum_en} million dong, the unit's total says {stated_en}",
    "kiểm tra lại; nếu giữ nguyên, báo cáo nêu cả hai số",
    "check it; if it stays, the report shows both"};
constexpr ProblemKind kInDong{"money-in-dong",
                              Severity::warning,
                              "{what} {value} triệu đồng: số này có phải tính bằng đồng?",
                              "{what_en} {value_en} million dong: was it given in dong?",
                              "đơn vị tính của Biểu 04 là triệu đồng",
                              "the unit of table 04 is million dong"};
constexpr ProblemKind kAbovePlan{
    "money-above-plan",
    Severity::warning,
    "giải ngân {value} lớn hơn kế hoạch vốn năm {plan} triệu đồng",
    "{value_en} disbursed is more than the year's plan of {plan_en} million dong",
    "kiểm tra lại, hoặc nêu lý do ở cột nguyên nhân",
    "check it, or give the reason in the last column"};
constexpr ProblemKind kYearBelow{
    "money-year-below",
    Severity::warning,
    "ước cả năm {value} nhỏ hơn số đã giải ngân {before} triệu đồng",
    "the year's estimate {value_en} is below the {before_en} million dong disbursed",
    "kiểm tra lại một trong hai số",
    "check one of the two"};
constexpr ProblemKind kAboveTotal{
    "money-above-total",
    Severity::warning,
    "lũy kế giải ngân {value} lớn hơn tổng mức {total} triệu đồng",
    "{value_en} disbursed so far is more than the total of {total_en} million dong",
    "kiểm tra lại tổng mức và lũy kế",
    "check the total and what was disbursed"};
constexpr ProblemKind kNoRate{"money-without-rate",
                              Severity::warning,
                              "có nguyên tệ nhưng thiếu loại tiền, tỷ giá hoặc ngày tỷ giá",
                              "a foreign amount without its currency, rate or the day of the rate",
                              "ghi loại tiền, tỷ giá (đồng) và ngày",
                              "give currency, rate (dong) and day"};
constexpr ProblemKind kRateDiffers{
    "money-rate-differs",
    Severity::warning,
    "{foreign} {currency} × {rate} = {product} triệu đồng, khác số giải ngân {value}",
    "{foreign_en} {currency} × {rate_en} = {product_en} million dong, not the {value_en} disbursed",
    "kiểm tra lại nguyên tệ, tỷ giá hoặc số giải ngân",
    "check the foreign amount, the rate or what was disbursed"};
constexpr ProblemKind kForNothing{"money-for-nothing",
                                  Severity::warning,
                                  "dòng kinh phí không nêu nhiệm vụ, dự án",
                                  "a row of money names no task or project",
                                  "ghi nhiệm vụ, dự án ở cột 2",
                                  "name the task or project in column 2"};
constexpr ProblemKind kDirectiveOpen{"directive-not-answered",
                                     Severity::warning,
                                     "chưa báo cáo kết quả thực hiện ý kiến chỉ đạo `{name}`",
                                     "no answer to the directive `{name}`",
                                     "điền Biểu 08",
                                     "fill in table 08"};
constexpr ProblemKind kDirectiveReason{"directive-without-reason",
                                       Severity::warning,
                                       "ý kiến chỉ đạo `{name}` chưa hoàn thành nhưng không nêu lý do",
                                       "the directive `{name}` is not done, without a reason",
                                       "ghi lý do chưa xong ở Biểu 08",
                                       "give the reason in table 08"};
constexpr ProblemKind kRegisteredBelow{
    "registered-against-direction",
    Severity::warning,
    "`{name}`: đăng ký {value}, kém ước thực hiện năm nay {before}, không nêu cơ sở tính",
    "`{name_en}`: {value_en} registered is worse than this year's estimate {before_en}, without a ground",
    "kiểm tra lại, hoặc ghi cơ sở tính",
    "check it, or give the ground"};

constexpr ProblemKind kAbsurd{
    "amount-impossible",
    Severity::error,
    "{what} {value} triệu đồng không thể có: số âm, quá 12 chữ số hoặc lẻ dưới 1 đồng",
    "{what_en} of {value_en} million dong cannot be: negative, over 12 digits or finer than a dong",
    "kiểm tra lại số tiền và đơn vị tính (triệu đồng)",
    "check the amount and its unit (million dong)"};
constexpr ProblemKind kTooManyWorks{"too-many-rows",
                                    Severity::error,
                                    "{table} có {count} dòng, nhiều hơn {most} dòng",
                                    "{table_en} has {count} rows, more than {most}",
                                    "gộp các dòng nhỏ; chi tiết gửi kèm văn bản",
                                    "put small rows together; send details with the letter"};
constexpr ProblemKind kRowTwice{"row-twice",
                                Severity::error,
                                "{table}: `{name}` có hai dòng",
                                "{table_en}: `{name_en}` has two rows",
                                "giữ lại một dòng",
                                "keep one of them"};
constexpr ProblemKind kMoneyTwice{
    "money-twice",
    Severity::warning,
    "{table}: `{name}`, cùng một nguồn vốn, có hai dòng và cả hai đều được cộng",
    "{table_en}: `{name_en}` has two rows of one source, and both are counted",
    "nếu là một khoản thì giữ lại một dòng",
    "if they are one amount keep one row"};
constexpr ProblemKind kUnnamed{"task-unnamed",
                               Severity::error,
                               "nhiệm vụ đăng ký không có nội dung",
                               "a task is registered without saying what it is",
                               "ghi nhiệm vụ ở cột nội dung",
                               "say what the task is"};
constexpr ProblemKind kDaysBackwards{"days-backwards",
                                     Severity::warning,
                                     "`{name}`: ngày kết thúc {to} trước ngày bắt đầu {from}",
                                     "`{name_en}`: it ends on {to}, before it begins on {from}",
                                     "kiểm tra lại hai ngày",
                                     "check the two days"};
constexpr ProblemKind kCarriedUnknown{
    "carried-not-in-plan",
    Severity::warning,
    "`{name}` ghi là chuyển tiếp nhưng không phải nhiệm vụ của Kế hoạch năm nay",
    "`{name_en}` is registered as carried over and is no task of this year's plan",
    "chép nguyên văn nhiệm vụ trong Kế hoạch, hoặc ghi là mới",
    "copy the task's wording from the plan, or register it as new"};
constexpr ProblemKind kNoResult{"directive-without-result",
                                Severity::warning,
                                "ý kiến chỉ đạo `{name}` ghi đã hoàn thành nhưng không nêu kết quả",
                                "the directive `{name}` is done, without its result",
                                "ghi kết quả ở Biểu 08",
                                "give the result in table 08"};
constexpr ProblemKind kNoRegistrationDue{
    "registration-not-asked",
    Severity::warning,
    "kỳ này không đăng ký kế hoạch năm sau; phần đăng ký được giữ nhưng không dùng",
    "this cycle asks for no registration for next year; what is registered is kept and not used",
    "đăng ký ở kỳ tổng kết năm",
    "register in the cycle of the year"};
constexpr ProblemKind kOutsidePercent{"registered-outside",
                                      Severity::warning,
                                      "`{name}`: mức đăng ký {value}% nằm ngoài khoảng 0 đến 100%",
                                      "`{name_en}`: {value_en} % registered is outside 0 to 100 %",
                                      "kiểm tra lại mức đăng ký",
                                      "check what was registered"};

constexpr ProblemKind kSurveyUndescribed{
    "survey-not-described",
    Severity::warning,
    "`{name}` thu qua khảo sát nhưng chưa nêu tên khảo sát, cỡ mẫu, phương pháp",
    "`{name_en}` is collected by a survey that is not described: name, sample, method",
    "điền phần khảo sát cuối Biểu 01",
    "fill in the part on surveys at the end of table 01"};

/// No unit has more rows in one table; a report of more is a mistake, and no paper could hold it.
constexpr size_t kMostRows = 2000;

/// đồng are whole, and no amount has more than twelve digits of million.
bool absurd(const Decimal& value) {
  return value.is_negative() || !(value < Decimal{1'000'000'000'000}) || !(value.rounded(6) == value);
}

/// More than the whole budget of the city (triệu đồng): somebody counted in đồng.
const Decimal kMostMoney{100'000'000};

std::string vi(const Decimal& value) {
  return to_text_grouped(value, -1, true);
}
std::string en(const Decimal& value) {
  return to_text_grouped(value, -1, false);
}

class WorksCheck {
 public:
  WorksCheck(const Submission& s, const Form& form, const Plan& plan,
             const std::vector<const Directive*>& directives)
      : s_(s), form_(form), plan_(plan), directives_(directives) {}

  Problems run() {
    counts();
    if (!out_.empty()) return std::move(out_);
    projects();
    for (size_t i = 0; i < s_.money.size(); ++i) money(s_.money[i], fmt::format("money[{}]", i));
    total();
    answers();
    surveys();
    if (s_.registration) registration(*s_.registration);
    return std::move(out_);
  }

 private:
  void say(const ProblemKind& kind, Place place, std::string field, ProblemWords words,
           std::string suggestion = {}) {
    place.field = std::move(field);
    out_.push_back(problem(kind, std::move(place), words, std::move(suggestion)));
  }

  void counts() {
    const auto count = [&](size_t rows, const char* field, const char* table, const char* table_en) {
      if (rows > kMostRows)
        say(kTooManyWorks, s_.place, field,
            {{"table", table},
             {"table_en", table_en},
             {"count", std::to_string(rows)},
             {"most", std::to_string(kMostRows)}});
    };
    count(s_.projects.size(), "projects", "Biểu 03", "Table 03");
    count(s_.money.size(), "money", "Biểu 04", "Table 04");
    count(s_.difficulties.size(), "difficulties", "Biểu 07", "Table 07");
    count(s_.directives.size(), "directives", "Biểu 08", "Table 08");
    count(s_.next_tasks.size(), "next_tasks", "Biểu 09", "Table 09");
    if (!s_.registration) return;
    count(s_.registration->targets.size(), "registration.targets", "Biểu 09A", "Table 09A");
    count(s_.registration->tasks.size(), "registration.tasks", "Biểu 09B", "Table 09B");
    count(s_.registration->reviews.size(), "registration.reviews", "Biểu 09C", "Table 09C");
  }

  /// Whether a row was seen before; told as `kind`.
  bool seen(std::set<std::string>& before, const std::string& key, const ProblemKind& kind,
            const Place& place, const std::string& field, const char* table, const char* table_en,
            const std::string& name, const std::string& name_en) {
    if (before.insert(key).second) return false;
    say(kind, place, field, {{"table", table}, {"table_en", table_en}, {"name", name}, {"name_en", name_en}});
    return true;
  }

  bool possible(const std::optional<Decimal>& value, const Place& place, const std::string& field,
                const char* what, const char* what_en) {
    if (!value || !absurd(*value)) return true;
    say(kAbsurd, place, field,
        {{"what", what}, {"what_en", what_en}, {"value", vi(*value)}, {"value_en", en(*value)}});
    return false;
  }

  void known_word(const std::string& code, const std::vector<Word>& words, const ProblemKind& kind,
                  const Place& place, const std::string& field) {
    std::vector<std::string> codes;
    for (const auto& word : words) codes.push_back(word.code);
    if (std::find(codes.begin(), codes.end(), code) == codes.end())
      say(kind, place, field, {{"code", code}}, nearest(code, codes));
  }
  void known_task(const std::string& code, const Place& place, const std::string& field) {
    if (plan_.task(code)) return;
    std::vector<std::string> codes;
    for (const auto& task : plan_.tasks()) codes.push_back(task.code);
    say(kUnknownFigure, place, field, {{"code", code}}, nearest(code, codes));
  }

  void projects() {
    for (size_t i = 0; i < s_.projects.size(); ++i) {
      const ReportedProject& one = s_.projects[i];
      const std::string field = fmt::format("projects[{}]", i);
      known_task(one.task, one.place, field + ".task");
      const Task* task = plan_.task(one.task);
      if (!task) continue;
      const std::string name = in(Language::vi, task->text), name_en = in(Language::en, task->text);
      if (seen(projects_, one.task, kRowTwice, one.place, field, "Biểu 03", "Table 03", name, name_en))
        continue;
      possible(one.total, one.place, field + ".total", "tổng mức đầu tư", "a total investment");
      std::set<std::string> stages;
      for (const auto& stage : one.stages)
        seen(stages, stage.stage, kRowTwice, stage.place, field + ".stages", "Biểu 03", "Table 03",
             name + ", " + stage.stage, name_en + ", " + stage.stage);
      if (std::find(form_.projects.begin(), form_.projects.end(), task) == form_.projects.end())
        say(kNotAsked, one.place, field, {{"name", name}, {"name_en", name_en}});
      for (size_t k = 0; k < one.stages.size(); ++k)
        known_word(one.stages[k].stage, plan_.programme.project_stages, kUnknownStage, one.place,
                   fmt::format("{}.stages[{}]", field, k));
      const auto percent = [&](const std::optional<Decimal>& value, const char* column, const char* what,
                               const char* what_en) {
        if (value && (value->is_negative() || *value > Decimal{100}))
          say(kPercent, one.place, field + column,
              {{"name", name},
               {"name_en", name_en},
               {"what", what},
               {"what_en", what_en},
               {"value", vi(*value)},
               {"value_en", en(*value)}});
      };
      percent(one.cleared, ".cleared", "giải phóng mặt bằng", "site clearance");
      percent(one.done, ".done", "khối lượng thực hiện", "work done");
      if (!one.obstacle.empty() && (one.authority.empty() || !one.asked_by))
        say(kNoAuthority, one.place, field + ".authority", {{"name", name}, {"name_en", name_en}});
    }
  }

  void money(const ReportedMoney& row, const std::string& field) {
    known_word(row.fund, plan_.programme.funds, kUnknownFund, row.place, field + ".fund");
    if (!row.task.empty()) known_task(row.task, row.place, field + ".task");
    if (row.task.empty() && row.text.empty()) say(kForNothing, row.place, field + ".task", {});
    const std::array<std::tuple<const std::optional<Decimal>*, const char*, const char*>, 6> amounts{
        {{&row.total, "tổng mức", "the total"},
         {&row.disbursed_before, "lũy kế giải ngân năm trước", "disbursed before"},
         {&row.planned, "kế hoạch vốn năm", "the year's plan"},
         {&row.adjusted, "kế hoạch điều chỉnh", "the adjusted plan"},
         {&row.disbursed, "giải ngân", "disbursed"},
         {&row.year_estimate, "ước cả năm", "the year's estimate"}}};
    for (const auto& [value, what, what_en] : amounts)
      if (!possible(*value, row.place, field, what, what_en)) return;
    if (const std::string name = row.task.empty() ? row.text : row.task; !name.empty()) {
      const Task* task = plan_.task(row.task);
      seen(money_, name + "\n" + row.fund, kMoneyTwice, row.place, field, "Biểu 04", "Table 04",
           task ? in(Language::vi, task->text) : name, task ? in(Language::en, task->text) : name);
    }
    for (const auto& [value, what, what_en] : amounts)
      if (*value && **value >= kMostMoney) {
        say(kInDong, row.place, field,
            {{"what", what}, {"what_en", what_en}, {"value", vi(**value)}, {"value_en", en(**value)}});
        return;  // the other rules would tell the same cause again
      }
    const auto plan = row.plan();
    if (plan && row.disbursed && *row.disbursed > *plan && row.cause.empty())
      say(kAbovePlan, row.place, field + ".disbursed",
          {{"value", vi(*row.disbursed)},
           {"value_en", en(*row.disbursed)},
           {"plan", vi(*plan)},
           {"plan_en", en(*plan)}});
    if (row.year_estimate && row.disbursed && *row.year_estimate < *row.disbursed)
      say(kYearBelow, row.place, field + ".year_estimate",
          {{"value", vi(*row.year_estimate)},
           {"value_en", en(*row.year_estimate)},
           {"before", vi(*row.disbursed)},
           {"before_en", en(*row.disbursed)}});
    if (row.total && row.disbursed_before && row.disbursed)
      if (const Decimal so_far = *row.disbursed_before + *row.disbursed; so_far > *row.total)
        say(kAboveTotal, row.place, field + ".total",
            {{"value", vi(so_far)},
             {"value_en", en(so_far)},
             {"total", vi(*row.total)},
             {"total_en", en(*row.total)}});
    foreign(row, field);
  }

  void foreign(const ReportedMoney& row, const std::string& field) {
    if (!row.foreign && row.currency.empty() && !row.rate) return;
    if (!row.foreign || row.currency.empty() || !row.rate || !row.rate_on)
      return say(kNoRate, row.place, field + ".rate", {});
    if (!row.disbursed) return;
    const double amount = row.foreign->to_double() * row.rate->to_double() / 1e6;
    const auto product = Decimal::from_double(amount, 3);
    const double off = std::abs(amount - row.disbursed->to_double());
    // A rate of another day of the month moves an amount by about a percent.
    if (!product || off > 0.01 * std::max(std::abs(row.disbursed->to_double()), 1.0))
      say(kRateDiffers, row.place, field + ".disbursed",
          {{"foreign", vi(*row.foreign)},
           {"foreign_en", en(*row.foreign)},
           {"currency", row.currency},
           {"rate", vi(*row.rate)},
           {"rate_en", en(*row.rate)},
           {"product", product ? vi(*product) : "∞"},
           {"product_en", product ? en(*product) : "∞"},
           {"value", vi(*row.disbursed)},
           {"value_en", en(*row.disbursed)}});
  }

  void total() {
    if (!s_.money_total) return;
    const StatedTotal sum = sum_of(s_.money);
    const auto compare = [&](const std::optional<Decimal>& stated, const std::optional<Decimal>& added,
                             const char* field, const char* what, const char* what_en) {
      if (!possible(stated, s_.money_total->place, std::string("money_total.") + field, what, what_en))
        return;
      if (stated && added && !(*stated == *added))
        say(kNotAddingUp, s_.money_total->place, std::string("money_total.") + field,
            {{"what", what},
             {"what_en", what_en},
             {"sum", vi(*added)},
             {"sum_en", en(*added)},
             {"stated", vi(*stated)},
             {"stated_en", en(*stated)}});
    };
    const StatedTotal& stated = *s_.money_total;
    // The total may stand under the column of the plan or of the adjusted plan.
    compare(stated.planned, stated.planned == as_planned(s_.money) ? stated.planned : sum.planned, "planned",
            "Kế hoạch vốn năm", "The year's plan");
    compare(stated.disbursed, sum.disbursed, "disbursed", "Giải ngân", "Disbursed");
    compare(stated.year_estimate, sum.year_estimate, "year_estimate", "Ước cả năm", "The year's estimate");
  }

  void answers() {
    std::set<std::string> before;
    for (size_t i = 0; i < s_.directives.size(); ++i) {
      const DirectiveAnswer& one = s_.directives[i];
      const std::string field = fmt::format("directives[{}]", i);
      if (seen(before, one.directive, kRowTwice, one.place, field, "Biểu 08", "Table 08", one.directive,
               one.directive))
        continue;
      const auto asked = std::find_if(directives_.begin(), directives_.end(),
                                      [&](const Directive* d) { return d->code == one.directive; });
      if (asked == directives_.end()) {
        std::vector<std::string> codes;
        for (const Directive* d : directives_) codes.push_back(d->code);
        say(kUnknownDirective, one.place, field + ".directive", {{"code", one.directive}},
            nearest(one.directive, codes));
      } else if (one.status != DirectiveStatus::done && one.reason.empty()) {
        say(kDirectiveReason, one.place, field + ".reason", {{"name", name_of_directive(**asked)}});
      } else if (one.status == DirectiveStatus::done && one.result.empty()) {
        say(kNoResult, one.place, field + ".result", {{"name", name_of_directive(**asked)}});
      }
    }
    if (s_.nothing_to_report) return;
    for (const Directive* asked : directives_)
      if (std::none_of(s_.directives.begin(), s_.directives.end(),
                       [&](const DirectiveAnswer& one) { return one.directive == asked->code; }))
        say(kDirectiveOpen, s_.place, "directives." + asked->code, {{"name", name_of_directive(*asked)}});
  }

  static std::string name_of_directive(const Directive& one) {
    return one.document.empty() ? one.code : one.document;
  }

  /// Who gives the figure of a survey says what survey it was.
  void surveys() {
    for (size_t i = 0; i < s_.surveys.size(); ++i)
      if (!plan_.target(s_.surveys[i].target))
        unknown_target(s_.surveys[i].target, s_.surveys[i].place, fmt::format("surveys[{}].target", i));
    for (const Target* target : form_.targets) {
      if (target->collected != Collected::survey || target->numerator.empty()) continue;
      const ReportedFigure* figure = s_.figure(target->numerator);
      if (!figure || !figure->this_period) continue;
      const auto told = std::find_if(s_.surveys.begin(), s_.surveys.end(),
                                     [&](const SurveyReport& one) { return one.target == target->code; });
      if (told == s_.surveys.end() || told->name.empty() || !told->sample || told->method.empty())
        say(kSurveyUndescribed, figure->place, "surveys." + target->code,
            {{"name", in(Language::vi, target->names)}, {"name_en", in(Language::en, target->names)}});
    }
  }

  void registration(const Registration& given) {
    if (!form_.registration) say(kNoRegistrationDue, s_.place, "registration", {});
    std::set<std::string> targets, tasks;
    for (size_t i = 0; i < given.targets.size(); ++i) {
      const TargetRegistration& one = given.targets[i];
      const std::string field = fmt::format("registration.targets[{}]", i);
      const Target* target = plan_.target(one.target);
      if (!target) {
        unknown_target(one.target, one.place, field + ".target");
        continue;
      }
      const std::string name = in(Language::vi, target->names), name_en = in(Language::en, target->names);
      if (seen(targets, one.target, kRowTwice, one.place, field, "Biểu 09A", "Table 09A", name, name_en))
        continue;
      if (form_.registration &&
          std::find(form_.targets.begin(), form_.targets.end(), target) == form_.targets.end())
        say(kNotAsked, one.place, field, {{"name", name}, {"name_en", name_en}});
      if (target->unit == "%" && one.registered &&
          (one.registered->is_negative() || *one.registered > Decimal{100}))
        say(kOutsidePercent, one.place, field + ".registered",
            {{"name", name},
             {"name_en", name_en},
             {"value", vi(*one.registered)},
             {"value_en", en(*one.registered)}});
      std::optional<Decimal> estimate;
      for (const auto& told : s_.targets)
        if (told.target == one.target) estimate = told.year_estimate;
      if (!estimate || !one.registered || !one.ground.empty() || !target->direction) continue;
      if ((target->direction == Direction::rise && *one.registered < *estimate) ||
          (target->direction == Direction::fall && *one.registered > *estimate))
        say(kRegisteredBelow, one.place, field + ".registered",
            {{"name", in(Language::vi, target->names)},
             {"name_en", in(Language::en, target->names)},
             {"value", vi(*one.registered)},
             {"value_en", en(*one.registered)},
             {"before", vi(*estimate)},
             {"before_en", en(*estimate)}});
    }
    for (size_t i = 0; i < given.tasks.size(); ++i) {
      const TaskRegistration& one = given.tasks[i];
      const std::string field = fmt::format("registration.tasks[{}]", i);
      if (!one.task.empty()) known_task(one.task, one.place, field + ".task");
      if (!one.fund.empty())
        known_word(one.fund, plan_.programme.funds, kUnknownFund, one.place, field + ".fund");
      const Task* task = plan_.task(one.task);
      const std::string name = task ? in(Language::vi, task->text) : one.text,
                        name_en = task ? in(Language::en, task->text) : one.text;
      if (one.task.empty() && trimmed(one.text).empty())
        say(kUnnamed, one.place, field + ".text", {});
      else
        seen(tasks, (task ? one.task : folded(one.text)) + "\n" + one.fund, kMoneyTwice, one.place, field,
             "Biểu 09B", "Table 09B", name, name_en);
      possible(one.amount, one.place, field + ".amount", "kinh phí đăng ký", "money registered");
      if (one.from && one.to && *one.to < *one.from)
        say(kDaysBackwards, one.place, field + ".to",
            {{"name", name},
             {"name_en", name_en},
             {"from", to_text_vi(*one.from)},
             {"to", to_text_vi(*one.to)}});
      if (one.origin == TaskOrigin::carried && one.task.empty() && !one.text.empty())
        say(kCarriedUnknown, one.place, field + ".origin", {{"name", name}, {"name_en", name_en}});
      if (!one.solution.empty()) solution(one.solution, one.place, field + ".solution");
      if (!one.target.empty() && !plan_.target(one.target))
        unknown_target(one.target, one.place, field + ".target");
    }
    for (size_t i = 0; i < given.reviews.size(); ++i)
      solution(given.reviews[i].solution, given.reviews[i].place,
               fmt::format("registration.reviews[{}].solution", i));
  }

  void unknown_target(const std::string& code, const Place& place, const std::string& field) {
    std::vector<std::string> codes;
    for (const auto& t : plan_.targets) codes.push_back(t.code);
    say(kUnknownFigure, place, field, {{"code", code}}, nearest(code, codes));
  }
  void solution(const std::string& code, const Place& place, const std::string& field) {
    if (plan_.solution_group(code)) return;
    std::vector<std::string> codes;
    for (const auto& group : plan_.programme.solution_groups) codes.push_back(group.code);
    say(kUnknownFigure, place, field, {{"code", code}}, nearest(code, codes));
  }

  std::set<std::string> projects_, money_;
  const Submission& s_;
  const Form& form_;
  const Plan& plan_;
  const std::vector<const Directive*>& directives_;
  Problems out_;
};

}  // namespace

Problems check_works(const Submission& submission, const Form& form, const Plan& plan,
                     const std::vector<const Directive*>& directives) {
  return WorksCheck(submission, form, plan, directives).run();
}

}  // namespace xanh
