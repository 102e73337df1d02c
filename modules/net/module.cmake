# net is the operating system's face for sockets: it includes uv.h and carries
# the build id of the executable it was built with.
target_link_libraries(module_net PRIVATE PkgConfig::uv)
