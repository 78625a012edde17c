// Cells of a result to values; what cannot be one means a damaged store.
#include <fmt/format.h>

#include <charconv>

#include "store/session.hpp"

namespace xanh {

using Kind = SessionError::Kind;

const std::string& Row::text(size_t column) const {
  if (!cells_[column]) throw SessionError(Kind::damaged, fmt::format("column {} is absent", column));
  return *cells_[column];
}

std::int64_t Row::integer(size_t column) const {
  const std::string& digits = text(column);
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size())
    throw SessionError(Kind::damaged, fmt::format("column {} is no whole number", column));
  return value;
}

std::optional<int> Row::maybe_number(size_t column) const {
  return null(column) ? std::nullopt : std::optional(number(column));
}

Instant Row::instant(size_t column) const {
  const auto at = parse_instant(text(column));
  if (!at) throw SessionError(Kind::damaged, fmt::format("column {} is no moment", column));
  return *at;
}

Date Row::date(size_t column) const {
  const auto day = parse_date(text(column));
  if (!day) throw SessionError(Kind::damaged, fmt::format("column {} is no day", column));
  return *day;
}

}  // namespace xanh
