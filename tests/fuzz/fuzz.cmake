# Fuzzers, with clang's libFuzzer: cmake -DDRUPE_FUZZ=ON with CC=clang, then
# build/tests/fuzz/parse_fuzz FOLDER -dict=tests/fuzz/script.dict
option(DRUPE_FUZZ "Build the fuzzers (needs clang)" OFF)
if(DRUPE_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "DRUPE_FUZZ needs clang: configure with CC=clang.")
  endif()
  file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/js/syntax/*.c
       ${PROJECT_SOURCE_DIR}/js/regexp/*.c)
  set(fuzz_flags -fsanitize=fuzzer,address,undefined
                 -fno-sanitize-recover=undefined -UNDEBUG -O1 -g)
  foreach(name parse_fuzz lower_fuzz)
    add_executable(${name} ${CMAKE_CURRENT_LIST_DIR}/${name}.c
                   ${fuzz_sources} ${syntax_generated} ${regexp_generated})
    set_target_properties(${name} PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/fuzz)
    target_include_directories(${name} PRIVATE
      ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js ${PROJECT_SOURCE_DIR}/tests
      ${PROJECT_BINARY_DIR}/generated/syntax ${regexp_folder})
    target_compile_options(${name} PRIVATE ${fuzz_flags})
    target_link_options(${name} PRIVATE ${fuzz_flags})
  endforeach()
  file(GLOB regexp_fuzz_sources CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/js/regexp/*.c)
  add_executable(regexp_fuzz ${CMAKE_CURRENT_LIST_DIR}/regexp_fuzz.c
                 ${regexp_fuzz_sources} ${regexp_generated})
  set_target_properties(regexp_fuzz PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/fuzz)
  target_include_directories(regexp_fuzz PRIVATE
    ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js ${regexp_folder})
  target_compile_options(regexp_fuzz PRIVATE ${fuzz_flags})
  target_link_options(regexp_fuzz PRIVATE ${fuzz_flags})
  # One file of the engine each.
  set(fuzzed_bigint bigint_limbs.c)
  set(fuzzed_date date_text.c)
  foreach(what bigint date)
    add_executable(${what}_fuzz ${CMAKE_CURRENT_LIST_DIR}/${what}_fuzz.c
                   ${PROJECT_SOURCE_DIR}/js/engine/${fuzzed_${what}})
    set_target_properties(${what}_fuzz PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/fuzz)
    target_include_directories(${what}_fuzz PRIVATE ${PROJECT_SOURCE_DIR}/js)
    target_compile_options(${what}_fuzz PRIVATE ${fuzz_flags})
    target_link_options(${what}_fuzz PRIVATE ${fuzz_flags})
  endforeach()
endif()
