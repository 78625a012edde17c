// A desk in June 2023 with the city's programme in a store of its own, and its illustrative reports.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/at_hand.hpp"
#include "exchange/yaml.hpp"
#include "office/consolidate_use.hpp"
#include "office/cycle_use.hpp"
#include "office/programme_use.hpp"
#include "office/submission_use.hpp"
#include "reporting/form.hpp"

namespace xanh::office_test {

namespace fs = std::filesystem;

inline const std::string kProgramme = XANH_SOURCE_DIR "/programmes/hcmc-2020-2030";
inline const std::string kReports = kProgramme + "/demonstration/2023-H1";

class Office {
 public:
  /// `address` empty: a folder of its own.
  explicit Office(const std::string& address = {}, const std::string& programme = kProgramme) {
    std::string name = fs::temp_directory_path() / "xanh-office-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    address_ = address.empty() ? folder_ / "store" : fs::path(address);
    if (!address.empty()) address_text_ = address;
    const auto made = init_store(this->address(), programme, "operator", now());
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    auto opened = ProgrammeStore::open(this->address(), ProgrammeStore::Mode::read_write);
    EXPECT_TRUE(opened.ok()) << lines(opened.problems);
    store_ = std::move(opened.value);
    const auto cycle = open_cycle(desk(), "2023-H1");
    EXPECT_TRUE(cycle.ok()) << lines(cycle.problems);
  }
  ~Office() {
    store_.reset();
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  static Instant now() { return *parse_instant("2023-06-20T17:00:00+07:00"); }
  [[nodiscard]] std::string address() const {
    return address_text_.empty() ? address_.string() : address_text_;
  }
  [[nodiscard]] Desk desk() const { return {store_.get(), std::string(kLocalOperator), now()}; }
  [[nodiscard]] const fs::path& folder() const { return folder_; }
  [[nodiscard]] ProgrammeStore& store() const { return *store_; }

  static std::vector<std::string> report_units() {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(kReports)) out.push_back(entry.path().stem().string());
    std::sort(out.begin(), out.end());
    return out;
  }
  static Submission report(const std::string& unit) {
    const std::string path = kReports + "/" + unit + ".yaml";
    std::ifstream in(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    return from_node<Submission>(read_yaml(text, path).value, path).value;
  }

  /// Takes reports in and notes them; all units when none is named.
  void with_reports(std::vector<std::string> units = report_units()) const {
    SubmitRequest request;
    for (const auto& unit : units) request.files.push_back(kReports + "/" + unit + ".yaml");
    const auto taken = submit_files(desk(), request);
    EXPECT_EQ(taken.value.size(), units.size()) << lines(taken.problems);
    note();
  }
  void note() const {
    const auto noted = review(desk(), {{"2023-H1"}, true, {}, {}});
    EXPECT_TRUE(noted.ok()) << lines(noted.problems);
  }
  /// Sends a report as a file of its own.
  [[nodiscard]] Outcome<std::vector<SubmitLine>> send(const Submission& report, bool dry_run = false) const {
    const fs::path path = folder_ / (report.unit + ".yaml");
    std::ofstream(path, std::ios::binary) << write_yaml(to_node(report));
    return submit_files(desk(), {{path.string()}, dry_run, {}, {}});
  }
  [[nodiscard]] std::unique_ptr<Consolidated> consolidated(int threads = 1) const {
    auto made = consolidate_cycle(desk(), {"2023-H1", {}, threads});
    EXPECT_TRUE(made.ok()) << lines(made.problems);
    return std::move(made.value);
  }
  [[nodiscard]] AccountStanding account(const std::string& unit) const {
    AccountStanding out;
    store_->read([&](const Transaction& t) { out = accounts_of(t, "2023-H1").at(unit); });
    return out;
  }

 private:
  fs::path folder_, address_;
  std::string address_text_;
  std::unique_ptr<ProgrammeStore> store_;
};

/// The figure of an element in a report, to change it.
inline ReportedFigure& figure_of(Submission& report, const std::string& element) {
  const auto it = std::find_if(report.figures.begin(), report.figures.end(),
                               [&](const auto& f) { return f.element == element; });
  if (it == report.figures.end()) throw std::runtime_error("no figure " + element);
  return *it;
}

}  // namespace xanh::office_test
