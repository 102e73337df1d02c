# js/regexp/regexp.cmake - what \p{...} and /i know of Unicode, made from the
# folder that js/syntax/syntax.cmake found.  DrupeLayers.cmake includes this
# before it makes the layer.
add_executable(drupe_regexp_unicode
               ${PROJECT_SOURCE_DIR}/js/regexp/unicode/generate.c)
set(regexp_folder ${PROJECT_BINARY_DIR}/generated/regexp)
set(regexp_generated ${regexp_folder}/regexp_unicode.h)
file(MAKE_DIRECTORY ${regexp_folder})
add_custom_command(
  OUTPUT ${regexp_generated}
  COMMAND drupe_regexp_unicode ${DRUPE_UNICODE_DATA} > ${regexp_generated}
  DEPENDS drupe_regexp_unicode ${DRUPE_UNICODE_DATA}/UnicodeData.txt
  COMMENT "Making the tables of characters from unicode-data" VERBATIM)
