# The front end as it lies in the program: every file that tools/web has built in build/web, taken in as bytes.
# Where nothing has been built, the program serves its pages without script and has no workspace.
set(XANH_WEB "${CMAKE_SOURCE_DIR}/build/web" CACHE PATH "Folder of the built front end")

function(take_in_web target)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${XANH_WEB} ${XANH_WEB}/*)
  list(FILTER files EXCLUDE REGEX "\\.woff$")  # every browser that runs our script reads woff2
  set(bytes "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS files)
    string(APPEND bytes "asm(\".section .rodata\\n.balign 16\\nxanh_web_${number}:\\n.incbin \\\"${XANH_WEB}/${file}\\\"\\n\"\n"
      "    \"xanh_web_${number}_end:\\n.byte 0\\n.previous\\n\");\n"
      "extern \"C\" const char xanh_web_${number}[], xanh_web_${number}_end[];\n")
    string(APPEND rows "      {\"/${file}\", {xanh_web_${number}, xanh_web_${number}_end}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/web_files.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT [[
// Made by cmake/web.cmake.
#include "server/web_files.hpp"

@bytes@
namespace xanh {

const std::vector<WebFile>& web_files() {
  static const std::vector<WebFile> files{
@rows@  };
  return files;
}

}  // namespace xanh
]] @ONLY)
  list(TRANSFORM files PREPEND ${XANH_WEB}/)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${files}" SKIP_PRECOMPILE_HEADERS ON
    SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${source})
endfunction()
