// The second half of a sub-collection: what came back is added up into the unit's own form.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "base/text.hpp"
#include "exchange/form_workbook_problems.hpp"
#include "exchange/parts_file.hpp"
#include "exchange/whole_file.hpp"
#include "office/collect_use.hpp"
#include "office/collection.hpp"
#include "reporting/part_check.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNotAPart{
    "form-not-a-part",
    Severity::error,
    "tệp này là biểu mẫu của cả đơn vị, không phải phần biểu của đơn vị trực thuộc",
    "this is the form of the whole unit, not the part of a subordinate unit",
    "chọn tệp do `xanh collect split` tạo ra",
    "choose a file that `xanh collect split` made"};
constexpr ProblemKind kUnknownPart{"part-unknown",
                                   Severity::error,
                                   "đơn vị `{unit}` không có đơn vị trực thuộc `{part}`",
                                   "the unit `{unit}` has no part `{part}`",
                                   "dùng đúng tệp `--parts` đã dùng khi chia biểu",
                                   "give the file of `--parts` that the form was split with"};
constexpr ProblemKind kGivenTwice{"part-given-twice",
                                  Severity::error,
                                  "“{name}” đã có ở tệp {file}",
                                  "“{name}” is in the file {file} already",
                                  "bỏ bớt một tệp; nếu tệp sau là bản gửi lại, thêm `--replace`",
                                  "leave one out; if the later one was sent again, add `--replace`"};
constexpr ProblemKind kOlderPart{
    "part-older-form",
    Severity::warning,
    "phần biểu lập trước khi kế hoạch hoặc danh sách thay đổi, chưa có mục: {items}",
    "the part was made before the plan or the list changed and lacks: {items}",
    "lập lại phần biểu nếu cần các mục này",
    "make the part again if these are needed"};
constexpr ProblemKind kBeyondItems{"part-beyond-items",
                                   Severity::warning,
                                   "số liệu không giao cho đơn vị trực thuộc này nên không cộng: {names}",
                                   "figures that this part is not asked for are not added: {names_en}",
                                   "nếu cần cộng, ghi thêm vào cột `items` của danh sách",
                                   "to add them, put them into the column `items` of the list"};
constexpr ProblemKind kShareNotAdded{
    "share-not-added",
    Severity::warning,
    "`{name}` là tỷ lệ, {count} đơn vị trực thuộc cùng báo nên không cộng được",
    "`{name_en}` is a share that {count} parts report: it has no sum",
    "đơn vị tự ghi số liệu này vào biểu",
    "the unit writes this figure into the form itself"};
constexpr ProblemKind kColumnNotAdded{
    "column-not-added",
    Severity::warning,
    "cột “{column}” không cộng ở {count} số liệu vì chỉ một số đơn vị trực thuộc ghi: {names}",
    "the column “{column_en}” has no sum for {count} figures, which only some parts gave: {names_en}",
    "xem Biểu 10; đơn vị ghi số liệu hoặc để trống",
    "see table 10; the unit writes it or leaves it empty"};
constexpr ProblemKind kOwnReplaced{"own-figure-replaced",
                                   Severity::warning,
                                   "số liệu đơn vị đã gửi được thay bằng số tổng hợp: {names}",
                                   "figures that the unit has sent are replaced by sums: {names_en}",
                                   "nếu muốn giữ, nêu số liệu và lý do trong tệp `--overrides`",
                                   "to keep them, give them with a reason in the file of `--overrides`"};

Place whole(const std::string& path) {
  return {path, 0, 0, {}, {}, {}};
}

/// "A, B, C và 5 số liệu khác"
std::string some_of(const std::vector<std::string>& names, const Bilingual& others, Language language) {
  constexpr size_t kShown = 4;
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, names.size())));
  std::string out = join(shown, ", ");
  if (names.size() > kShown) out += fmt::format(" … (+{} {})", names.size() - kShown, in(language, others));
  return out;
}
const Bilingual kFigures{"số liệu", "figures"};

/// Names of elements in both languages.
struct Names {
  std::vector<std::string> vi, en;
  void add(const Element& element) {
    vi.push_back(element.name_vi);
    en.push_back(in(Language::en, element.names()));
  }
};

std::string read_if_given(const std::string& path, Problems& problems) {
  if (path.empty()) return {};
  auto file = read_whole_file(path);
  append(problems, std::move(file.problems));
  return std::move(file.value);
}

/// Takes the parts' workbooks in, in the order of the command line.
class Gathering {
 public:
  Gathering(const MergeRequest& request, const Collection& collection, Problems& problems)
      : request_(request), collection_(collection), problems_(problems) {
    for (const auto& part : collection.parts) forms_.push_back(part_form(collection.form, part.items));
    reports_.resize(forms_.size());
    files_.resize(forms_.size());
  }

