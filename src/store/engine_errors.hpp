// What the error codes of SQLite and PostgreSQL mean to a store. Inside the room only.
#pragma once

#include <string>
#include <string_view>

#include "store/session.hpp"

namespace xanh {

/// SQLite's extended result code, and the errno behind it.
[[nodiscard]] SessionError::Kind kind_of_sqlite(int extended, int system);
/// SQLSTATE, and whether the connection still stands.
[[nodiscard]] SessionError::Kind kind_of_postgresql(std::string_view state, bool connected);
/// Empty when the message of a unique violation names none.
[[nodiscard]] std::string table_of_violation(std::string_view message);

}  // namespace xanh
