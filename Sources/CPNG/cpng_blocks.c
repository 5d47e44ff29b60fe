#include "cpng_blocks.h"

#include <string.h>

enum { END_OF_BLOCK = 256 };

static const uint16_t length_base[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                         31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_base[30] = {1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
                                           193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_extra[30] = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
static const uint8_t code_length_order[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

struct code {
  uint8_t length[288];
  uint16_t bits[288];
};

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

void cpng_write_block(struct writer *w, struct block *b, int last) {
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
