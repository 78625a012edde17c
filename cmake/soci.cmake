# SOCI 4.0 as targets: Debian's libsoci-dev has headers and libraries but no CMake package.
# Our store also speaks to both engines below SOCI (COPY, pragmas, error codes), so the engines come with them.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
foreach(part core sqlite3 postgresql)
  find_library(SOCI_${part}_LIBRARY soci_${part} REQUIRED)
  add_library(soci::${part} UNKNOWN IMPORTED)
  set_target_properties(soci::${part} PROPERTIES
    IMPORTED_LOCATION ${SOCI_${part}_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR})
endforeach()
target_link_libraries(soci::sqlite3 INTERFACE soci::core SQLite::SQLite3)
target_link_libraries(soci::postgresql INTERFACE soci::core PkgConfig::libpq)
