/* js/engine/append.c - `s + x` where `s` is long: texts that grow.
 *
 * The engine keeps each text once, found by its hash, so `s += x` would copy
 * and hash all of `s` again.  What is made here has room behind its end, and
 * at the end of that room what hashing it has come to: so a longer one is
 * hashed by what it has more.  Where the variable holds the only reference,
 * the text itself grows: it leaves the table of strings, becomes longer, and
 * comes back under its new hash.
 *
 * To all others that is as if the old text had been freed and a new one made,
 * which is what happens without this file. */
#include "engine_internal.h"

#include <assert.h>
#include <string.h>

enum {
  APPEND_LEAST = 256, /* what is shorter quick_text.c makes */
  APPEND_DIGITS = 24
};

/* What is appended: of a string, or the digits of a number. */
typedef struct tail {
  const duk_uint8_t *data;
  duk_uint32_t size;
  duk_uint32_t characters;
  char digits[APPEND_DIGITS];
} tail;

/* Bytes of the block of a text that may grow, in eight steps from one power of
 * two to the next: nobody need remember it. */
static size_t block_size(size_t size) {
  size_t need = sizeof(duk_hstring) + size + 1 + sizeof(drupe__text_hash);
  size_t step = (size_t)1 << (60 - __builtin_clzll(need));

  assert(need >= APPEND_LEAST);
  return (need + step - 1) & ~(step - 1);
}

static drupe__text_hash *block_hash(duk_hstring *h, size_t size) {
  duk_uint8_t *end = (duk_uint8_t *)h + block_size(size);

  return (drupe__text_hash *)(void *)(end - sizeof(drupe__text_hash));
}

static duk_uint8_t *block_text(duk_hstring *h) {
  return (duk_uint8_t *)(h + 1);
}

static bool tail_of(const duk_tval *tv, tail *out) {
  if (DUK_TVAL_IS_STRING(tv)) {
    duk_hstring *h = DUK_TVAL_GET_STRING(tv);

    if (DUK_HSTRING_HAS_SYMBOL(h))
      return false;
    out->data = DUK_HSTRING_GET_DATA(h);
    out->size = (duk_uint32_t)DUK_HSTRING_GET_BYTELEN(h);
    out->characters = (duk_uint32_t)DUK_HSTRING_GET_CHARLEN(h);
    return true;
  }
  if (!DUK_TVAL_IS_FASTINT(tv))
    return false;
  out->data = (duk_uint8_t *)out->digits;
  out->size = (duk_uint32_t)drupe__text_of_integer(DUK_TVAL_GET_FASTINT(tv),
                                                   out->digits);
  out->characters = out->size;
  return true;
}

/* How many characters it has: if those of the beginning are known. */
static void set_characters(duk_hstring *h, duk_uint32_t before,
                           const tail *more) {
  DUK_HSTRING_CLEAR_ASCII(h);
  h->clen = before == 0 ? 0 : before + more->characters;
  if (h->clen == h->blen)
    DUK_HSTRING_SET_ASCII(h);
}

/* `h` has its text up to `old`: the rest, and what depends on it. */
static void extend(duk_heap *heap, duk_hstring *h, drupe__text_hash *hash,
                   duk_uint32_t old, const tail *more) {
  duk_uint8_t *text = block_text(h);

  memcpy(text + old, more->data, more->size);
  h->blen = old + more->size;
  text[h->blen] = 0;
  drupe__text_hash_extend(heap, hash, text, old, h->blen);
  h->hash = drupe__text_hash_end(heap, hash, text, h->blen);
}

/* -- growing --------------------------------------------------------------- */
/* May the text of the variable become another one? */
static bool is_alone(const duk_hstring *h) {
  return DUK_HEAPHDR_GET_REFCOUNT(&h->hdr) == 1 &&
         !DUK_HSTRING_HAS_PINNED_LITERAL(h);
}

