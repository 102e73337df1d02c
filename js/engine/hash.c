/* js/engine/hash.c - SipHash-1-3 with a random key, for the string table and
 * for Map and Set.  J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast
 * short-input PRF"; one round per word and three at the end are what other
 * hash tables (Rust, Python) use against chosen keys. */
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "engine_internal.h"

/* Longer strings are hashed by their two ends: that many colliding strings of
 * this length would be gigabytes. */
#define HASH_WHOLE_MAX ((size_t)64 << 10)

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

duk_uint32_t drupe__hash_string(duk_heap *heap, const duk_uint8_t *str,
                                duk_size_t size) {
  const drupe__engine *e = heap->heap_udata;

  if (size <= HASH_WHOLE_MAX)
    return (duk_uint32_t)drupe__siphash(e->hash_key, str, size);
  return (duk_uint32_t)(
      drupe__siphash(e->hash_key, str, HASH_WHOLE_MAX / 2) +
      drupe__siphash(e->hash_key, str + size - HASH_WHOLE_MAX / 2,
                     HASH_WHOLE_MAX / 2) * 3 + size);
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
