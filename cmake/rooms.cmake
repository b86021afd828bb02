# A room is a folder under src/ with a static library of the same name.
#   add_room(yaml SOURCES document.cpp PUBLIC base PRIVATE PkgConfig::libyaml)
#   add_room_test(yaml SOURCES document_test.cpp)
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE build_settings ${ROOM_PRIVATE})
endfunction()

# Tests may look into their own room's private headers and find their data under tests/.
function(add_room_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name}_test ${TEST_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_test PRIVATE
    TEMPO_ADMISSION_TEST_DATA="${PROJECT_SOURCE_DIR}/tests"
    TEMPO_ADMISSION_SHARED_DATA="${PROJECT_SOURCE_DIR}/../shared/data")
  target_link_libraries(${name}_test PRIVATE ${name} build_settings GTest::gmock_main ${TEST_LINK})
  # Without NO_PRETTY_VALUES a row of a table is called by its bytes in memory.
  gtest_discover_tests(${name}_test NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300 LABELS ${name})
endfunction()
