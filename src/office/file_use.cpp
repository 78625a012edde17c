#include "office/file_use.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "exchange/attached_file.hpp"
#include "office/revision_request.hpp"
#include "office/signed_papers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoName{"file-name",
                              Severity::error,
                              "tên tệp trống hoặc không đọc được",
                              "the file has no name that can be read",
                              "đặt tên tệp, ví dụ `bien-ban.pdf`",
                              "give it a name such as `minutes.pdf`"};
constexpr ProblemKind kTakesNone{"cycle-takes-no-files",
                                 Severity::error,
                                 "kỳ {cycle} đang ở trạng thái “{stage}”, không nhận tệp đính kèm",
                                 "cycle {cycle} is “{stage_en}” and takes no files",
                                 "chỉ kỳ đang mở nhận tệp",
                                 "only an open cycle takes files"};
constexpr ProblemKind kFigureOfFile{"figure-not-in-report",
                                    Severity::error,
                                    "`{figure}` không có trong biểu mẫu của {unit}",
                                    "`{figure}` is not in the form of {unit}",
                                    "nêu đúng mã số liệu, chỉ tiêu hoặc nhiệm vụ.trường",
                                    "name an element, a target or task.field"};
constexpr ProblemKind kNoSuchFile{"no-such-file",
                                  Severity::error,
                                  "báo cáo {report} không có tệp này",
                                  "the report {report} has no such file",
                                  "xem danh sách tệp của báo cáo",
                                  "look at the list of its files"};

constexpr size_t kLongestName = 120;  // characters

/// Who works on the report of the unit: itself, or the agency that enters it.
Problems may_attach(const Desk& desk, const std::string& unit) {
  Problems own = authorise(desk, Act::draft_report, unit);
  if (!has_error(own)) return own;
  return has_error(authorise(desk, Act::send_on_behalf)) ? own : Problems{};
}

/// Files by digest; with those that were dropped when `all`.
std::vector<FileBeside> files_of(const Transaction& t, const std::string& cycle, const std::string& unit,
                                 bool all) {
  std::vector<FileBeside> out;
  for (const auto& event : t.submission_events(cycle)) {
    if (event.unit != unit) continue;
    const auto same = [&](const FileBeside& f) { return f.sha256 == event.detail; };
    if (event.event == kFileEvent) {
      auto tree = read_json(event.detail, "store");
      auto file = from_node<FileBeside>(tree.value, "store");
      if (!tree.ok() || !file.ok()) throw std::runtime_error("a file's event cannot be read");
      std::erase_if(out, [&](const FileBeside& f) { return f.sha256 == file.value.sha256; });
      out.push_back(std::move(file.value));
    } else if (event.event == kFileDroppedEvent && !all) {
      std::erase_if(out, same);
    }
  }
  return out;
}

Problem no_such_file(const std::string& cycle, const std::string& unit) {
  return problem(kNoSuchFile, Place{}, {{"report", cycle + "/" + unit}});
}

/// The file of the list, or null.
const FileBeside* find(const std::vector<FileBeside>& files, const std::string& sha256) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const FileBeside& f) { return f.sha256 == sha256; });
  return found == files.end() ? nullptr : &*found;
}

Problems takes_files(const Memory& memory, const std::string& cycle) {
  const auto standing = memory.standing.find(cycle);
  const CycleStage stage = standing == memory.standing.end() ? CycleStage::planned : standing->second.stage;
  if (stage == CycleStage::open) return {};
  return {problem(kTakesNone, Place{},
                  {{"cycle", cycle}, {"stage", name_of(stage).vi}, {"stage_en", name_of(stage).en}})};
}

Problems check_place(const Memory& memory, const FileRequest& request) {
  const auto cycle = find_cycle(memory, request.cycle);
  Problems out = cycle.problems;
  if (!cycle.ok()) return out;
  append(out, find_reporting_unit(memory, *cycle.value, request.unit));
  if (has_error(out)) return out;
  append(out, takes_files(memory, request.cycle));
  if (request.figure.empty()) return out;
  const auto names = names_to_ask(form_maker(memory, *cycle.value).form(request.unit));
  if (std::find(names.begin(), names.end(), request.figure) == names.end())
    out.push_back(problem(kFigureOfFile, Place{}, {{"figure", request.figure}, {"unit", request.unit}},
                          nearest(request.figure, names)));
  return out;
}

}  // namespace

