/* js/engine/duktape_internal.h - Duktape's internals for our own C files.
 *
 * Objects' layout, the string table, line tables: for js/, kernel/ and loader/
 * only.  A module never includes this (tests/arch checks it). */
#ifndef DRUPE_ENGINE_DUKTAPE_INTERNAL_H
#define DRUPE_ENGINE_DUKTAPE_INTERNAL_H

#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wextra"
#endif
#include "duk_internal.h"
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

#endif
