// How sure a reading is and what it is of, as people read it.
#include "exchange/annex_reading.hpp"

namespace xanh::annex {

Bilingual name_of(Sure sure) {
  switch (sure) {
    case Sure::certain:
      return {"chắc chắn", "certain"};
    case Sure::likely:
      return {"khá chắc", "fairly certain"};
    case Sure::review:
      break;
  }
  return {"cần xem lại", "needs review"};
}

Bilingual name_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::programme:
      return {"chương trình", "programme"};
    case ItemKind::plan:
      return {"kế hoạch", "plan"};
    case ItemKind::goal:
      return {"nhóm mục tiêu", "goal"};
    case ItemKind::solution_group:
      return {"nhóm giải pháp", "solution group"};
    case ItemKind::unit:
      return {"đơn vị", "unit"};
    case ItemKind::target:
      return {"chỉ tiêu", "target"};
    case ItemKind::task:
      break;
  }
  return {"nhiệm vụ", "task"};
}

}  // namespace xanh::annex
