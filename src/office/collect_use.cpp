#include "office/collect_use.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "exchange/whole_file.hpp"
#include "office/collection.hpp"

namespace xanh {
namespace {

/// What the part gave in an earlier report of the unit, to stand beside its inputs.
std::optional<Submission> of_part(const std::optional<Submission>& report, const std::string& code) {
  if (!report) return std::nullopt;
  for (const auto& part : report->parts)
    if (part.code == code && part.sent) {
      Submission out;
      out.figures = part.figures;
      return out;
    }
  return std::nullopt;
}

}  // namespace

Outcome<std::vector<PartFile>> split_form(const Desk& desk, const SplitRequest& request) {
  Outcome<std::vector<PartFile>> out;
  out.problems = authorise(desk, Act::draft_report, request.unit);
  if (has_error(out.problems)) return out;
  Collection collection;
  append(out.problems, attempt([&] {
           recall_collection(desk, request.cycle, request.unit, request.parts, request.language, collection,
                             out.problems);
         }));
  if (has_error(out.problems)) return out;
  std::vector<WholeFile> files;
  for (const auto& part : collection.parts) {
    const Form form = part_form(collection.form, part.items);
    const FormPart whose{part.code, part.name, part.contact, part_asks(part.items, "06"),
                         part_asks(part.items, "07")};
    const auto last = of_part(collection.beside.last, part.code),
               same = of_part(collection.beside.same_period, part.code);
    FormContext context = context_of(collection, request.language);
    context.part = &whose;
    context.due = request.due;
    context.last = last ? &*last : nullptr;
    context.same_period = same ? &*same : nullptr;
    const std::string path = (std::filesystem::path(request.folder) /
                              fmt::format("{}-{}-{}.xlsx", request.cycle, request.unit, part.code))
                                 .string();
    files.push_back({path, write_form_workbook(form, context)});
    out.value.push_back(
        {part.code, part.name, path, form.digest(), static_cast<int>(form.elements().size())});
  }
  append(out.problems, write_whole_folder("", files));
  if (has_error(out.problems)) out.value.clear();
  return out;
}

}  // namespace xanh
