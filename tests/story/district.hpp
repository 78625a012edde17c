// Quận 7 with its ten wards and three offices, as the stories play it. Wards are those of the register; every
// figure and name of an office is made up to show the program (số liệu minh họa).
#pragma once

#include <string>
#include <vector>

#include "cli/form_file.hpp"
#include "cli/terminal.hpp"

namespace xanh::terminal_test {

inline const std::vector<std::string> kWards{
    "q7-tan-thuan-dong", "q7-tan-thuan-tay", "q7-tan-kieng", "q7-tan-hung",  "q7-binh-thuan",
    "q7-tan-quy",        "q7-phu-thuan",     "q7-tan-phu",   "q7-tan-phong", "q7-phu-my"};
inline const std::vector<std::string> kOffices{"phong-qldt", "phong-tnmt", "phong-vhtt"};

/// The table of who fills in what, for `collect split --parts`.
inline std::string parts_csv() {
  std::string out = "code,name,items,contact\n";
  for (const auto& ward : kWards) out += ward + ",,01;05a;06;07,\n";
  out += "phong-qldt,Phòng Quản lý đô thị,canal_dredged;canal_rubbish;trees_planted;06,minh họa\n";
  out += "phong-tnmt,Phòng Tài nguyên và Môi trường,05c;waste_generated_local;waste_collected_local;07,\n";
  out += "phong-vhtt,Phòng Văn hóa và Thông tin,comm_news,\n";
  return out;
}

/// The blank forms of the parts, split into a folder of the terminal, and what their officers type.
struct District {
  Terminal& t;
  std::string forms;

  [[nodiscard]] fs::path blank(const std::string& part) const {
    return t / (forms + "/2023-H1-q7-" + part + ".xlsx");
  }

  /// `i` is the ward.
  void fill_ward(size_t i, const std::string& to, int people) const {
    const int n = static_cast<int>(i);
    FormFile form(blank(kWards[i]));
    const auto put = [&](const std::string& element, int value) {
      form.number("x_" + element + "_this_period", std::to_string(value));
    };
    put("ww_sites_obliged", 8 + n);
    put("ww_sites_ok", 7 + n);
    put("hh_total", 10000 + 100 * n);
    // One ward has no denominator for its households.
    if (kWards[i] == "q7-tan-quy")
      form.text("x_hh_total_this_period", "").text("x_hh_total_state", "Chưa có số liệu");
    put("hh_informed", 9000 + n);
    put("comm_activities", 5);
    put("comm_people", people);
    put("comm_news", 2 + n);
    put("black_spots_open", 1);
    form.text("x_black_spots_new_state", "Không phát sinh");
    if (i == 0)
      form.number("x_black_spots_cleared_this_period", "1").text("x_black_spots_cleared_state", "Ước tính");
    else
      form.text("x_black_spots_cleared_state", "Không phát sinh");
    if (i == 1) form.text("x_text_1", "Đã họp với tổ dân phố (minh họa)");
    if (i == 2)
      form.text("x_difficulty_1_kind", "Kiến nghị")
          .text("x_difficulty_1_content", "Thiếu xe ép rác (minh họa)")
          .text("x_difficulty_1_authority", "UBND Quận 7");
    form.save(t / to);
  }
  void fill_offices(const std::string& folder) const {
    FormFile(blank("phong-qldt"))
        .number("x_canal_dredged_this_period", "5.7")
        .number("x_canal_rubbish_this_period", "386.7")
        .number("x_trees_planted_this_period", "553")
        .save(t / (folder + "/phong-qldt.xlsx"));
    FormFile(blank("phong-tnmt"))
        .number("x_fines_money_this_period", "21")
        .text("x_fines_state", "Không phát sinh")
        .number("x_waste_generated_local_this_period", "338.9")
        .save(t / (folder + "/phong-tnmt.xlsx"));
    FormFile(blank("phong-vhtt"))
        .number("x_comm_news_this_period", "40")
        .save(t / (folder + "/phong-vhtt.xlsx"));
  }
};

}  // namespace xanh::terminal_test