/* Nothing is collected on the way: the text is in no table. */
static duk_hstring *resize(duk_heap *heap, duk_hstring *h, size_t size,
                           drupe__text_hash *hash) {
  bool grown = DUK_HSTRING_HAS_GROWN(h);
  duk_hstring *moved;

  if (grown)
    *hash = *block_hash(h, h->blen);
  if (grown && block_size(size) == block_size(h->blen))
    return h;
  duk_heap_strcache_string_remove(heap, h);
  moved = heap->realloc_func(heap->heap_udata, h, block_size(size));
  if (moved == NULL)
    return NULL;
  if (!grown)
    drupe__text_hash_extend(heap, hash, block_text(moved), 0, moved->blen);
  DUK_HSTRING_SET_GROWN(moved);
  return moved;
}

/* `*tv` holds `h`, and nobody else does; false: there is no memory. */
static bool grow(duk_heap *heap, duk_tval *tv, duk_hstring *h,
                 const tail *more) {
  duk_uint32_t old = h->blen, characters = h->clen;
  drupe__text_hash hash;
  duk_hstring *grown, *kept;

  duk_heap_strtable_unlink(heap, h);
  grown = resize(heap, h, (size_t)old + more->size, &hash);
  if (grown == NULL) {
    (void)duk_heap_strtable_link(heap, h);
    return false;
  }
  extend(heap, grown, &hash, old, more);
  *block_hash(grown, grown->blen) = hash;
  set_characters(grown, characters, more);
  kept = duk_heap_strtable_link(heap, grown);
  DUK_TVAL_SET_STRING(tv, kept);
  if (kept != grown) {
    DUK_HEAPHDR_PREINC_REFCOUNT(&kept->hdr);
    duk_heap_strcache_string_remove(heap, grown);
    heap->free_func(heap->heap_udata, grown);
  }
  return true;
}

/* -- copies that may grow -------------------------------------------------- */
static duk_hstring *copy(duk_heap *heap, duk_hstring *from, const tail *more) {
  size_t size = (size_t)from->blen + more->size;
  drupe__text_hash hash;
  duk_hstring *h;

  heap->pf_prevent_count++; /* as where strings are made: no finalizers */
  duk_heap_strtable_make_room(heap);
  h = DUK_ALLOC(heap, block_size(size));
  heap->pf_prevent_count--;
  if (h == NULL)
    return NULL;
  memset(h, 0, sizeof(*h));
  DUK_HEAPHDR_SET_TYPE_AND_FLAGS(&h->hdr, DUK_HTYPE_STRING,
                                 DUK_HSTRING_FLAG_GROWN);
  memcpy(block_text(h), DUK_HSTRING_GET_DATA(from), from->blen);
  if (DUK_HSTRING_HAS_GROWN(from))
    hash = *block_hash(from, from->blen);
  else
    drupe__text_hash_extend(heap, &hash, block_text(h), 0, from->blen);
  extend(heap, h, &hash, from->blen, more);
  *block_hash(h, h->blen) = hash;
  set_characters(h, from->clen, more);
  return h;
}

duk_bool_t drupe__append(duk_hthread *thread, const duk_tval *tv_x,
                         const duk_tval *tv_y, duk_idx_t to) {
  duk_heap *heap = thread->heap;
  duk_tval *tv_z = thread->valstack_bottom + to;
  duk_hstring *x, *made, *kept;
  tail more;

  if (!DUK_TVAL_IS_STRING(tv_x) || !tail_of(tv_y, &more))
    return 0;
  x = DUK_TVAL_GET_STRING(tv_x);
  if (x->blen == 0 || DUK_HSTRING_HAS_SYMBOL(x) ||
      (size_t)x->blen + more.size < APPEND_LEAST ||
      more.size > DUK_HSTRING_MAX_BYTELEN - x->blen)
    return 0;
  if (tv_x == tv_z && tv_x != tv_y && more.size > 0 && is_alone(x) &&
      grow(heap, tv_z, x, &more))
    return 1;
  made = copy(heap, x, &more);
  if (made == NULL)
    return 0;
  kept = duk_heap_strtable_link(heap, made);
  if (kept != made)
    heap->free_func(heap->heap_udata, made);
  tv_z = thread->valstack_bottom + to; /* a collection may have moved it */
  DUK_TVAL_SET_STRING_UPDREF(thread, tv_z, kept); /* side effects */
  return 1;
}
