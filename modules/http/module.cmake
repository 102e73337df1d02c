# http links nothing but libc and llhttp, which is linked statically: it gets
# its bytes from any module that offers a stream.
target_link_libraries(module_http PRIVATE drupe_llhttp)
