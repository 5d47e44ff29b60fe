// Why an own compressor: nearly all the time of a chart image goes into its compression. A chart is runs of one color
// and rows equal to the row above, so two match distances, known beforehand, find almost everything; a small hash table
// finds the repeated letters. Measured on a 1200 x 800 bar chart this is several times as fast as libdeflate's fastest
// levels at a similar size. The format is RFC 1951.
#include "cpng_deflate.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
  LITERALS = 286,
  DISTANCES = 30,
  END_OF_BLOCK = 256,
  LONGEST = 258,
  FARTHEST = 32768,
  BLOCK_TOKENS = 1 << 15,
  HASH_BITS = 13,
  // A match found by the table must save more than it costs: three bytes rarely do.
  SHORTEST_HASHED = 4,
  // Matches at least this long are taken without asking the table for a better one.
  GOOD_ENOUGH = 24,
};

static const uint16_t length_base[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                         31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_base[30] = {1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                           193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_extra[30] = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
static const uint8_t code_length_order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

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

struct code {
  uint8_t length[288];
  uint16_t bits[288];
};

static int reserve(struct writer *w, size_t more) {
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

// Sorts the used symbols by rising count, equal counts by symbol, so the code does not depend on the sort.
static int used_symbols(const uint32_t *uses, int n, uint16_t *symbols) {
  int used = 0;
  for (int i = 0; i < n; i++) {
    if (!uses[i]) continue;
    int k = used++;
    for (; k > 0 && uses[symbols[k - 1]] > uses[i]; k--) symbols[k] = symbols[k - 1];
    symbols[k] = (uint16_t)i;
  }
  return used;
}

// How deep each leaf of the Huffman tree lies, by the method of two queues; depth is counted by clamped length.
static void leaf_depths(const uint32_t *uses, const uint16_t *symbols, int used, int limit, int *count_of_length) {
  uint32_t weight[2 * LITERALS];
  uint16_t parent[2 * LITERALS];
  uint8_t depth[2 * LITERALS];
  for (int i = 0; i < used; i++) weight[i] = uses[symbols[i]];
  int leaf = 0, inner = used, next = used;
  for (; next < 2 * used - 1; next++) {
    weight[next] = 0;
    for (int k = 0; k < 2; k++) {
      int take = leaf < used && (inner >= next || weight[leaf] <= weight[inner]) ? leaf++ : inner++;
      weight[next] += weight[take];
      parent[take] = (uint16_t)next;
    }
  }
  int root = 2 * used - 2;
  depth[root] = 0;
  for (int i = root - 1; i >= 0; i--) {
    depth[i] = depth[parent[i]] + 1;
    if (i < used) count_of_length[depth[i] > limit ? limit : depth[i]]++;
  }
}

static void code_lengths(const uint32_t *uses, int n, int limit, uint8_t *length) {
  uint16_t symbols[LITERALS];
  int count_of_length[64] = {0};
  memset(length, 0, (size_t)n);
  int used = used_symbols(uses, n, symbols);
  if (used == 0) return;
  if (used == 1) {
    length[symbols[0]] = 1;
    return;
  }
  leaf_depths(uses, symbols, used, limit, count_of_length);
  uint32_t total = 0;
  for (int k = 1; k <= limit; k++) total += (uint32_t)count_of_length[k] << (limit - k);
  // Clamping made too many long codes: give room by lengthening shorter ones until Kraft's sum is 1 again.
  while (total > 1u << limit) {
    count_of_length[limit]--;
    for (int k = limit - 1; k > 0; k--) {
      if (!count_of_length[k]) continue;
      count_of_length[k]--;
      count_of_length[k + 1] += 2;
      break;
    }
    total--;
  }
  int next = 0;
  for (int k = limit; k > 0; k--)
    for (int i = 0; i < count_of_length[k]; i++) length[symbols[next++]] = (uint8_t)k;
}

// RFC 1951, 3.2.2; the bits are reversed because deflate writes Huffman codes from the top.
static void assign_codes(struct code *code, int n) {
  int count[16] = {0};
  uint32_t next[16] = {0};
  for (int i = 0; i < n; i++) count[code->length[i]]++;
  count[0] = 0;
  for (int k = 1; k < 16; k++) next[k] = (next[k - 1] + (uint32_t)count[k - 1]) << 1;
  for (int i = 0; i < n; i++) {
    int length = code->length[i];
    if (!length) continue;
    uint32_t value = next[length]++, reversed = 0;
    for (int k = 0; k < length; k++) reversed |= (value >> k & 1) << (length - 1 - k);
    code->bits[i] = (uint16_t)reversed;
  }
}

struct header {
  uint8_t symbols[LITERALS + DISTANCES], extra[LITERALS + DISTANCES];
  int count;
  uint32_t uses[19];
};

static void header_symbol(struct header *h, int symbol, int extra) {
  h->symbols[h->count] = (uint8_t)symbol;
  h->extra[h->count++] = (uint8_t)extra;
  h->uses[symbol]++;
}

// The code lengths with runs folded (RFC 1951, 3.2.7).
static void fold_lengths(struct header *h, const uint8_t *lengths, int n) {
  for (int i = 0; i < n;) {
    int run = 1;
    while (i + run < n && lengths[i + run] == lengths[i]) run++;
    int left = run, value = lengths[i];
    if (value != 0) {
      header_symbol(h, value, 0);
      left--;
    }
    while (left >= 3) {
      int take = value ? (left > 6 ? 6 : left) : (left > 138 ? 138 : left);
      if (value) header_symbol(h, 16, take - 3);
      else if (take <= 10) header_symbol(h, 17, take - 3);
      else header_symbol(h, 18, take - 11);
      left -= take;
    }
    while (left-- > 0) header_symbol(h, value, 0);
    i += run;
  }
}

static void write_header(struct writer *w, const struct code *literals, const struct code *distances, int last) {
  int literal_count = LITERALS, distance_count = DISTANCES, order_count = 19;
  while (literal_count > 257 && !literals->length[literal_count - 1]) literal_count--;
  while (distance_count > 1 && !distances->length[distance_count - 1]) distance_count--;
  uint8_t lengths[LITERALS + DISTANCES];
  memcpy(lengths, literals->length, (size_t)literal_count);
  memcpy(lengths + literal_count, distances->length, (size_t)distance_count);
  struct header h = {.count = 0};
  fold_lengths(&h, lengths, literal_count + distance_count);
  struct code code;
  code_lengths(h.uses, 19, 7, code.length);
  assign_codes(&code, 19);
  while (order_count > 4 && !code.length[code_length_order[order_count - 1]]) order_count--;
  put(w, (uint32_t)last | 2 << 1, 3);
  put(w, (uint32_t)(literal_count - 257) | (uint32_t)(distance_count - 1) << 5 | (uint32_t)(order_count - 4) << 10, 14);
  for (int i = 0; i < order_count; i++) put(w, code.length[code_length_order[i]], 3);
  for (int i = 0; i < h.count; i++) {
    int s = h.symbols[i];
    put(w, code.bits[s], code.length[s]);
    if (s >= 16) put(w, h.extra[i], s == 16 ? 2 : s == 17 ? 3 : 7);
  }
}

static void write_tokens(struct writer *w, const struct block *b, const struct code *literals, const struct code *distances) {
  for (size_t i = 0; i < b->count; i++) {
    token t = b->tokens[i];
    if (!(t & MATCH)) {
      put(w, literals->bits[t], literals->length[t]);
      continue;
    }
    uint32_t length = t & 511, distance = (t >> 9 & 0x7FFF) + 1;
    int l = length_symbol(length), d = distance_symbol(distance);
    put(w, literals->bits[257 + l], literals->length[257 + l]);
    put(w, length - length_base[l], length_extra[l]);
    put(w, distances->bits[d], distances->length[d]);
    put(w, distance - distance_base[d], distance_extra[d]);
  }
  put(w, literals->bits[END_OF_BLOCK], literals->length[END_OF_BLOCK]);
}

static void write_block(struct writer *w, struct block *b, int last) {
  // A token is at most 15 + 5 + 15 + 13 bits; the header at most 320 lengths of 14 bits.
  if (reserve(w, b->count * 6 + 1024)) {
    struct code literals, distances;
    b->literal_uses[END_OF_BLOCK] = 1;
    // A block without any match still needs one distance code for strict readers.
    if (b->distance_uses[0] == 0) b->distance_uses[0] = 1;
    code_lengths(b->literal_uses, LITERALS, 15, literals.length);
    code_lengths(b->distance_uses, DISTANCES, 15, distances.length);
    assign_codes(&literals, LITERALS);
    assign_codes(&distances, DISTANCES);
    write_header(w, &literals, &distances, last);
    write_tokens(w, b, &literals, &distances);
  }
  b->count = 0;
  memset(b->literal_uses, 0, sizeof b->literal_uses);
  memset(b->distance_uses, 0, sizeof b->distance_uses);
}

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
  const uint8_t *bytes;
  size_t count, row, pixel;
  uint32_t last_seen[1 << HASH_BITS];  // position + 1
};

struct match {
  uint32_t length, distance;
};

static inline void consider(const struct finder *f, size_t at, size_t distance, uint32_t most, struct match *best) {
  if (distance > at || distance > FARTHEST) return;
  const uint8_t *p = f->bytes + at;
  if (best->length && p[best->length] != p[best->length - distance]) return;
  uint32_t n = common(p, p - distance, most);
  if (n > best->length) *best = (struct match){n, (uint32_t)distance};
}

static inline uint32_t hash(const uint8_t *p) { return load32(p) * 2654435761u >> (32 - HASH_BITS); }

static struct match longest_match(struct finder *f, size_t at) {
  struct match best = {0, 0};
  uint32_t most = f->count - at < LONGEST ? (uint32_t)(f->count - at) : LONGEST;
  // The cheapest distance first: equal lengths go to it.
  consider(f, at, 1, most, &best);
  if (best.length < most) consider(f, at, f->row, most, &best);
  if (best.length < most && f->pixel > 1) consider(f, at, f->pixel, most, &best);
  if (best.length < GOOD_ENOUGH && best.length < most && most >= SHORTEST_HASHED) {
    uint32_t *slot = &f->last_seen[hash(f->bytes + at)];
    size_t seen = *slot;
    *slot = (uint32_t)(at + 1);
    struct match found = best.length >= SHORTEST_HASHED ? best : (struct match){SHORTEST_HASHED - 1, 0};
    if (seen) consider(f, at, at + 1 - seen, most, &found);
    if (found.distance) best = found;
  }
  if (best.length < 3 || (best.length == 3 && best.distance > 4096)) best.length = 0;
  return best;
}

static void compress(struct finder *f, struct block *b, struct writer *w) {
  struct match ahead = {0, 0};
  for (size_t at = 0; at < f->count;) {
    if (b->count == BLOCK_TOKENS) write_block(w, b, 0);
    struct match m = ahead.length ? ahead : longest_match(f, at);
    ahead.length = 0;
    // A longer match that begins one byte on is worth a literal.
    if (m.length && m.length < GOOD_ENOUGH && at + 1 < f->count) {
      ahead = longest_match(f, at + 1);
      if (ahead.length > m.length) m.length = 0;
      else ahead.length = 0;
    }
    if (!m.length) {
      b->literal_uses[f->bytes[at]]++;
      b->tokens[b->count++] = f->bytes[at++];
      continue;
    }
    b->tokens[b->count++] = MATCH | (m.distance - 1) << 9 | m.length;
    b->literal_uses[257 + length_symbol(m.length)]++;
    b->distance_uses[distance_symbol(m.distance)]++;
    if (m.length < GOOD_ENOUGH && at + m.length + SHORTEST_HASHED <= f->count)
      for (uint32_t k = 1; k < m.length; k++) f->last_seen[hash(f->bytes + at + k)] = (uint32_t)(at + k + 1);
    at += m.length;
  }
  write_block(w, b, 1);
}

uint8_t *cpng_deflate_flat(const uint8_t *bytes, size_t count, size_t row, size_t pixel, size_t *written) {
  struct finder *f = calloc(1, sizeof *f);
  struct block *b = calloc(1, sizeof *b);
  struct writer w = {.capacity = count / 16 + 4096};
  w.out = malloc(w.capacity);
  if (!w.out || !f || !b || count > UINT32_MAX - 1) w.failed = 1;
  if (!w.failed) {
    f->bytes = bytes;
    f->count = count;
    f->row = row;
    f->pixel = pixel;
    put(&w, 0x78, 8);
    put(&w, 0x01, 8);
    compress(f, b, &w);
  }
  free(f);
  free(b);
  if (reserve(&w, 8)) {
    if (w.bit_count) put(&w, 0, 8 - w.bit_count);
    uint32_t sum = libdeflate_adler32(1, bytes, count);
    for (int k = 24; k >= 0; k -= 8) put(&w, sum >> k & 255, 8);
    *written = w.count;
    return w.out;
  }
  free(w.out);
  return NULL;
}
