#include "exchange/dhis2_kinds.hpp"

namespace xanh::dhis2 {

ValueType value_type(std::string_view name) {
  using Kind = ValueType::Kind;
  if (name == "NUMBER") return {Kind::number, {}, {}, false, true};
  if (name == "UNIT_INTERVAL") return {Kind::number, Decimal(0), Decimal(1), false, true};
  if (name == "PERCENTAGE") return {Kind::number, Decimal(0), Decimal(100), true, true};
  if (name == "INTEGER") return {Kind::whole, {}, {}, false, true};
  if (name == "INTEGER_POSITIVE") return {Kind::whole, Decimal(1), {}, false, true};
  if (name == "INTEGER_NEGATIVE") return {Kind::whole, {}, Decimal(-1), false, true};
  if (name == "INTEGER_ZERO_OR_POSITIVE") return {Kind::whole, Decimal(0), {}, false, true};
  if (name == "BOOLEAN" || name == "TRUE_ONLY") return {Kind::boolean, {}, {}, false, true};
  ValueType out;
  out.known = name == "TEXT" || name == "LONG_TEXT" || name == "LETTER" || name == "MULTI_TEXT";
  return out;
}

KindOf kind_of(const std::string& aggregation) {
  if (aggregation == "SUM") return {ElementKind::flow, {}};
  if (aggregation == "AVERAGE_SUM_ORG_UNIT") return {ElementKind::mean, {}};
  if (aggregation == "LAST" || aggregation == "LAST_IN_PERIOD") return {ElementKind::stock, {}};
  const Bilingual units{"ở đây cộng theo đơn vị, không lấy trung bình, và không lập tổng của các phần",
                        "units are added here, not averaged, and no total is made of its parts"};
  if (aggregation == "AVERAGE") return {ElementKind::mean, units};
  if (aggregation == "LAST_AVERAGE_ORG_UNIT" || aggregation == "LAST_IN_PERIOD_AVERAGE_ORG_UNIT")
    return {ElementKind::stock, units};
  // At least nothing is added over time that was never meant to be.
  return {ElementKind::stock,
          {"ở đây lấy số cuối kỳ, cộng theo đơn vị, và không lập tổng của các phần",
           "the last figure counts, units are added, and no total is made of its parts"}};
}

ElementType element_type(ValueType::Kind kind) {
  switch (kind) {
    case ValueType::Kind::number:
      return ElementType::decimal;
    case ValueType::Kind::whole:
      return ElementType::integer;
    case ValueType::Kind::boolean:
      return ElementType::boolean;
    case ValueType::Kind::text:
      break;
  }
  return ElementType::text;
}

bool adds_parts(const std::string& aggregation) {
  return aggregation == "SUM" || aggregation == "LAST" || aggregation == "LAST_IN_PERIOD" ||
         aggregation == "AVERAGE_SUM_ORG_UNIT";
}

}  // namespace xanh::dhis2
