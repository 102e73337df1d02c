/* js/engine/image_format.h - what an image of compiled functions consists of.
 *
 * Duktape's own form of bytecode names a string wherever it occurs; here each
 * is written once, and so is interned once when an image is read.  Words are
 * of 32 bits in this machine's order, not aligned.
 *
 *   image: count of strings, where the text of each ends, texts, function
 *   function: head, names of its parameters, instructions, constants, line
 *     table, names of its variables with their registers, functions in it
 *
 * A string is its number; a constant that is a number is IMAGE_NUMBER and a
 * double.  The details (function_detail.c) are not among the constants; the
 * unit is not written. */
#ifndef DRUPE_ENGINE_IMAGE_FORMAT_H
#define DRUPE_ENGINE_IMAGE_FORMAT_H

#include <stdint.h>

#define IMAGE_NONE 0xFFFFFFFFu
#define IMAGE_NUMBER 0xFFFFFFFEu

typedef struct image_head {
  uint32_t size; /* bytes of the whole, this head and the functions in it too */
  uint32_t code_count, const_count, inner_count;
  uint16_t nregs, nargs;
  uint16_t kind, rest;
  uint32_t flags;
  uint32_t name;       /* IMAGE_NONE: it has none of its own */
  uint32_t lines_size; /* bytes of the line table */
  uint32_t names_count;
  uint32_t formals_count; /* IMAGE_NONE: no list */
} image_head;

#endif
