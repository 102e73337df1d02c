/* js/lib/lib.c - the table of the core modules' natives. */
#include "lib/lib_internal.h"

const drupe__binding drupe__lib_bindings[] = {
    {"util", drupe__lib_util}, {NULL, NULL}};
