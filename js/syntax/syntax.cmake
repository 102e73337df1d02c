# js/syntax/syntax.cmake - tables that are made while building: what the parser
# knows of Unicode, made from the folder that js/regexp/regexp.cmake found, and
# the names that every text begins with.  DrupeLayers.cmake includes this
# before it makes the layer and adds syntax_generated to its sources.
add_executable(drupe_unicode ${PROJECT_SOURCE_DIR}/js/syntax/unicode/generate.c)
set(syntax_folder ${PROJECT_BINARY_DIR}/generated/syntax)
set(syntax_generated ${syntax_folder}/unicode_names.h)
file(MAKE_DIRECTORY ${syntax_folder})
add_custom_command(
  OUTPUT ${syntax_generated}
  COMMAND drupe_unicode ${DRUPE_UNICODE_DATA} > ${syntax_generated}
  DEPENDS drupe_unicode ${DRUPE_UNICODE_DATA}/DerivedCoreProperties.txt
  COMMENT "Making the tables of names from unicode-data" VERBATIM)

add_executable(drupe_words ${PROJECT_SOURCE_DIR}/js/syntax/words/generate.c)
add_custom_command(
  OUTPUT ${syntax_folder}/syntax_words.h
  COMMAND drupe_words > ${syntax_folder}/syntax_words.h
  DEPENDS drupe_words
  COMMENT "Making the table of the language's words" VERBATIM)
list(APPEND syntax_generated ${syntax_folder}/syntax_words.h)
