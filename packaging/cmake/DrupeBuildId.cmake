# The build id: two binaries with the same one agree on every struct, libuv's
# included.  A module that includes uv.h carries it and is refused by another
# host.
string(CONCAT build_facts
  "${PROJECT_VERSION};${CMAKE_C_COMPILER_ID};${CMAKE_C_COMPILER_VERSION};"
  "${CMAKE_SYSTEM_NAME};${CMAKE_SYSTEM_PROCESSOR};${CMAKE_BUILD_TYPE};"
  "${CMAKE_C_FLAGS};${DRUPE_SANITIZE};libuv ${uv_VERSION}")
string(SHA256 build_hash "${build_facts}")
string(SUBSTRING "${build_hash}" 0 16 build_hash)
set(DRUPE_BUILD_ID "${PROJECT_VERSION}-${build_hash}")
message(STATUS "build id: ${DRUPE_BUILD_ID}")
add_compile_definitions(DRUPE_BUILD_ID="${DRUPE_BUILD_ID}"
                        DRUPE_VERSION="${PROJECT_VERSION}")
