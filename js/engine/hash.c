/* js/engine/hash.c - hashes with a random key, against chosen strings.
 *
 * For the string table, Map and Set: words folded by multiplication with a key
 * that stays secret, as Wang Yi's wyhash does, and Go's maps.  For what leaves
 * the process: SipHash-1-3 (J.-P. Aumasson and D. J. Bernstein, "SipHash: a
 * fast short-input PRF"; one round per word and three at the end are what Rust
 * and Python use). */
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "engine_internal.h"

/* Longer strings than two such blocks are hashed by their first block and their
 * end, from the beginning of the last but one that is whole: that many
 * colliding strings of this length would be gigabytes. */
#define HASH_BLOCK ((size_t)32 << 10)

#define HASH_ROTATE(x, n) (((x) << (n)) | ((x) >> (64 - (n))))

typedef struct hash_state {
  uint64_t v0, v1, v2, v3;
} hash_state;

static inline void hash_round(hash_state *s) {
  s->v0 += s->v1;
  s->v1 = HASH_ROTATE(s->v1, 13) ^ s->v0;
  s->v0 = HASH_ROTATE(s->v0, 32);
  s->v2 += s->v3;
  s->v3 = HASH_ROTATE(s->v3, 16) ^ s->v2;
  s->v0 += s->v3;
  s->v3 = HASH_ROTATE(s->v3, 21) ^ s->v0;
  s->v2 += s->v1;
  s->v1 = HASH_ROTATE(s->v1, 17) ^ s->v2;
  s->v2 = HASH_ROTATE(s->v2, 32);
}

static inline void hash_word(hash_state *s, uint64_t word) {
  s->v3 ^= word;
  hash_round(s);
  s->v0 ^= word;
}

static inline hash_state hash_begin(const uint64_t key[2]) {
  return (hash_state){
      key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du,
      key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u};
}

static inline void hash_data(hash_state *s, const void *data, size_t size) {
  const unsigned char *p = data;
  uint64_t last = (uint64_t)size << 56;
  uint64_t word;
  size_t left;

  for (left = size; left >= 8; left -= 8, p += 8) {
    memcpy(&word, p, 8);
    hash_word(s, word);
  }
  word = 0;
  if (left > 0)
    memcpy(&word, p, left);
  hash_word(s, last | word);
}

