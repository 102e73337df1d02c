# The edited copy of Duktape's sources: edits/*.txt applied by edits.cmake while
# we build.  Duktape's own duk_config.h goes to a folder of its own, so that an
# include of it finds ours first.
set(DRUPE_DUKTAPE_DIR ${PROJECT_BINARY_DIR}/duktape/src
                      ${PROJECT_BINARY_DIR}/duktape/config)
set(DRUPE_DUKTAPE_STAMP ${PROJECT_BINARY_DIR}/duktape/stamp)
file(MAKE_DIRECTORY ${DRUPE_DUKTAPE_DIR})
file(GLOB duktape_edits CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/js/engine/edits/*.txt)
# An edit that is gone must be undone too: the list itself is depended on.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/duktape/edits.list
     CONTENT "${duktape_edits}")
# Every edited file is named, so that what includes one is compiled again in the
# same build.
file(GLOB duktape_files RELATIVE ${DRUPE_DUKTAPE_SOURCE}/src-separate
     ${DRUPE_DUKTAPE_SOURCE}/src-separate/*.[ch])
list(REMOVE_ITEM duktape_files duk_config.h)
list(TRANSFORM duktape_files PREPEND ${PROJECT_BINARY_DIR}/duktape/src/)
add_custom_command(
  OUTPUT ${DRUPE_DUKTAPE_STAMP}
  BYPRODUCTS ${duktape_files}
  COMMAND ${CMAKE_COMMAND}
          -D FROM=${DRUPE_DUKTAPE_SOURCE}/src-separate
          -D TO=${PROJECT_BINARY_DIR}/duktape
          -D EDITS=${PROJECT_SOURCE_DIR}/js/engine/edits
          -P ${PROJECT_SOURCE_DIR}/js/engine/edits.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${DRUPE_DUKTAPE_STAMP}
  DEPENDS ${duktape_edits} ${PROJECT_BINARY_DIR}/duktape/edits.list
          ${PROJECT_SOURCE_DIR}/js/engine/edits.cmake
          ${DRUPE_DUKTAPE_SOURCE}/src-separate/duk_internal.h
  COMMENT "Editing Duktape's sources" VERBATIM)

# What String.prototype has to know of Unicode, from the folder that
# js/syntax/syntax.cmake found.
add_executable(drupe_engine_unicode
               ${PROJECT_SOURCE_DIR}/js/engine/unicode/generate.c)
set(engine_folder ${PROJECT_BINARY_DIR}/generated/engine)
set(engine_generated ${engine_folder}/engine_unicode.h)
file(MAKE_DIRECTORY ${engine_folder})
add_custom_command(
  OUTPUT ${engine_generated}
  COMMAND drupe_engine_unicode ${DRUPE_UNICODE_DATA} > ${engine_generated}
  DEPENDS drupe_engine_unicode ${DRUPE_UNICODE_DATA}/UnicodeData.txt
          ${DRUPE_UNICODE_DATA}/SpecialCasing.txt
          ${DRUPE_UNICODE_DATA}/DerivedNormalizationProps.txt
  COMMENT "Making the tables of text from unicode-data" VERBATIM)

# Duktape's own code is not ours to warn about.  The two options keep GCC from
# merging the ends of the executor's opcodes: up to 10 % on loops.
set_source_files_properties(
  ${PROJECT_SOURCE_DIR}/js/engine/engine.c PROPERTIES COMPILE_OPTIONS
  "-w;-Werror=implicit-function-declaration;$<$<C_COMPILER_ID:GNU>:-fno-gcse;-fno-crossjumping>")
