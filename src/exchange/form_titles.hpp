// Titles of the tables of the unit form, as its sheets bear them and the letters that ask for them name them.
#pragma once

#include "base/problem.hpp"

namespace xanh::form_titles {

inline const Bilingual kTargets{"Biểu 01. Kết quả thực hiện chỉ tiêu được giao",
                                "Table 01. Results of the targets assigned"};
inline const Bilingual kTasks{"Biểu 02. Tiến độ nhiệm vụ, chương trình, đề án được giao",
                              "Table 02. Progress of the tasks assigned"};
inline const Bilingual kProjects{"Biểu 03. Dự án, công trình", "Table 03. Projects and works"};
inline const Bilingual kMoney{"Biểu 04. Kinh phí", "Table 04. Money"};
inline const Bilingual kTexts{"Biểu 06. Thuyết minh", "Table 06. Narrative"};
inline const Bilingual kDifficulties{
    "Biểu 07. Khó khăn, vướng mắc, kiến nghị; đề xuất bổ sung, điều chỉnh Kế hoạch",
    "Table 07. Difficulties, requests, proposed changes of the plan"};
inline const Bilingual kDirectives{"Biểu 08. Thực hiện ý kiến chỉ đạo kỳ trước",
                                   "Table 08. What was done on the directives"};
inline const Bilingual kRegistration{"Biểu 09. Đăng ký Kế hoạch năm sau",
                                     "Table 09. Registration for the coming year's plan"};
inline const Bilingual kNextTasks{"Biểu 09. Nhiệm vụ trọng tâm 6 tháng cuối năm",
                                  "Table 09. Key tasks of the next half-year"};
inline const Bilingual kParts{"Biểu 10. Tổng hợp từ đơn vị trực thuộc",
                              "Table 10. Added up from the subordinate units"};

}  // namespace xanh::form_titles
