# js/regexp/regexp.cmake - what \p{...} and /i know of Unicode, made from
# Debian's package unicode-data.  DrupeLayers.cmake includes this before it
# makes the layer.
set(DRUPE_UNICODE_DATA /usr/share/unicode CACHE PATH
    "Folder of the Unicode Character Database (DerivedCoreProperties.txt ...)")
if(NOT EXISTS ${DRUPE_UNICODE_DATA}/DerivedCoreProperties.txt)
  message(FATAL_ERROR
    "DRUPE_UNICODE_DATA is '${DRUPE_UNICODE_DATA}', which has no "
    "DerivedCoreProperties.txt.  Install Debian's package unicode-data, or "
    "give the folder of the Unicode Character Database with "
    "-DDRUPE_UNICODE_DATA=FOLDER.")
endif()

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
