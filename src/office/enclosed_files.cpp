#include "office/enclosed_files.hpp"

#include "base/canonical.hpp"
#include "exchange/paper_text.hpp"
#include "exchange/pdf_file.hpp"
#include "exchange/whole_file.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kEmptyLetter{"letter-empty",
                                   Severity::error,
                                   "tệp công văn trống",
                                   "the file of the letter is empty",
                                   "chọn đúng tệp công văn của đơn vị",
                                   "give the file of the unit's letter"};
}  // namespace

Outcome<EnclosedFiles> read_enclosed(const SubmitRequest& request) {
  Outcome<EnclosedFiles> out;
  if (!request.letter.empty()) {
    auto letter = read_whole_file(request.letter);
    append(out.problems, std::move(letter.problems));
    if (letter.ok() && letter.value.empty())
      out.problems.push_back(problem(kEmptyLetter, Place{request.letter, 0, 0, {}, {}, {}}));
    out.value.letter = std::move(letter.value);
  }
  if (!request.map.empty()) {
    auto map = read_whole_file(request.map);
    append(out.problems, std::move(map.problems));
    const std::string digest = sha256(map.value);
    const auto name = to_nfc(request.map.substr(request.map.rfind('/') + 1));
    out.value.map = MapFile{name.value_or("map.yaml"), std::move(map.value), digest, false};
  }
  // A letter that is no PDF, or a scan, is kept all the same: only its number is not known. A form says it on
  // its cover.
  if (!has_error(out.problems) && !request.cycle.empty() && out.value.letter.starts_with("%PDF"))
    if (const auto pdf = read_pdf(out.value.letter, request.letter); pdf.ok()) {
      const std::string head = head_of(pdf.value.text);
      out.value.letter_number = letter_number_in(head);
      out.value.letter_date = letter_date_in(head);
    }
  return out;
}

}  // namespace xanh
