/* js/lib/lib.c - the table of the core modules' natives. */
#include "lib/lib_internal.h"

const drupe__binding drupe__lib_bindings[] = {{"buffer", drupe__lib_buffer},
                                              {"intl", drupe__lib_intl},
                                              {"os", drupe__lib_os},
                                              {"util", drupe__lib_util},
                                              {NULL, NULL}};
