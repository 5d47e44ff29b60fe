// Why an own compressor: nearly all the time of a chart image goes into its compression. A chart is runs of one color
// and rows equal to the row above, so two match distances, known beforehand, find almost everything; a small hash table
// finds the repeated letters. Measured on a 1200 x 800 bar chart this is several times as fast as libdeflate's fastest
// levels, and smaller than its level 9. The format is RFC 1951.
#include "cpng_deflate.h"

#include "cpng_blocks.h"

#include <libdeflate.h>
#include <string.h>

enum {
  HASH_BITS = 14,
  // How many places of the same hash are looked at. More find next to nothing.
  TRIES = 8,
  // Matches at least this long are taken without asking the table for a better one.
  GOOD_ENOUGH = 24,
  // Bytes that must follow a position before it is compressed, so that where rows end does not change a match: two matches
  // and what the table reads.
  AHEAD = 2 * LONGEST + 8,
  // Bytes that are gathered before the window moves on.
  STEP = 1 << 17,
};

static inline uint32_t load32(const uint8_t *p) {
  uint32_t v;
  memcpy(&v, p, 4);
  return v;
}

// How many bytes from `p` on equal those from `q` on, up to `most`.
static inline uint32_t common(const uint8_t *p, const uint8_t *q, uint32_t most) {
  uint32_t n = 0;
  while (n + 8 <= most) {
    uint64_t a, b;
    memcpy(&a, p + n, 8);
    memcpy(&b, q + n, 8);
    if (a != b) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
      return n + (uint32_t)__builtin_ctzll(a ^ b) / 8;
#else
      return n + (uint32_t)__builtin_clzll(a ^ b) / 8;
#endif
    }
    n += 8;
  }
  while (n < most && p[n] == q[n]) n++;
  return n;
}

struct finder {
  // The window: bytes from position `base` on, the last FARTHEST before the one under way among them.
  uint8_t *window;
  size_t base, count, row, pixel;
  // A match must save more than it costs. Three bytes are a whole pixel of an RGB row and worth it from any distance; three
  // indices are worth it only nearby, which the fixed distances find.
  uint32_t shortest, farthest_three;
  uint32_t last_seen[1 << HASH_BITS];  // position + 1
  uint32_t seen_before[FARTHEST];      // the one of the same hash before each of the last positions, + 1
};

struct match {
  uint32_t length, distance;
};

static inline const uint8_t *byte_at(const struct finder *f, size_t at) { return f->window + (at - f->base); }

static inline void consider(const struct finder *f, size_t at, size_t distance, uint32_t most, struct match *best) {
  if (distance > at || distance > FARTHEST) return;
  const uint8_t *p = byte_at(f, at);
  if (best->length && p[best->length] != p[best->length - distance]) return;
  uint32_t n = common(p, p - distance, most);
  if (n > best->length) *best = (struct match){n, (uint32_t)distance};
}

// Enters a position, with four bytes to read, into the table; gives the last position + 1 that was there.
static inline uint32_t enter(struct finder *f, size_t at) {
  uint32_t first = load32(byte_at(f, at));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (f->shortest == 3) first <<= 8;
#else
  if (f->shortest == 3) first >>= 8;
#endif
  uint32_t *slot = &f->last_seen[first * 2654435761u >> (32 - HASH_BITS)], seen = *slot;
  f->seen_before[at % FARTHEST] = seen;
  *slot = (uint32_t)(at + 1);
  return seen;
}

static void search_table(struct finder *f, size_t at, uint32_t most, struct match *best) {
  struct match found = best->length >= f->shortest ? *best : (struct match){f->shortest - 1, 0};
  size_t seen = enter(f, at);
  for (int tries = TRIES; tries && seen && at + 1 - seen <= FARTHEST && found.length < most; tries--) {
    consider(f, at, at + 1 - seen, most, &found);
    size_t next = f->seen_before[(seen - 1) % FARTHEST];
    if (next >= seen) break;  // overwritten by a later position
    seen = next;
  }
  if (found.distance) *best = found;
}

