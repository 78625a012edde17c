// The only file that sees DuckDB (https://duckdb.org/docs/1.4/clients/c/overview).
#include "store/columnar_file.hpp"

#include <duckdb.h>

#include <utility>

namespace xanh {
namespace {

// Small, so that a question about few elements and cycles passes over the rest (docs/decisions/0043).
constexpr const char* kRowsOfGroup = "8192";

class Answer {
 public:
  Answer(duckdb_connection connection, const std::string& sql) {
    if (duckdb_query(connection, sql.c_str(), &result_) == DuckDBSuccess) return;
    const char* said = duckdb_result_error(&result_);
    const std::string why = said ? said : "DuckDB gives no reason";
    duckdb_destroy_result(&result_);
    throw ColumnarError(why);
  }
  ~Answer() { duckdb_destroy_result(&result_); }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  duckdb_result& operator*() { return result_; }

 private:
  duckdb_result result_{};
};

/// A part of an answer; empty behind the last one.
class Part {
 public:
  explicit Part(duckdb_result& result) : chunk_(duckdb_fetch_chunk(result)) {}
  ~Part() {
    if (chunk_) duckdb_destroy_data_chunk(&chunk_);
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  explicit operator bool() const { return chunk_ != nullptr; }
  duckdb_data_chunk operator*() { return chunk_; }

 private:
  duckdb_data_chunk chunk_;
};

template <class T>
std::span<const T> column(duckdb_data_chunk chunk, idx_t number, size_t rows) {
  return {static_cast<const T*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, number))), rows};
}

class Appender {
 public:
  Appender(duckdb_connection connection, const std::string& table) {
    if (duckdb_appender_create(connection, nullptr, table.c_str(), &appender_) == DuckDBError) fail();
  }
  ~Appender() { duckdb_appender_destroy(&appender_); }
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  void row(const std::vector<ColumnarCell>& cells) {
    for (const auto& one : cells) {
      const auto state = std::holds_alternative<std::int64_t>(one)
                             ? duckdb_append_int64(appender_, std::get<std::int64_t>(one))
                             : text(std::get<std::string>(one));
      if (state == DuckDBError) fail();
    }
    if (duckdb_appender_end_row(appender_) == DuckDBError) fail();
  }
  void close() {
    if (duckdb_appender_close(appender_) == DuckDBError) fail();
  }

 private:
  duckdb_state text(const std::string& value) {
    return duckdb_append_varchar_length(appender_, value.data(), value.size());
  }
  [[noreturn]] void fail() {
    const char* said = duckdb_appender_error(appender_);
    throw ColumnarError(said ? said : "DuckDB takes no rows");
  }
  duckdb_appender appender_ = nullptr;
};

}  // namespace

std::string columnar_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

struct ColumnarFile::Body {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  bool attached = false;

  Body() = default;
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  ~Body() {
    if (connection && attached) {
      // Let go of in order, so that what is in the log beside the file goes into it.
      duckdb_query(connection, "USE memory", nullptr);
      duckdb_query(connection, "DETACH copy", nullptr);
    }
    if (connection) duckdb_disconnect(&connection);
    if (database) duckdb_close(&database);
  }
};

ColumnarFile::ColumnarFile(const std::filesystem::path& file, const std::filesystem::path& work,
                           const ColumnarLimits& limits)
    : body_(std::make_unique<Body>()) {
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) == DuckDBError) throw ColumnarError("DuckDB does not start");
  const std::pair<const char*, std::string> settings[] = {
      {"threads", std::to_string(limits.threads)},
      {"memory_limit", std::to_string(limits.memory_mb) + "MB"},
      {"temp_directory", work.string()},
      // Nothing is fetched from anywhere, and order is asked for where it matters.
      {"autoinstall_known_extensions", "false"},
      {"autoload_known_extensions", "false"},
      {"preserve_insertion_order", "false"},
  };
  for (const auto& [name, value] : settings) duckdb_set_config(config, name, value.c_str());
  char* said = nullptr;
  const auto opened = duckdb_open_ext(nullptr, &body_->database, config, &said);
  duckdb_destroy_config(&config);
  if (opened == DuckDBError) {
    const std::string why = said ? said : "DuckDB does not start";
    duckdb_free(said);
    throw ColumnarError(why);
  }
  if (duckdb_connect(body_->database, &body_->connection) == DuckDBError)
    throw ColumnarError("DuckDB takes no connection");
  // A database in memory could be used as it is, but for the size of its row groups.
  run("ATTACH " + columnar_text(file.empty() ? ":memory:" : file.string()) + " AS copy (ROW_GROUP_SIZE " +
      kRowsOfGroup + ")");
  body_->attached = true;
  run("USE copy");
}

ColumnarFile::~ColumnarFile() = default;

void ColumnarFile::run(const std::string& sql) {
  const Answer answer(body_->connection, sql);
}

std::int64_t ColumnarFile::number(const std::string& sql) {
  std::int64_t out = 0;
  rows(sql, [&](const std::vector<std::string>& row) { out = std::stoll(row.at(0)); });
  return out;
}

void ColumnarFile::rows(const std::string& sql,
                        const std::function<void(const std::vector<std::string>&)>& take) {
  // All as text by DuckDB itself: of the values of a result only their columns can be read safely.
  Answer answer(body_->connection, "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + sql + ")");
  const idx_t columns = duckdb_column_count(&*answer);
  std::vector<std::string> row(columns);
  for (;;) {
    Part chunk(*answer);
    if (!chunk) break;
    const idx_t size = duckdb_data_chunk_get_size(*chunk);
    for (idx_t at = 0; at < size; ++at) {
      for (idx_t number = 0; number < columns; ++number) {
        duckdb_vector vector = duckdb_data_chunk_get_vector(*chunk, number);
        auto* texts = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
        std::uint64_t* there = duckdb_vector_get_validity(vector);
        const bool valid = !there || duckdb_validity_row_is_valid(there, at);
        row[number] = valid ? std::string(duckdb_string_t_data(&texts[at]), duckdb_string_t_length(texts[at]))
                            : std::string();
      }
      take(row);
    }
  }
}

void ColumnarFile::append(const std::string& table, size_t rows,
                          const std::function<void(size_t, std::vector<ColumnarCell>&)>& fill) {
  Appender appender(body_->connection, table);
  std::vector<ColumnarCell> cells;
  for (size_t row = 0; row < rows; ++row) {
    cells.clear();
    fill(row, cells);
    appender.row(cells);
  }
  appender.close();
}

void ColumnarFile::chunks(const std::string& sql, const std::function<void(const ColumnarChunk&)>& take) {
  Answer answer(body_->connection, sql);
  const idx_t columns = duckdb_column_count(&*answer);
  for (;;) {
    Part part(*answer);
    if (!part) break;
    const size_t rows = duckdb_data_chunk_get_size(*part);
    ColumnarChunk chunk{column<std::uint16_t>(*part, 0, rows),
                        column<std::uint16_t>(*part, 1, rows),
                        column<std::uint16_t>(*part, 2, rows),
                        {}};
    for (idx_t number = 3; number < columns; ++number)
      chunk.values.push_back({column<std::int64_t>(*part, number, rows),
                              duckdb_vector_get_validity(duckdb_data_chunk_get_vector(*part, number))});
    take(chunk);
  }
}

}  // namespace xanh
