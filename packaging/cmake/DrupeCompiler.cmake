# The compiler's settings, the same for everything of ours.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wpedantic -fno-strict-aliasing)
# Strict C11 hides POSIX; this shows it and glibc's own again.
add_compile_definitions(_GNU_SOURCE)

include(CheckPIESupported)
check_pie_supported(LANGUAGES C)

# Hardening that costs nothing measurable: no lazy binding, no writable GOT, no
# executable stack, guarded arrays on the stack, checked libc calls.
if(CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$"
   AND NOT DRUPE_SANITIZE)
  add_compile_options(-fstack-protector-strong
                      -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fno-plt)
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
  endif()
endif()

if(DRUPE_SANITIZE)
  add_compile_options(-fsanitize=${DRUPE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DRUPE_SANITIZE})
  if(DRUPE_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()

find_program(DRUPE_CCACHE ccache)
mark_as_advanced(DRUPE_CCACHE)
if(DRUPE_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${DRUPE_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${DRUPE_CCACHE})
endif()
