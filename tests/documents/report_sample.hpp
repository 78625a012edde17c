// The demonstration half-year consolidated, as tests of the papers need it.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "documents/report.hpp"
#include "exchange/programme_folder.hpp"
#include "exchange/yaml.hpp"

namespace xanh {

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error("no file " + path.string());
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// The folder programmes/hcmc-2020-2030 with the reports of its demonstration, taken in as noted on the day
/// they arrived.
struct Demonstration {
  std::filesystem::path folder = std::filesystem::path{XANH_SOURCE_DIR} / "programmes" / "hcmc-2020-2030";
  ProgrammeFolder programme;
  Register units;
  std::vector<Submission> reports;
  Manifest manifest;
  Consolidation result;
  std::string digest;
  std::map<std::string, std::string> templates;

  explicit Demonstration(const std::vector<std::string>& left_out = {}) {
    auto read = read_programme_folder(folder.string());
    if (!read.ok()) throw std::runtime_error(to_line(read.problems.front(), Language::en));
    programme = std::move(read.value);
    units = Register{programme.register_rows};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder / "demonstration" / "2023-H1"})
      files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
      if (std::find(left_out.begin(), left_out.end(), path.stem().string()) != left_out.end()) continue;
      auto report = from_node<Submission>(read_yaml(file_bytes(path), path.string()).value, path.string());
      if (!report.ok()) throw std::runtime_error(to_line(report.problems.front(), Language::en));
      reports.push_back(std::move(report.value));
    }
    consolidate_again();
    for (const auto& entry : std::filesystem::directory_iterator{folder / "templates"})
      templates[entry.path().filename().string()] = file_bytes(entry.path());
  }

  [[nodiscard]] const Plan& plan() const { return programme.plans.back(); }
  [[nodiscard]] const Cycle& cycle() const { return programme.cycles.front(); }

  void consolidate_again() {
    std::sort(reports.begin(), reports.end(),
              [](const Submission& a, const Submission& b) { return a.unit < b.unit; });
    manifest = {};
    manifest.programme = plan().programme.code;
    manifest.cycle = cycle().code;
    manifest.plan = {plan().version, plan_digest(plan())};
    manifest.register_sha256 = units.digest();
    manifest.cycle_sha256 = cycle_digest(cycle());
    manifest.statements_sha256 = statements_digest(programme.statements);
    for (const auto& r : reports)
      manifest.revisions.push_back(
          {r.unit, 1, submission_digest(r), r.letter.received_on.value_or(cycle().cut_off()), false});
    manifest.rules = "1";
    manifest.cut_off = cycle().cut_off();
    manifest.seen_at = *parse_instant("2023-06-22T17:00:00+07:00");
    result = consolidate(manifest, {&plan(), &units, &cycle(), reports, nullptr});
    digest = snapshot_digest(manifest, result);
  }

  [[nodiscard]] ReportContext context(Language language = Language::vi) const {
    ReportContext out;
    out.plan = &plan();
    out.units = &units;
    out.cycle = &cycle();
    out.statements = &programme.statements;
    out.manifest = &manifest;
    out.result = &result;
    out.snapshot = {1, digest};
    out.language = language;
    out.font_directory = std::string{XANH_SOURCE_DIR} + "/src/documents/fonts";
    return out;
  }
};

}  // namespace xanh
