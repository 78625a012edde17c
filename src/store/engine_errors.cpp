#include "store/engine_errors.hpp"

#include <sqlite3.h>

#include <cerrno>

namespace xanh {

using Kind = SessionError::Kind;

Kind kind_of_sqlite(int extended, int system) {
  switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Kind::conflict;
    case SQLITE_CONSTRAINT:
      return extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY ? Kind::unique
                                                                                              : Kind::other;
    case SQLITE_FULL:
      return Kind::full;
    case SQLITE_READONLY:
      return Kind::read_only;
    case SQLITE_CORRUPT:
      return Kind::damaged;
    case SQLITE_NOTADB:
      return Kind::not_a_database;
    case SQLITE_CANTOPEN:
      return system == EROFS || system == EACCES ? Kind::read_only : Kind::other;
    case SQLITE_IOERR:
      return system == ENOSPC || system == EDQUOT || system == EFBIG ? Kind::full : Kind::other;
    default:
      return Kind::other;
  }
}

Kind kind_of_postgresql(std::string_view state, bool connected) {
  if (!connected || state.starts_with("08") || state.starts_with("57P")) return Kind::lost;
  if (state == "40001" || state == "40P01" || state == "55P03") return Kind::conflict;
  if (state == "23505") return Kind::unique;
  if (state == "53100") return Kind::full;
  if (state == "25006") return Kind::read_only;
  if (state == "XX001" || state == "XX002") return Kind::damaged;
  return Kind::other;
}

// "UNIQUE constraint failed: revisions.cycle, …" and "… violates unique constraint "revisions_pkey"…".
std::string table_of_violation(std::string_view message) {
  constexpr std::string_view sqlite = "constraint failed: ";
  constexpr std::string_view postgresql = "unique constraint \"";
  if (const auto at = message.find(sqlite); at != std::string_view::npos) {
    const auto rest = message.substr(at + sqlite.size());
    return std::string(rest.substr(0, rest.find('.')));
  }
  if (const auto at = message.find(postgresql); at != std::string_view::npos) {
    const auto rest = message.substr(at + postgresql.size());
    return std::string(rest.substr(0, rest.find("_pkey")));
  }
  return {};
}

}  // namespace xanh
