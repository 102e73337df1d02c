# intl stands on the C half of ICU; it is no face of the operating system and
# uses the ABI only.  DrupeModules leaves it out where there is no ICU.
target_link_libraries(module_intl PRIVATE PkgConfig::icu)
target_compile_definitions(module_intl PRIVATE U_SHOW_CPLUSPLUS_API=0)
