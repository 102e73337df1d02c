# js/syntax/syntax.cmake - tables that are made while building: what the parser
# knows of Unicode, from Debian's package unicode-data, and the names that
# every text begins with.  DrupeLayers.cmake includes this before it makes the
# layer and adds syntax_generated to its sources.
set(DRUPE_UNICODE_DATA /usr/share/unicode CACHE PATH
    "Folder of the Unicode Character Database (DerivedCoreProperties.txt ...)")
if(NOT EXISTS ${DRUPE_UNICODE_DATA}/DerivedCoreProperties.txt)
  message(FATAL_ERROR
    "DRUPE_UNICODE_DATA is '${DRUPE_UNICODE_DATA}', which has no "
    "DerivedCoreProperties.txt.  Install Debian's package unicode-data, or "
    "give the folder of the Unicode Character Database with "
    "-DDRUPE_UNICODE_DATA=FOLDER.")
endif()

add_executable(drupe_unicode ${PROJECT_SOURCE_DIR}/js/syntax/unicode/generate.c)
set(syntax_folder ${PROJECT_BINARY_DIR}/generated/syntax)
set(syntax_generated ${syntax_folder}/unicode_names.h)
file(MAKE_DIRECTORY ${syntax_folder})
add_custom_command(
  OUTPUT ${syntax_generated}
  COMMAND drupe_unicode ${DRUPE_UNICODE_DATA} > ${syntax_generated}
  DEPENDS drupe_unicode ${DRUPE_UNICODE_DATA}/DerivedCoreProperties.txt
          ${DRUPE_UNICODE_DATA}/PropertyValueAliases.txt
  COMMENT "Making the tables of names from unicode-data" VERBATIM)

add_executable(drupe_words ${PROJECT_SOURCE_DIR}/js/syntax/words/generate.c)
add_custom_command(
  OUTPUT ${syntax_folder}/syntax_words.h
  COMMAND drupe_words > ${syntax_folder}/syntax_words.h
  DEPENDS drupe_words
  COMMENT "Making the table of the language's words" VERBATIM)
list(APPEND syntax_generated ${syntax_folder}/syntax_words.h)
