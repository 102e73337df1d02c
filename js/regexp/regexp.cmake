# js/regexp/regexp.cmake - what \p{...} and /i know of Unicode, made from the
# Unicode Character Database.  DrupeLayers.cmake includes this before it makes
# the layer.
set(DRUPE_UNICODE_DATA "" CACHE PATH
    "Folder of the Unicode Character Database (DerivedCoreProperties.txt ...)")
if(NOT DRUPE_UNICODE_DATA AND NOT "$ENV{DRUPE_UNICODE_DATA}" STREQUAL "")
  set_property(CACHE DRUPE_UNICODE_DATA
               PROPERTY VALUE "$ENV{DRUPE_UNICODE_DATA}")
endif()
# What packaging/setup fetched is newer than what Debian's release has.
foreach(folder ${PROJECT_SOURCE_DIR}/build/sources/unicode/usr/share/unicode
               /usr/share/unicode)
  if(NOT DRUPE_UNICODE_DATA AND EXISTS ${folder}/DerivedCoreProperties.txt)
    set(DRUPE_UNICODE_DATA ${folder})
  endif()
endforeach()
if(NOT EXISTS "${DRUPE_UNICODE_DATA}/DerivedCoreProperties.txt")
  message(FATAL_ERROR
    "DRUPE_UNICODE_DATA is '${DRUPE_UNICODE_DATA}', which has no "
    "DerivedCoreProperties.txt.  Install Debian's package unicode-data, or "
    "give the folder of the Unicode Character Database with "
    "-DDRUPE_UNICODE_DATA=FOLDER.")
endif()
file(STRINGS "${DRUPE_UNICODE_DATA}/DerivedCoreProperties.txt" version
     LIMIT_COUNT 1)
string(REGEX MATCH "[0-9]+\\.[0-9]+" DRUPE_UNICODE_VERSION "${version}")
message(STATUS "Unicode ${DRUPE_UNICODE_VERSION}: ${DRUPE_UNICODE_DATA}")
set_property(SOURCE ${PROJECT_SOURCE_DIR}/kernel/process-info.c APPEND PROPERTY
             COMPILE_DEFINITIONS DRUPE_UNICODE="${DRUPE_UNICODE_VERSION}")

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
