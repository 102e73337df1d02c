# The layers of the executable, each a static library, each allowed to see only
# the ones under it: abi <- js (regexp, syntax, engine, lib) <- kernel <- loader.
set(DRUPE_LAYERS "")

# Makes static library `target` of all C files of `folder` but main.c.  Links
# the layers made before it.
function(drupe_layer target folder)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.c)
  list(FILTER sources EXCLUDE REGEX "/main\\.c$")
  list(APPEND sources ${ARGN})
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PRIVATE
      ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js ${DRUPE_ABI_INCLUDE})
    target_link_libraries(${target} PUBLIC ${DRUPE_LAYERS})
    set(DRUPE_LAYERS ${target} ${DRUPE_LAYERS} PARENT_SCOPE)
  endif()
endfunction()

include(${PROJECT_SOURCE_DIR}/js/regexp/regexp.cmake OPTIONAL)
drupe_layer(drupe_regexp js/regexp ${regexp_generated})
if(TARGET drupe_regexp)
  target_include_directories(drupe_regexp PRIVATE
                             ${PROJECT_BINARY_DIR}/generated/regexp)
  target_compile_options(drupe_regexp PRIVATE $<$<CONFIG:Release>:-O3>)
endif()

include(${PROJECT_SOURCE_DIR}/js/syntax/syntax.cmake OPTIONAL)
drupe_layer(drupe_syntax js/syntax ${syntax_generated})
if(TARGET drupe_syntax)
  target_include_directories(drupe_syntax PRIVATE
                             ${PROJECT_BINARY_DIR}/generated/syntax)
  target_compile_options(drupe_syntax PRIVATE $<$<CONFIG:Release>:-O3>)
endif()

# The engine.  js/engine/engine.cmake, where it is there, makes the edited copy
# of Duktape's sources: it sets DRUPE_DUKTAPE_DIR to the copy's folder and
# DRUPE_DUKTAPE_STAMP to a file that is newer than the copy.
set(DRUPE_DUKTAPE_DIR ${DRUPE_DUKTAPE_SOURCE}/src-separate)
set(DRUPE_DUKTAPE_STAMP "")
include(${PROJECT_SOURCE_DIR}/js/engine/engine.cmake OPTIONAL)
drupe_layer(drupe_engine js/engine ${engine_generated})
if(TARGET drupe_engine)
  target_compile_options(drupe_engine PRIVATE $<$<CONFIG:Release>:-O3>)
  target_include_directories(drupe_engine PRIVATE
                             ${PROJECT_BINARY_DIR}/generated/engine)
  # js/engine first: its duk_config.h stands before Duktape's.
  target_include_directories(drupe_engine BEFORE
                             PUBLIC ${PROJECT_SOURCE_DIR}/js/engine)
  target_include_directories(drupe_engine SYSTEM PUBLIC ${DRUPE_DUKTAPE_DIR})
  target_link_libraries(drupe_engine PUBLIC m Threads::Threads)
  if(DRUPE_DUKTAPE_STAMP)
    add_custom_target(drupe_duktape DEPENDS ${DRUPE_DUKTAPE_STAMP})
    add_dependencies(drupe_engine drupe_duktape)
  endif()
endif()

# js/embed lowers and compiles js/lib/*.js while we build: its output is one C
# file with the bytecode of all of them.
file(GLOB embed_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/js/embed/*.c)
file(GLOB lib_scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/js/lib/*.js
     ${PROJECT_SOURCE_DIR}/js/lib/*/*.js)
set(lib_embedded "")
if(embed_sources AND TARGET drupe_engine)
  add_executable(drupe_embed ${embed_sources})
  target_include_directories(drupe_embed PRIVATE
    ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js)
  target_link_libraries(drupe_embed PRIVATE ${DRUPE_LAYERS})
  if(lib_scripts)
    set(lib_embedded ${PROJECT_BINARY_DIR}/generated/lib_embedded.c)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated)
    add_custom_command(
      OUTPUT ${lib_embedded}
      COMMAND drupe_embed -o ${lib_embedded} ${lib_scripts}
      DEPENDS drupe_embed ${lib_scripts}
      COMMENT "Compiling js/lib to bytecode" VERBATIM)
  endif()
endif()
drupe_layer(drupe_js_lib js/lib ${lib_embedded})

drupe_layer(drupe_kernel kernel)
if(TARGET drupe_kernel)
  target_link_libraries(drupe_kernel PUBLIC PkgConfig::uv ${CMAKE_DL_LIBS})
  target_compile_options(drupe_kernel PRIVATE $<$<CONFIG:Release>:-O3>)
endif()
drupe_layer(drupe_loader loader)
if(TARGET drupe_loader)
  target_link_libraries(drupe_loader PUBLIC PkgConfig::uv ${CMAKE_DL_LIBS})
endif()

if(EXISTS ${PROJECT_SOURCE_DIR}/kernel/main.c AND TARGET drupe_loader)
  add_executable(drupe kernel/main.c)
  target_include_directories(drupe PRIVATE
    ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/js ${DRUPE_ABI_INCLUDE})
  target_link_libraries(drupe PRIVATE ${DRUPE_LAYERS})
endif()