static struct match longest_match(struct finder *f, size_t at) {
  struct match best = {0, 0};
  uint32_t most = f->count - at < LONGEST ? (uint32_t)(f->count - at) : LONGEST;
  // The cheapest distance first: equal lengths go to it.
  consider(f, at, 1, most, &best);
  if (best.length < most) consider(f, at, f->row, most, &best);
  if (best.length < most && f->pixel > 1) consider(f, at, f->pixel, most, &best);
  if (best.length < GOOD_ENOUGH && best.length < most && most >= 4) search_table(f, at, most, &best);
  if (best.length < 3 || (best.length == 3 && best.distance > f->farthest_three)) best.length = 0;
  return best;
}

struct cpng_deflater {
  struct finder finder;
  struct block block;
  struct writer writer;
  size_t at, capacity;
  // The match found at `at` while looking ahead; its length is 0 when there is none.
  struct match ahead;
  uint32_t sum;
};

static void literal(struct block *b, uint8_t byte) {
  b->literal_uses[byte]++;
  b->tokens[b->count++] = byte;
}

static void match(struct block *b, struct match m) {
  b->tokens[b->count++] = MATCH | (m.distance - 1) << 9 | m.length;
  b->literal_uses[257 + length_symbol(m.length)]++;
  b->distance_uses[distance_symbol(m.distance)]++;
}

// Compresses what lies before `end`.
static void compress(struct cpng_deflater *d, size_t end) {
  struct finder *f = &d->finder;
  while (d->at < end) {
    if (d->block.count == BLOCK_TOKENS) cpng_write_block(&d->writer, &d->block, 0);
    struct match m = d->ahead.length ? d->ahead : longest_match(f, d->at);
    d->ahead.length = 0;
    // A longer match that begins one byte on is worth a literal.
    if (m.length && m.length < GOOD_ENOUGH && d->at + 1 < f->count) {
      d->ahead = longest_match(f, d->at + 1);
      if (d->ahead.length > m.length) m.length = 0;
      else d->ahead.length = 0;
    }
    if (!m.length) {
      literal(&d->block, *byte_at(f, d->at++));
      continue;
    }
    match(&d->block, m);
    if (m.length < GOOD_ENOUGH && d->at + m.length + 4 <= f->count)
      for (uint32_t k = 1; k < m.length; k++) enter(f, d->at + k);
    d->at += m.length;
  }
}

struct cpng_deflater *cpng_deflate_begin(size_t row, size_t pixel) {
  struct cpng_deflater *d = calloc(1, sizeof *d);
  if (!d) return NULL;
  d->capacity = FARTHEST + AHEAD + row + STEP;
  d->finder.window = malloc(d->capacity);
  d->writer.capacity = 1 << 15;
  d->writer.out = malloc(d->writer.capacity);
  d->finder.row = row;
  d->finder.pixel = pixel;
  d->finder.shortest = pixel == 3 ? 3 : 4;
  d->finder.farthest_three = pixel == 3 ? FARTHEST : 4096;
  d->sum = 1;
  if (!d->finder.window || !d->writer.out) {
    cpng_deflate_end(d, NULL);
    return NULL;
  }
  put(&d->writer, 0x78, 8);
  put(&d->writer, 0x01, 8);
  return d;
}

uint8_t *cpng_deflate_room(struct cpng_deflater *d) {
  struct finder *f = &d->finder;
  if (f->count - f->base + f->row > d->capacity) {
    size_t from = d->at - FARTHEST;
    memmove(f->window, byte_at(f, from), f->count - from);
    f->base = from;
  }
  return f->window + (f->count - f->base);
}

void cpng_deflate_row(struct cpng_deflater *d) {
  struct finder *f = &d->finder;
  d->sum = libdeflate_adler32(d->sum, byte_at(f, f->count), f->row);
  f->count += f->row;
  if (f->count > AHEAD) compress(d, f->count - AHEAD);
}

uint8_t *cpng_deflate_end(struct cpng_deflater *d, size_t *written) {
  struct writer *w = &d->writer;
  uint8_t *out = NULL;
  if (written) {
    compress(d, d->finder.count);
    cpng_write_block(w, &d->block, 1);
    if (reserve(w, 8)) {
      if (w->bit_count) put(w, 0, 8 - w->bit_count);
      for (int k = 24; k >= 0; k -= 8) put(w, d->sum >> k & 255, 8);
      *written = w->count;
      out = w->out;
      w->out = NULL;
    }
  }
  free(w->out);
  free(d->finder.window);
  free(d);
  return out;
}
