# Every modules/N that has an N.c becomes lib/drupe/modules/N.so of all its C
# files.  It sees the ABI's headers only and links libc only; a module that is
# the operating system's face says what else in its module.cmake, where its
# target is `module_N`.  One that stands on what a machine may be without has a
# needs.cmake, which turns `wanted` off there.  An N.js beside N.c becomes
# N_js.h, which defines `static const char N_js[]` and `N_js_size` (without the
# closing NUL).
set(DRUPE_MODULES "")

# Turns FILE.js into a header in the build folder and puts it on the include
# path of `target`.
function(drupe_script_header target script)
  get_filename_component(noun ${script} NAME_WE)
  string(MAKE_C_IDENTIFIER ${noun} noun)
  set(folder ${PROJECT_BINARY_DIR}/generated/${target})
  set(header ${folder}/${noun}_js.h)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(
    OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -D SCRIPT=${script} -D HEADER=${header}
            -D NOUN=${noun}
            -P ${PROJECT_SOURCE_DIR}/packaging/cmake/script-header.cmake
    DEPENDS ${script}
            ${PROJECT_SOURCE_DIR}/packaging/cmake/script-header.cmake
    COMMENT "Embedding ${noun}.js" VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${folder})
endfunction()

include(CheckIPOSupported)
check_ipo_supported(RESULT DRUPE_LTO OUTPUT why LANGUAGES C)
file(GLOB module_folders CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/modules/*)
foreach(folder ${module_folders})
  get_filename_component(name ${folder} NAME)
  set(wanted ON)
  include(${folder}/needs.cmake OPTIONAL)
  if(wanted AND EXISTS ${folder}/${name}.c)
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.c)
    add_library(module_${name} MODULE ${sources})
    set_target_properties(module_${name} PROPERTIES
      PREFIX "" OUTPUT_NAME ${name}
      LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib/drupe/modules)
    target_include_directories(module_${name} PRIVATE
                               ${DRUPE_ABI_INCLUDE} ${folder})
    target_compile_options(module_${name} PRIVATE $<$<CONFIG:Release>:-O3>)
    # A module is small and called for every request: inlined across its files
    # http.so spends 12 % fewer instructions on one.
    if(DRUPE_LTO)
      set_target_properties(module_${name} PROPERTIES
        INTERPROCEDURAL_OPTIMIZATION_RELEASE ON)
    endif()
    if(NOT DRUPE_SANITIZE)
      target_link_options(module_${name} PRIVATE -Wl,-z,defs)
    endif()
    file(GLOB scripts CONFIGURE_DEPENDS ${folder}/*.js)
    foreach(script ${scripts})
      drupe_script_header(module_${name} ${script})
    endforeach()
    include(${folder}/module.cmake OPTIONAL)
    list(APPEND DRUPE_MODULES module_${name})
  endif()
endforeach()
if(DRUPE_MODULES AND TARGET drupe)
  add_dependencies(drupe ${DRUPE_MODULES})
endif()
