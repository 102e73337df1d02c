# ffi stands on libffi; it is no face of the operating system and uses the ABI
# only.
pkg_check_modules(libffi IMPORTED_TARGET libffi)
if(NOT libffi_FOUND)
  message(FATAL_ERROR
    "No libffi, which modules/ffi is made on.  Install its development package "
    "(Debian: libffi-dev), or run packaging/setup, which does.")
endif()
target_link_libraries(module_ffi PRIVATE PkgConfig::libffi Threads::Threads
                                         ${CMAKE_DL_LIBS})
# object->get_many and object->object_with.
target_compile_definitions(module_ffi PRIVATE DRUPE_ABI_MIN=1)
