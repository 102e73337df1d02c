# Writes HEADER with the bytes of SCRIPT as a NUL-terminated C array NOUN_js.
# An array, not a literal: C11 promises only 4095 characters of those.
file(READ ${SCRIPT} bytes HEX)
string(LENGTH "${bytes}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
# Ten bytes a line; each is seven characters here.
string(REPEAT "." 70 ten)
string(REGEX REPLACE "(${ten})" "\\1\n" bytes "${bytes}")
file(WRITE ${HEADER}
  "/* Made from ${NOUN}.js by the build. */\n"
  "#include <stddef.h>\n"
  "static const size_t ${NOUN}_js_size = ${size};\n"
  "static const char ${NOUN}_js[] = {\n${bytes}0};\n")
