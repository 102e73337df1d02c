# The programs that the benchmarks measure with and against.
foreach(name floor spawn ffi_floor)
  add_executable(bench_${name} ${CMAKE_CURRENT_LIST_DIR}/${name}.c)
  set_target_properties(bench_${name} PROPERTIES OUTPUT_NAME ${name}
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/bench)
  target_compile_options(bench_${name} PRIVATE $<$<CONFIG:Release>:-O3>)
endforeach()
target_link_libraries(bench_ffi_floor PRIVATE PkgConfig::libffi)
target_link_libraries(bench_floor PRIVATE PkgConfig::uv drupe_llhttp)

# How fast the front-end is.
if(TARGET drupe_syntax)
  add_executable(bench_front_end ${CMAKE_CURRENT_LIST_DIR}/front_end.c)
  set_target_properties(bench_front_end PROPERTIES OUTPUT_NAME front_end
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/bench)
  target_include_directories(bench_front_end PRIVATE ${PROJECT_SOURCE_DIR}/js)
  target_link_libraries(bench_front_end PRIVATE drupe_syntax)
endif()

# What making a context costs.
if(TARGET drupe_engine)
  add_executable(bench_context ${CMAKE_CURRENT_LIST_DIR}/context.c)
  set_target_properties(bench_context PROPERTIES OUTPUT_NAME context
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/bench)
  target_include_directories(bench_context PRIVATE
    ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js)
  target_link_libraries(bench_context PRIVATE ${DRUPE_LAYERS})
endif()

# Duktape as the system has it, to measure RegExp against.
find_library(DRUPE_STOCK_DUKTAPE NAMES duktape libduktape.so.207)
mark_as_advanced(DRUPE_STOCK_DUKTAPE)
if(DRUPE_STOCK_DUKTAPE AND NOT DRUPE_SANITIZE)
  add_executable(bench_regexp_stock ${CMAKE_CURRENT_LIST_DIR}/regexp_stock.c)
  set_target_properties(bench_regexp_stock PROPERTIES OUTPUT_NAME regexp_stock
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/bench)
  target_include_directories(bench_regexp_stock SYSTEM PRIVATE
                             ${DRUPE_DUKTAPE_SOURCE}/src)
  target_link_libraries(bench_regexp_stock PRIVATE ${DRUPE_STOCK_DUKTAPE} m)
endif()
