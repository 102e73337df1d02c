# js/syntax/syntax.cmake - what the parser knows of Unicode, made from the
# folder that js/regexp/regexp.cmake found.  DrupeLayers.cmake includes this
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
