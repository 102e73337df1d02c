# Copies Duktape's separate sources and applies the named edits to the copy.
#
# One edit is one text file:
#   why, in as many lines as it takes
#   ==== FILE
#   the text that is there now
#   ----
#   the text that replaces it
#   ==== FILE        (more of the same edit)
#   ...
#   ====
# The text must occur exactly once in FILE, or the build stops: an edit can
# neither be lost nor hit two places.  A file is only rewritten when it changed,
# so a new edit recompiles what it touches.
cmake_minimum_required(VERSION 3.25)

set(contents_dir ${TO}/edited)
file(REMOVE_RECURSE ${contents_dir})
file(MAKE_DIRECTORY ${contents_dir} ${TO}/src ${TO}/config)
file(GLOB sources ${FROM}/*.c ${FROM}/*.h)
if(NOT sources)
  message(FATAL_ERROR "no Duktape sources in ${FROM}")
endif()
file(COPY ${sources} DESTINATION ${contents_dir})

# Applies one replacement; `edit` is its name for messages.
function(edit_apply edit file from to)
  set(path ${contents_dir}/${file})
  if(NOT EXISTS ${path})
    message(FATAL_ERROR "edit ${edit}: there is no ${file}")
  endif()
  file(READ ${path} text)
  string(FIND "${text}" "${from}" first)
  string(FIND "${text}" "${from}" last REVERSE)
  if(first EQUAL -1)
    message(FATAL_ERROR "edit ${edit}: text not found in ${file}:\n${from}")
  elseif(NOT first EQUAL last)
    message(FATAL_ERROR "edit ${edit}: text occurs twice in ${file}:\n${from}")
  endif()
  string(REPLACE "${from}" "${to}" text "${text}")
  file(WRITE ${path} "${text}")
endfunction()

file(GLOB edits ${EDITS}/*.txt)
list(SORT edits)
set(count 0)
foreach(path ${edits})
  get_filename_component(edit ${path} NAME_WE)
  file(READ ${path} rest)
  string(FIND "${rest}" "\n==== " at)
  while(NOT at EQUAL -1)
    math(EXPR at "${at} + 6")
    string(SUBSTRING "${rest}" ${at} -1 rest)
    string(FIND "${rest}" "\n" eol)
    string(SUBSTRING "${rest}" 0 ${eol} file)
    math(EXPR eol "${eol} + 1")
    string(SUBSTRING "${rest}" ${eol} -1 rest)
    string(FIND "${rest}" "\n----\n" middle)
    string(FIND "${rest}" "\n====" end)
    if(middle EQUAL -1 OR end LESS middle)
      message(FATAL_ERROR "edit ${edit}: no ---- or ==== after ${file}")
    endif()
    string(SUBSTRING "${rest}" 0 ${middle} from)
    math(EXPR start "${middle} + 6")
    math(EXPR length "${end} - ${start}")
    if(length LESS 0)
      set(to "")
    else()
      string(SUBSTRING "${rest}" ${start} ${length} to)
    endif()
    edit_apply(${edit} ${file} "${from}" "${to}")
    math(EXPR count "${count} + 1")
    string(SUBSTRING "${rest}" ${end} -1 rest)
    string(FIND "${rest}" "\n==== " at)
  endwhile()
endforeach()
if(count EQUAL 0)
  message(FATAL_ERROR "no edits in ${EDITS}")
endif()

file(GLOB edited RELATIVE ${contents_dir} ${contents_dir}/*)
foreach(name ${edited})
  if(name STREQUAL "duk_config.h")
    set(folder ${TO}/config)
  else()
    set(folder ${TO}/src)
  endif()
  file(COPY_FILE ${contents_dir}/${name} ${folder}/${name} ONLY_IF_DIFFERENT)
endforeach()
message(STATUS "Duktape: ${count} edits applied")
