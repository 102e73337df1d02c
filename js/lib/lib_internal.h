/* js/lib/lib_internal.h - what the C files of js/lib share. */
#ifndef DRUPE_LIB_LIB_INTERNAL_H
#define DRUPE_LIB_LIB_INTERNAL_H

#include "engine/engine.h"
#include "lib/lib.h"

/* One entry of a binding: each pushes its object. */
void drupe__lib_buffer(duk_context *ctx);
void drupe__lib_intl(duk_context *ctx);
void drupe__lib_os(duk_context *ctx);
void drupe__lib_util(duk_context *ctx);

#endif
