// Deflate blocks (RFC 1951) from tokens: Huffman codes of their own for each block.
#ifndef MONSOON_CPNG_BLOCKS_H
#define MONSOON_CPNG_BLOCKS_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum {
  LITERALS = 286,
  DISTANCES = 30,
  LONGEST = 258,
  FARTHEST = 32768,
  // A code of its own for each stretch of so many tokens: longer ones mix text with areas.
  BLOCK_TOKENS = 1 << 13,
};

// A literal is its byte; a match is 1 << 31 | (distance - 1) << 9 | length.
typedef uint32_t token;
#define MATCH 0x80000000u

struct writer {
  uint8_t *out;
  size_t count, capacity;
  uint64_t bits;
  int bit_count;
  int failed;
};

struct block {
  token tokens[BLOCK_TOKENS];
  size_t count;
  uint32_t literal_uses[LITERALS];
  uint32_t distance_uses[DISTANCES];
};

// True when there is room for `more` bytes.
static inline int reserve(struct writer *w, size_t more) {
  if (w->failed) return 0;
  if (w->capacity - w->count >= more) return 1;
  size_t capacity = w->capacity * 2 + more;
  uint8_t *grown = realloc(w->out, capacity);
  if (!grown) {
    w->failed = 1;
    return 0;
  }
  w->out = grown;
  w->capacity = capacity;
  return 1;
}

// The caller has reserved the room. At most 16 bits at a time.
static inline void put(struct writer *w, uint32_t value, int count) {
  w->bits |= (uint64_t)value << w->bit_count;
  w->bit_count += count;
  while (w->bit_count >= 8) {
    w->out[w->count++] = (uint8_t)w->bits;
    w->bits >>= 8;
    w->bit_count -= 8;
  }
}

static inline int length_symbol(uint32_t length) {
  if (length == LONGEST) return 28;
  if (length < 11) return (int)length - 3;
  int log = 31 - __builtin_clz(length - 3);
  return (log - 1) * 4 + (int)((length - 3) >> (log - 2) & 3);
}

static inline int distance_symbol(uint32_t distance) {
  uint32_t d = distance - 1;
  if (d < 4) return (int)d;
  int log = 31 - __builtin_clz(d);
  return log * 2 + (int)(d >> (log - 1) & 1);
}

/// Writes the block's tokens, with room made for them, and empties it. `last` ends the stream.
void cpng_write_block(struct writer *w, struct block *b, int last);

#endif
