# A room is a folder under src/ with a static library of the same name.
#   add_room(yaml SOURCES document.cpp PUBLIC base PRIVATE PkgConfig::libyaml)
#   add_room_test(yaml SOURCES document_test.cpp)
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE build_settings ${ROOM_PRIVATE})
endfunction()

# Tests may look into their own room's private headers.
function(add_room_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name}_test ${TEST_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name}_test PRIVATE ${name} build_settings test_settings test_data GTest::gmock_main
                                             ${TEST_LINK})
  set_target_properties(${name}_test PROPERTIES IS_TEST ON UNITY_BUILD ${TEMPO_ADMISSION_UNITY} UNITY_BUILD_BATCH_SIZE 8)
  # Without NO_PRETTY_VALUES a row of a table is called by its bytes in memory.
  gtest_discover_tests(${name}_test NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300 LABELS ${name})
endfunction()