  void take(const std::string& path) {
    auto bytes = read_whole_file(path);
    append(problems_, std::move(bytes.problems));
    if (!bytes.ok()) return;
    auto workbook = read_workbook(bytes.value, path, {}, request_.threads);
    append(problems_, std::move(workbook.problems));
    if (workbook.value.sheets.empty()) return;
    auto stamp = read_form_stamp(workbook.value, path);
    append(problems_, std::move(stamp.problems));
    if (!stamp.ok()) return;
    const auto number = part_of(stamp.value, path);
    if (!number) return;
    auto read = read_form_workbook(workbook.value, path, forms_[*number], *collection_.plan);
    append(problems_, std::move(read.problems));
    doubts(read.value, forms_[*number], path);
    reports_[*number] = std::move(read.value.submission);
    files_[*number] = path;
  }

  /// In the order of the list, those that sent nothing as well.
  [[nodiscard]] std::vector<SentPart> parts() const {
    std::vector<SentPart> out;
    for (size_t i = 0; i < forms_.size(); ++i) {
      const auto& asked = collection_.parts[i];
      const Submission* report = reports_[i] ? &*reports_[i] : nullptr;
      out.push_back({asked, account_of(asked, forms_[i], report), report ? *report : Submission{}});
    }
    return out;
  }
  [[nodiscard]] const std::string& file(size_t part) const { return files_[part]; }
  [[nodiscard]] const Form& form(size_t part) const { return forms_[part]; }

 private:
  void doubts(const ReadForm& read, const Form& asked, const std::string& path) {
    if (!read.new_items.empty())
      problems_.push_back(problem(kOlderPart, whole(path), {{"items", join(read.new_items, ", ")}}));
    Names beyond;
    for (const auto& figure : read.submission.figures)
      if (const Element* element = collection_.plan->element(figure.element);
          element && figure.value(FigureColumn::this_period) && !asked.asks(figure.element))
        beyond.add(*element);
    if (!beyond.vi.empty())
      problems_.push_back(problem(kBeyondItems, whole(path),
                                  {{"names", some_of(beyond.vi, kFigures, Language::vi)},
                                   {"names_en", some_of(beyond.en, kFigures, Language::en)}}));
  }

  std::optional<size_t> part_of(const FormStamp& stamp, const std::string& path) {
    const size_t before = problems_.size();
    const auto same = [&](const ProblemKind& kind, const std::string& have, const std::string& want) {
      if (have != want) problems_.push_back(problem(kind, whole(path), {{"have", have}, {"want", want}}));
    };
    same(form_workbook::kOtherProgramme, stamp.programme, collection_.plan->programme.code);
    same(form_workbook::kOtherCycle, stamp.cycle, collection_.form.cycle);
    same(form_workbook::kOtherUnit, stamp.unit, collection_.form.unit);
    if (problems_.size() != before) return std::nullopt;
    if (stamp.part.empty()) {
      problems_.push_back(problem(kNotAPart, whole(path)));
      return std::nullopt;
    }
    std::vector<std::string> codes;
    for (const auto& part : collection_.parts) codes.push_back(part.code);
    const auto found = std::find(codes.begin(), codes.end(), stamp.part);
    if (found == codes.end()) {
      problems_.push_back(problem(kUnknownPart, whole(path),
                                  {{"unit", collection_.form.unit}, {"part", stamp.part}},
                                  nearest(stamp.part, codes)));
      return std::nullopt;
    }
    const auto number = static_cast<size_t>(found - codes.begin());
    if (!files_[number].empty() && !request_.replace) {
      problems_.push_back(problem(kGivenTwice, whole(path),
                                  {{"name", collection_.parts[number].name}, {"file", files_[number]}}));
      return std::nullopt;
    }
    return number;
  }

  const MergeRequest& request_;
  const Collection& collection_;
  Problems& problems_;
  std::vector<Form> forms_;
  std::vector<std::optional<Submission>> reports_;
  std::vector<std::string> files_;
};

std::vector<MissingTable> missing_tables(const Collection& collection, const Gathering& gathered) {
  std::vector<std::string> tables = tables_of(collection.form);
  tables.insert(tables.end(), {"06", "07"});
  std::vector<MissingTable> out;
  for (const auto& table : tables) {
    MissingTable line{table, {}};
    for (size_t i = 0; i < collection.parts.size(); ++i) {
      if (!gathered.file(i).empty()) continue;
      const auto asked = tables_of(gathered.form(i));
      if (std::find(asked.begin(), asked.end(), table) != asked.end() ||
          ((table == "06" || table == "07") && part_asks(collection.parts[i].items, table)))
        line.parts.push_back(collection.parts[i].code);
    }
    if (!line.parts.empty()) out.push_back(std::move(line));
  }
  return out;
}

