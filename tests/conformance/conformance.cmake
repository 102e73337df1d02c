# What tests/conformance/test262 --parse runs.
if(TARGET drupe_syntax)
  add_executable(test_parse262 ${CMAKE_CURRENT_LIST_DIR}/parse262.c)
  set_target_properties(test_parse262 PROPERTIES OUTPUT_NAME parse262
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/conformance)
  target_include_directories(test_parse262 PRIVATE ${PROJECT_SOURCE_DIR}/js)
  target_link_libraries(test_parse262 PRIVATE drupe_syntax)
endif()
