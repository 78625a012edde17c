// Letters of the standing agency around a cycle: the request for reports, the reminder, the receipt, the
// request to revise named figures. Layout and wording are the office's own Word templates; here are the
// facts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "programme/plan.hpp"
#include "programme/register.hpp"
#include "reporting/form.hpp"
#include "reporting/signed_paper.hpp"
#include "reporting/submission.hpp"

namespace xanh {

/// `nothing` and `environment` are the unit's own papers: the one signed page that says it has nothing to
/// report, and its yearly report on environmental protection (Luật Bảo vệ môi trường 2020, Điều 118; Thông tư
/// 02/2022/TT-BTNMT, Điều 63, Mẫu số 01), filled with what it reported to the programme.
enum class LetterKind { request, reminder, receipt, revise, nothing, environment };
BOOST_DESCRIBE_ENUM(LetterKind, request, reminder, receipt, revise, nothing, environment)

struct Addressee {
  std::string unit;
  int days_late = 0;  ///< working days, of those whose report has not come
};

/// What a letter is written from; the values must outlive the call.
struct LetterContext {
  LetterKind kind{};
  const Plan* plan = nullptr;
  const Register* units = nullptr;
  const Cycle* cycle = nullptr;
  Language language = Language::vi;
  std::string number;        ///< as the clerk gave it; empty: left blank on paper
  std::optional<Date> date;  ///< absent: left blank on paper
  Date today{};
  std::string contact;  ///< who answers questions, as given; empty: a line for the pen
  std::vector<Addressee> addressees;
  std::vector<Form> forms;             ///< of a request: those of the addressees
  bool directives = false;             ///< whether one of them has directives to answer
  const Submission* report = nullptr;  ///< of a receipt and of a request to revise
  int revision = 0;                    ///< its number
  std::string report_sha256;           ///< its digest
  std::optional<Date> extended_to;     ///< granted to the one addressee
  Date first_received_on{};            ///< when the unit's first report came: by it it is in time or late
  Date received_on{};                  ///< its day of arrival
  std::vector<std::string> asked;      ///< figures named by a request to revise
  std::string message;                 ///< why
  const Form* form = nullptr;          ///< of the unit whose own paper with figures this is
  std::optional<Date> answer_by{};     ///< the day by which an answer is asked for
  std::optional<Date> correct_by{};    ///< of a report that was entered for its unit: until then it mends it
  std::optional<SignedPaper> paper{};  ///< the signed copy of the report, once it has come
};

/// The tree that the letters' templates see, field by field in docs/manual/report-fields.md.
[[nodiscard]] Node letter_values(const LetterContext& context);

/// The letter as .docx from the template of its kind: cv-bao-cao (request), cv-don-doc (reminder),
/// phieu-tiep-nhan (receipt), cv-ra-soat (revise), khong-phat-sinh (nothing), mau-01 (environment), in
/// English with `.en` before `.docx`.
[[nodiscard]] Outcome<std::string> write_letter(const LetterContext& context,
                                                const std::map<std::string, std::string>& templates);

}  // namespace xanh
