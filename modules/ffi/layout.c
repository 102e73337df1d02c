/* modules/ffi/layout.c - where the fields of a struct or union lie, by the
 * rules of GCC and Clang on Unix (System V, AAPCS for bits). */
#include "types.h"

#include <assert.h>

static uint64_t round_up(uint64_t n, uint64_t to) {
  return (n + to - 1) / to * to;
}

static uint32_t layout_align(const c_layout *l, const c_field *field,
                             uint32_t align) {
  uint32_t own = c_align(field->type);

  if (l->record->packed)
    own = 1;
  if (l->pack != 0 && own > l->pack)
    own = l->pack;
  return align > own ? align : own;
}

static void layout_grow(c_layout *l, uint32_t align) {
  if (align > l->align)
    l->align = align;
}

/* Bits lie in the unit of their type that they fit into; one of width 0 closes
 * it.  Packed ones follow each other, and are read with as many bytes as they
 * touch. */
static void layout_bits(c_layout *l, c_field *field, uint32_t align) {
  uint64_t unit = (uint64_t)c_size(field->type) * 8;
  uint64_t start = l->record->is_union ? 0 : l->bit;

  if (field->bits == unit + 1) { /* width 0, marked by the parser */
    l->bit = round_up(start, (uint64_t)c_align(field->type) * 8);
    field->bits = 0;
    return;
  }
  if (!l->record->packed && l->pack == 0 &&
      start / unit != (start + field->bits - 1) / unit)
    start = round_up(start, unit);
  if (field->name != NULL)
    layout_grow(l, align);
  field->offset = (size_t)(start / unit * c_size(field->type));
  field->shift = (uint32_t)(start - (uint64_t)field->offset * 8);
  if (field->shift + field->bits > unit) { /* packed across two units */
    field->offset = (size_t)(start / 8);
    field->shift = (uint32_t)(start % 8);
  }
  if (start + field->bits > l->bit)
    l->bit = start + field->bits;
  if (!l->record->is_union)
    l->bit = start + field->bits;
}

void c_layout_field(c_layout *l, c_field *field, uint32_t align) {
  uint64_t end;

  align = layout_align(l, field, align);
  assert(align != 0 && (align & (align - 1)) == 0);
  if (field->bits != 0) {
    layout_bits(l, field, align);
    return;
  }
  layout_grow(l, align);
  field->offset =
      l->record->is_union ? 0 : (size_t)round_up((l->bit + 7) / 8, align);
  end = ((uint64_t)field->offset + c_size(field->type)) * 8;
  if (end > l->bit)
    l->bit = end;
}

void c_layout_end(c_layout *l, uint32_t align) {
  c_record *r = l->record;

  layout_grow(l, align);
  if (l->align == 0)
    l->align = 1;
  r->align = l->align;
  r->size = (size_t)round_up((l->bit + 7) / 8, r->align);
  r->complete = true;
}