static inline uint64_t hash_end(hash_state *s) {
  hash_round(s);
  hash_round(s);
  hash_round(s);
  return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

uint64_t drupe__siphash(const uint64_t key[2], const void *data, size_t size) {
  hash_state s = hash_begin(key);

  hash_data(&s, data, size);
  s.v2 ^= 0xff;
  return hash_end(&s);
}

void drupe__siphash128(const uint64_t key[2], const void *data, size_t size,
                       uint64_t out[2]) {
  hash_state s = hash_begin(key);

  s.v1 ^= 0xee;
  hash_data(&s, data, size);
  s.v2 ^= 0xee;
  out[0] = hash_end(&s);
  s.v1 ^= 0xdd;
  out[1] = hash_end(&s);
}

/* -- by multiplication ----------------------------------------------------- */

static inline uint64_t hash_fold(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 hash_product;
  hash_product product = (hash_product)a * b;

  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_load8(const unsigned char *p) {
  uint64_t word;

  memcpy(&word, p, sizeof(word));
  return word;
}

static inline uint64_t hash_load4(const unsigned char *p) {
  uint32_t word;

  memcpy(&word, p, sizeof(word));
  return word;
}

/* Up to 16 bytes in two words, some of them twice. */
static inline void hash_load_short(const unsigned char *p, size_t size,
                                   uint64_t words[2]) {
  if (size >= 8) {
    words[0] = hash_load8(p);
    words[1] = hash_load8(p + size - 8);
  } else if (size >= 4) {
    words[0] = hash_load4(p);
    words[1] = hash_load4(p + size - 4);
  } else {
    words[0] = size == 0 ? 0
                         : (uint64_t)p[0] << 16 |
                               (uint64_t)p[size / 2] << 8 | p[size - 1];
    words[1] = 0;
  }
}

/* Bytes of the blocks of 16 before the last 1 to 16 bytes. */
static inline size_t hash_blocks_of(size_t size) {
  return size == 0 ? 0 : (size - 1) & ~(size_t)15;
}

static inline uint64_t hash_blocks(const uint64_t key[2], uint64_t hash,
                                   const unsigned char *p, size_t bytes) {
  for (const unsigned char *end = p + bytes; p < end; p += 16)
    hash = hash_fold(hash_load8(p) ^ key[0], hash_load8(p + 8) ^ hash);
  return hash;
}

/* `left` bytes at `p` are behind the blocks, `size` in all. */
static inline uint64_t hash_finish(const uint64_t key[2], uint64_t hash,
                                   const unsigned char *p, size_t left,
                                   size_t size) {
  uint64_t words[2];

  hash_load_short(p, left, words);
  hash = hash_fold(words[0] ^ key[0], words[1] ^ hash);
  return hash_fold(hash ^ size, key[1] ^ 0x9e3779b97f4a7c15u);
}

static inline uint64_t hash_quick(const uint64_t key[2], const void *data,
                                  size_t size) {
  const unsigned char *p = data;
  size_t blocks = hash_blocks_of(size);

  return hash_finish(key, hash_blocks(key, key[1], p, blocks), p + blocks,
                     size - blocks, size);
}

uint64_t drupe__quick_hash(const uint64_t key[2], const void *data,
                           size_t size) {
  return hash_quick(key, data, size);
}

/* -- strings --------------------------------------------------------------- */

static const uint64_t *hash_key_of(const duk_heap *heap) {
  return ((const drupe__engine *)heap->heap_udata)->hash_key;
}

/* Where the end begins: 0 where all is hashed. */
static inline size_t hash_from(size_t size) {
  return size <= 2 * HASH_BLOCK ? 0 : (size / HASH_BLOCK - 1) * HASH_BLOCK;
}

static inline duk_uint32_t hash_of_ends(uint64_t first, uint64_t end,
                                        size_t size) {
  return (duk_uint32_t)(first + end * 3 + size);
}

duk_uint32_t drupe__hash_string(duk_heap *heap, const duk_uint8_t *str,
                                duk_size_t size) {
  const uint64_t *key = hash_key_of(heap);
  size_t from = hash_from(size);

  if (from == 0)
    return (duk_uint32_t)hash_quick(key, str, size);
  return hash_of_ends(drupe__quick_hash(key, str, HASH_BLOCK),
                      drupe__quick_hash(key, str + from, size - from), size);
}

void drupe__text_hash_extend(duk_heap *heap, drupe__text_hash *hash,
                             const duk_uint8_t *text, size_t old, size_t size) {
  const uint64_t *key = hash_key_of(heap);
  size_t from = hash_from(size), at = from;

  if (old == 0)
    hash->first = 0;
  if (from > 0 && (old == 0 || hash_from(old) == 0))
    hash->first = drupe__quick_hash(key, text, HASH_BLOCK);
  if (old == 0 || from != hash_from(old))
    hash->blocks = key[1];
  else
    at += hash_blocks_of(old - from);
  hash->blocks = hash_blocks(key, hash->blocks, text + at,
                             from + hash_blocks_of(size - from) - at);
}

duk_uint32_t drupe__text_hash_end(const duk_heap *heap,
                                  const drupe__text_hash *hash,
                                  const duk_uint8_t *text, size_t size) {
  size_t from = hash_from(size);
  size_t blocks = hash_blocks_of(size - from);
  uint64_t end = hash_finish(hash_key_of(heap), hash->blocks,
                             text + from + blocks, size - from - blocks,
                             size - from);

  return from == 0 ? (duk_uint32_t)end : hash_of_ends(hash->first, end, size);
}

/* Without the kernel's random numbers (an old kernel in a jail) the key is
 * merely hard to guess. */
void drupe__hash_key(uint64_t key[2]) {
  struct timespec now;

  if (getrandom(key, 2 * sizeof(*key), GRND_NONBLOCK) == 2 * sizeof(*key))
    return;
  clock_gettime(CLOCK_MONOTONIC, &now);
  key[0] = (uint64_t)now.tv_nsec * 0x9e3779b97f4a7c15u ^ (uint64_t)getpid();
  key[1] = (uint64_t)(uintptr_t)&now ^ (uint64_t)now.tv_sec << 32;
}
