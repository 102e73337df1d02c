# Every tests/**/NAME_test.c is a cmocka program build/tests/**/NAME_test with
# all layers linked.  support.c in its folder, where there is one, is compiled
# into each.  Every tests/fixtures/NAME.c or .cc is a module of a stranger:
# build/tests/fixtures/NAME.so, the ABI's headers and nothing else.
pkg_check_modules(cmocka IMPORTED_TARGET cmocka)
set(DRUPE_TEST_FOLDER ${PROJECT_BINARY_DIR}/tests)

file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS
     RELATIVE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/tests/*_test.c)
list(FILTER test_sources EXCLUDE REGEX "^(fixtures|bench|fuzz)/")
if(NOT cmocka_FOUND)
  message(STATUS "cmocka not found: the C tests are left out")
  set(test_sources "")
endif()
foreach(source ${test_sources})
  get_filename_component(folder ${source} DIRECTORY)
  string(REGEX REPLACE "\\.c$" "" path ${source})
  get_filename_component(name ${path} NAME)
  string(MAKE_C_IDENTIFIER test_${path} target)
  add_executable(${target} tests/${source})
  if(EXISTS ${PROJECT_SOURCE_DIR}/tests/${folder}/support.c)
    target_sources(${target} PRIVATE tests/${folder}/support.c)
  endif()
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name}
    RUNTIME_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/${folder})
  # A test's asserts are its claims, in every build.
  target_compile_options(${target} PRIVATE -UNDEBUG)
  target_compile_definitions(${target} PRIVATE
    DRUPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    DRUPE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_include_directories(${target} PRIVATE
    ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js ${PROJECT_SOURCE_DIR}/tests
    ${DRUPE_ABI_INCLUDE})
  target_link_libraries(${target} PRIVATE
    ${DRUPE_LAYERS} PkgConfig::cmocka PkgConfig::uv)
endforeach()

# Makes fixture `name` of the given sources; fixtures.cmake may call it too.
function(drupe_fixture name)
  add_library(fixture_${name} MODULE ${ARGN})
  set_target_properties(fixture_${name} PROPERTIES PREFIX ""
    OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER}/fixtures)
  target_include_directories(fixture_${name} PRIVATE ${DRUPE_ABI_INCLUDE})
endfunction()

file(GLOB fixtures_c CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fixtures/*.c)
file(GLOB fixtures_cxx CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/tests/fixtures/*.cc)
if(fixtures_cxx)
  include(CheckLanguage)
  check_language(CXX)
  if(CMAKE_CXX_COMPILER)
    enable_language(CXX)
  else()
    message(STATUS "no C++ compiler: the C++ fixtures are left out")
    set(fixtures_cxx "")
  endif()
endif()
foreach(source ${fixtures_c} ${fixtures_cxx})
  get_filename_component(name ${source} NAME_WE)
  drupe_fixture(${name} ${source})
endforeach()
include(${PROJECT_SOURCE_DIR}/tests/fixtures/fixtures.cmake OPTIONAL)
include(${PROJECT_SOURCE_DIR}/tests/arch/arch.cmake)
include(${PROJECT_SOURCE_DIR}/tests/conformance/conformance.cmake)
include(${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz.cmake OPTIONAL)
include(${PROJECT_SOURCE_DIR}/tests/bench/bench.cmake)

# What tests/run preloads to see what a test leaves open and what it jumps over.
# Never sanitized: it goes into programs that are not.
file(GLOB watch_sources CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/tests/support/*.c)
add_library(test_watch MODULE ${watch_sources})
set_target_properties(test_watch PROPERTIES PREFIX "" OUTPUT_NAME watch
  LIBRARY_OUTPUT_DIRECTORY ${DRUPE_TEST_FOLDER})
target_compile_options(test_watch PRIVATE -fno-sanitize=all -fexceptions
                                          -U_FORTIFY_SOURCE)
target_link_options(test_watch PRIVATE -fno-sanitize=all)
target_link_libraries(test_watch PRIVATE ${CMAKE_DL_LIBS})
