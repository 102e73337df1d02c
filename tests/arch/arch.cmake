# What longjmp.test.sh needs: a stand-in for a module whose frame is jumped
# over, and a program that jumps.
drupe_fixture(jumped_over ${CMAKE_CURRENT_LIST_DIR}/jumped_over.c)
add_executable(test_arch_jumper ${CMAKE_CURRENT_LIST_DIR}/jumper.c)
set_target_properties(test_arch_jumper PROPERTIES OUTPUT_NAME jumper
  RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/arch)
target_link_libraries(test_arch_jumper PRIVATE ${CMAKE_DL_LIBS})
