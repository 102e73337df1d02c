# What is not ours: libuv (the system's), Duktape (source folder, compiled into
# js/engine), llhttp (the system's, else compiled from a source folder).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(uv REQUIRED IMPORTED_TARGET libuv>=1.44)

# Where a source folder was not given as an option, the environment says it, or
# it is where packaging/setup puts it.
foreach(name DUKTAPE LLHTTP)
  string(TOLOWER ${name} folder)
  if(NOT DRUPE_${name}_SOURCE AND NOT "$ENV{DRUPE_${name}_SOURCE}" STREQUAL "")
    set_property(CACHE DRUPE_${name}_SOURCE
                 PROPERTY VALUE "$ENV{DRUPE_${name}_SOURCE}")
  elseif(NOT DRUPE_${name}_SOURCE)
    set(DRUPE_${name}_SOURCE ${PROJECT_SOURCE_DIR}/build/sources/${folder})
  endif()
endforeach()

if(NOT EXISTS "${DRUPE_DUKTAPE_SOURCE}/src-separate/duk_internal.h")
  message(FATAL_ERROR
    "DRUPE_DUKTAPE_SOURCE is '${DRUPE_DUKTAPE_SOURCE}', which has no "
    "src-separate/duk_internal.h.  Give the folder of the unpacked Duktape "
    "2.7.0 source with -DDRUPE_DUKTAPE_SOURCE=FOLDER, or run packaging/setup, "
    "which fetches it.")
endif()

# drupe_llhttp is what a module links for HTTP parsing; <llhttp.h> is its
# header.
add_library(drupe_llhttp INTERFACE)
if(DRUPE_SYSTEM_LLHTTP)
  find_library(DRUPE_LLHTTP_LIBRARY llhttp)
  find_path(DRUPE_LLHTTP_HEADER llhttp.h)
  mark_as_advanced(DRUPE_LLHTTP_LIBRARY DRUPE_LLHTTP_HEADER)
endif()
if(DRUPE_SYSTEM_LLHTTP AND DRUPE_LLHTTP_LIBRARY AND DRUPE_LLHTTP_HEADER)
  message(STATUS "llhttp: ${DRUPE_LLHTTP_LIBRARY}")
  target_link_libraries(drupe_llhttp INTERFACE ${DRUPE_LLHTTP_LIBRARY})
  target_include_directories(drupe_llhttp INTERFACE ${DRUPE_LLHTTP_HEADER})
elseif(EXISTS "${DRUPE_LLHTTP_SOURCE}/usr/share/llhttp/llhttp.c")
  message(STATUS "llhttp: from ${DRUPE_LLHTTP_SOURCE}")
  set(llhttp_c ${DRUPE_LLHTTP_SOURCE}/usr/share/llhttp)
  set(llhttp_h ${DRUPE_LLHTTP_SOURCE}/usr/share/include/llhttp)
  add_library(drupe_llhttp_static STATIC
              ${llhttp_c}/llhttp.c ${llhttp_c}/http.c ${llhttp_c}/api.c)
  # Without strict mode it takes `Host :` and a bare CR at the end of a header.
  target_compile_definitions(drupe_llhttp_static PUBLIC LLHTTP_STRICT_MODE=1)
  target_compile_options(drupe_llhttp_static PRIVATE -w -O3)
  target_include_directories(drupe_llhttp_static SYSTEM PUBLIC ${llhttp_h})
  target_link_libraries(drupe_llhttp INTERFACE drupe_llhttp_static)
else()
  message(FATAL_ERROR
    "No llhttp.  Either install the system's libllhttp with its header, or "
    "give the folder of the unpacked node-llhttp package with "
    "-DDRUPE_LLHTTP_SOURCE=FOLDER (packaging/setup fetches it).")
endif()
