# bin/drupe finds its modules at ../lib/drupe/modules, so an installed tree can
# be moved as a whole.
if(TARGET drupe)
  install(TARGETS drupe RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(DRUPE_MODULES)
  install(TARGETS ${DRUPE_MODULES} LIBRARY DESTINATION lib/drupe/modules)
endif()
install(DIRECTORY abi/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/drupe
        FILES_MATCHING PATTERN "*.h")
install(FILES ${DRUPE_ABI_INCLUDE}/drupe.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
configure_file(packaging/drupe.pc.in ${PROJECT_BINARY_DIR}/drupe.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/drupe.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
