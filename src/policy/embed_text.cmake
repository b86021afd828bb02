# Text files that go into the program as they are:
#   embed_texts(OUT generated.cpp NAMESPACE a::b NAMES default.yaml ... FILES presets/default.yaml ...)
# defines `std::string_view embedded_text(std::string_view name)` in that namespace.
function(embed_texts)
  cmake_parse_arguments(EMBED "" "OUT;NAMESPACE" "NAMES;FILES" ${ARGN})
  set(cases "")
  foreach(name file IN ZIP_LISTS EMBED_NAMES EMBED_FILES)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    file(READ ${file} text)
    string(APPEND cases "  if (name == \"${name}\")\n    return R\"embedded(${text})embedded\";\n")
  endforeach()
  file(CONFIGURE OUTPUT ${EMBED_OUT} @ONLY CONTENT
"#include \"policy/load/embedded_text.hpp\"

namespace @EMBED_NAMESPACE@ {

std::string_view embedded_text(std::string_view name) {
@cases@  return {};
}

}  // namespace @EMBED_NAMESPACE@
")
endfunction()
