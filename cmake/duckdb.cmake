# DuckDB as a library, which tools/duckdb brings: Debian has no package of it. Only src/store/columnar_file.cpp sees
# its header.
set(XANH_DUCKDB "${CMAKE_SOURCE_DIR}/build/duckdb" CACHE PATH "Folder of libduckdb.so and duckdb.h, of DuckDB 1.4")
if(XANH_DUCKDB STREQUAL "${CMAKE_SOURCE_DIR}/build/duckdb")
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/duckdb)
endif()
if(NOT EXISTS ${XANH_DUCKDB}/libduckdb.so OR NOT EXISTS ${XANH_DUCKDB}/duckdb.h)
  message(FATAL_ERROR "Thiếu DuckDB trong ${XANH_DUCKDB}: chạy tools/duckdb (cần npm và mạng cho lần đầu), hoặc nêu "
    "thư mục có libduckdb.so và duckdb.h của DuckDB 1.4.4 bằng -DXANH_DUCKDB=THƯ_MỤC.\n"
    "DuckDB is missing in ${XANH_DUCKDB}: run tools/duckdb (it needs npm, and the network the first time), or name a "
    "folder with libduckdb.so and duckdb.h of DuckDB 1.4.4 by -DXANH_DUCKDB=FOLDER.")
endif()
add_library(duckdb::duckdb SHARED IMPORTED)
set_target_properties(duckdb::duckdb PROPERTIES
  IMPORTED_LOCATION ${XANH_DUCKDB}/libduckdb.so IMPORTED_SONAME libduckdb.so
  INTERFACE_INCLUDE_DIRECTORIES ${XANH_DUCKDB})