Outcome<std::string> attached_name(const std::string& given) {
  const std::string last = given.substr(given.find_last_of("/\\") + 1);
  std::string out;
  if (is_utf8(last) && last != "." && last != "..") out = trimmed(shown(last, kLongestName));
  if (out.empty()) return {{}, {problem(kNoName, Place{})}};
  return {std::move(out), {}};
}

Outcome<FileBeside> keep_report_file(const Desk& desk, const FileRequest& request) {
  Outcome<FileBeside> out;
  out.problems = may_attach(desk, request.unit);
  if (has_error(out.problems)) return out;
  auto named = attached_name(request.name);
  append(out.problems, std::move(named.problems));
  const std::string& name = named.value;
  auto file = read_attached(request.bytes, name);
  append(out.problems, std::move(file.problems));
  Problems wrong;
  append(
      out.problems, attempt([&] {
        desk.store->transact([&](Transaction& t) {
          wrong = check_place(recall(t), request);
          if (has_error(wrong) || has_error(out.problems)) return;
          out.value = {{},
                       name,
                       file.value.media_type,
                       static_cast<int>(file.value.bytes.size()),
                       request.figure,
                       desk.now,
                       desk.actor};
          out.value.sha256 =
              t.add_published_document({{}, name, file.value.media_type, file.value.bytes, desk.now});
          const auto files = files_of(t, request.cycle, request.unit, false);
          const FileBeside* before = find(files, out.value.sha256);
          if (before && before->figure == request.figure && before->name == name) {
            out.value = *before;
            return;
          }
          t.add_submission_event({0,
                                  request.cycle,
                                  request.unit,
                                  {},
                                  std::string(kFileEvent),
                                  write_json_line(to_node(out.value)),
                                  desk.now,
                                  desk.actor});
          t.audit({desk.now, desk.actor, "file.keep", request.cycle + "/" + request.unit, out.value.sha256});
        });
      }));
  append(out.problems, std::move(wrong));
  return out;
}

Problems drop_report_file(const Desk& desk, const std::string& cycle, const std::string& unit,
                          const std::string& sha256) {
  Problems out = may_attach(desk, unit);
  if (has_error(out)) return out;
  Problems wrong;
  append(out, attempt([&] {
           desk.store->transact([&](Transaction& t) {
             wrong = takes_files(recall(t), cycle);
             if (!find(files_of(t, cycle, unit, false), sha256)) wrong = {no_such_file(cycle, unit)};
             if (has_error(wrong)) return;
             t.add_submission_event(
                 {0, cycle, unit, {}, std::string(kFileDroppedEvent), sha256, desk.now, desk.actor});
             t.audit({desk.now, desk.actor, "file.drop", cycle + "/" + unit, sha256});
           });
         }));
  append(out, std::move(wrong));
  return out;
}

Outcome<std::vector<FileBeside>> list_report_files(const Desk& desk, const std::string& cycle,
                                                   const std::string& unit) {
  Outcome<std::vector<FileBeside>> out;
  Problems refused;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      refused = authorise(desk, Act::read_report, unit, &memory.units);
      if (!has_error(refused)) out.value = files_of(t, cycle, unit, false);
    });
  });
  append(out.problems, std::move(refused));
  return out;
}

Outcome<FileBesideBytes> read_report_file(const Desk& desk, const std::string& cycle, const std::string& unit,
                                          const std::string& sha256) {
  Outcome<FileBesideBytes> out;
  Problems wrong;
  out.problems = attempt([&] {
    desk.store->read([&](const Transaction& t) {
      const Memory memory = recall(t);
      wrong = authorise(desk, Act::read_report, unit, &memory.units);
      if (has_error(wrong)) return;
      const auto files = files_of(t, cycle, unit, true);
      const FileBeside* file = find(files, sha256);
      const auto document = file ? t.published_document(sha256) : std::nullopt;
      if (file && document)
        out.value = {*file, document->bytes};
      else
        wrong.push_back(no_such_file(cycle, unit));
    });
  });
  append(out.problems, std::move(wrong));
  return out;
}

}  // namespace xanh