std::vector<MergedTotal> merged_totals(const Collection& collection, const Submission& merged,
                                       Problems& problems) {
  std::vector<MergedTotal> out;
  std::map<FigureColumn, Names> unadded;
  Names replaced;
  for (const auto& total : totals_of(*collection.plan, merged.parts)) {
    const Element& element = *total.element;
    MergedTotal line{.element = element.code,
                     .names = element.names(),
                     .adds = total.adds,
                     .complete = total.complete(),
                     .total = total.answered ? std::optional(total.figure) : std::nullopt,
                     .used = std::nullopt,
                     .left_out = {},
                     .parts = {}};
    if (const auto* used = merged.figure(element.code)) line.used = *used;
    for (const auto& [part, why] : total.left_out) line.left_out.push_back({part->code, why});
    for (const auto& part : merged.parts)
      for (const auto& figure : part.figures)
        if (figure.element == element.code)
          line.parts.push_back({part.code, figure.state, figure.value(FigureColumn::this_period)});
    if (!total.adds)
      problems.push_back(problem(kShareNotAdded, Place{{}, 0, 0, {}, {}, "figures." + element.code},
                                 {{"name", element.name_vi},
                                  {"name_en", in(Language::en, element.names())},
                                  {"count", std::to_string(line.parts.size())}}));
    for (const auto column : total.unadded) unadded[column].add(element);
    const auto* sent = collection.beside.sent ? collection.beside.sent->figure(element.code) : nullptr;
    if (sent && line.used &&
        sent->value(FigureColumn::this_period) != line.used->value(FigureColumn::this_period))
      replaced.add(element);
    out.push_back(std::move(line));
  }
  for (const auto& [column, names] : unadded)
    problems.push_back(problem(kColumnNotAdded, Place{},
                               {{"column", name_of(column).vi},
                                {"column_en", name_of(column).en},
                                {"count", std::to_string(names.vi.size())},
                                {"names", some_of(names.vi, kFigures, Language::vi)},
                                {"names_en", some_of(names.en, kFigures, Language::en)}}));
  if (!replaced.vi.empty())
    problems.push_back(problem(kOwnReplaced, Place{},
                               {{"names", some_of(replaced.vi, kFigures, Language::vi)},
                                {"names_en", some_of(replaced.en, kFigures, Language::en)}}));
  return out;
}

/// The file, or CYCLE-UNIT.xlsx in the folder that was named.
std::string place_of_form(const MergeRequest& request) {
  std::error_code ignored;  // a path that cannot be looked at is told when the file is written
  if (!request.path.ends_with('/') && !std::filesystem::is_directory(request.path, ignored))
    return request.path;
  return (std::filesystem::path(request.path) / fmt::format("{}-{}.xlsx", request.cycle, request.unit))
      .string();
}

void merge(const MergeRequest& request, const Collection& collection, const std::string& overrides_bytes,
           Outcome<MergedForm>& out) {
  Outcome<std::vector<PartOverride>> overrides;
  if (!request.overrides.empty())
    overrides = read_overrides(overrides_bytes, request.overrides, collection.form);
  append(out.problems, std::move(overrides.problems));
  Gathering gathered(request, collection, out.problems);
  for (const auto& file : request.files) gathered.take(file);
  if (has_error(out.problems)) return;
  Submission draft = merged_report(collection.beside.sent.value_or(Submission{}), collection.form,
                                   *collection.plan, gathered.parts(), overrides.value, request.language);
  draft.place.file = place_of_form(request);
  FormContext context = context_of(collection, request.language);
  context.directives = directives_of(collection.matters.directives, collection.memory.units,
                                     collection.cycle->window, collection.form.unit);
  for (const auto& one : collection.matters.difficulties)
    if (one.unit == collection.form.unit) context.difficulties.push_back(one);
  context.last = collection.beside.last ? &*collection.beside.last : nullptr;
  context.same_period = collection.beside.same_period ? &*collection.beside.same_period : nullptr;
  context.draft = &draft;
  context.due =
      due_day(*collection.cycle, "unit", collection.memory.units.calendar({collection.cycle->cut_off(), {}}));
  append(out.problems,
         write_whole_file(place_of_form(request), write_form_workbook(collection.form, context)));
  if (has_error(out.problems)) return;
  MergedForm& made = out.value;
  made.cycle = request.cycle;
  made.unit = request.unit;
  made.path = place_of_form(request);
  made.form_sha256 = collection.form.digest();
  for (size_t i = 0; i < draft.parts.size(); ++i)
    made.parts.push_back({draft.parts[i].code, draft.parts[i].name, draft.parts[i].sent, gathered.file(i)});
  made.missing = missing_tables(collection, gathered);
  append(out.problems, check_parts(draft, *collection.plan));
  made.totals = merged_totals(collection, draft, out.problems);
}

}  // namespace

Outcome<MergedForm> merge_parts(const Desk& desk, const MergeRequest& request) {
  Outcome<MergedForm> out;
  out.problems = authorise(desk, Act::draft_report, request.unit);
  const std::string overrides = read_if_given(request.overrides, out.problems);
  if (has_error(out.problems)) return out;
  Collection collection;
  append(out.problems, attempt([&] {
           recall_collection(desk, request.cycle, request.unit, request.parts, request.language, collection,
                             out.problems);
         }));
  if (has_error(out.problems)) return out;
  merge(request, collection, overrides, out);
  return out;
}

}  // namespace xanh
