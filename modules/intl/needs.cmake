# Without ICU there is no intl.so: Intl then speaks English, as docs/intl.md
# says, and everything else is as ever.
pkg_check_modules(icu IMPORTED_TARGET icu-i18n>=70)
if(NOT icu_FOUND)
  message(STATUS
    "No ICU: modules/intl is left out, Intl will know English only "
    "(Debian: libicu-dev)")
  set(wanted OFF)
endif()
