#include "office/on_behalf_use.hpp"

#include "office/file_use.hpp"
#include "office/handed.hpp"

namespace xanh {

Outcome<SubmitLine> enter_on_behalf(const Desk& desk, const ReceivedReport& received,
                                    const std::string& letter) {
  Outcome<SubmitLine> out;
  SubmitRequest request;
  request.cycle = received.cycle;
  request.on_behalf = received.unit;
  request.after = received.after;
  request.dry_run = received.dry_run;
  Outcome<std::vector<SubmitLine>> made;
  const auto submit = [&] {
    return hand_in(received.name, received.bytes, [&](const std::string& path) {
      request.files = {path};
      made = submit_files(desk, request);
      return std::move(made.problems);
    });
  };
  if (letter.empty()) {
    out.problems = submit();
  } else {
    auto file = read_report_file(desk, received.cycle, received.unit, letter);
    if (!file.ok()) return {{}, std::move(file.problems)};
    out.problems = hand_in(file.value.file.name, file.value.bytes, [&](const std::string& path) {
      request.letter = path;
      return submit();
    });
  }
  if (has_error(out.problems) || made.value.empty()) return out;
  out.value = std::move(made.value.front());
  out.value.file = received.name;
  return out;
}

}  // namespace xanh
