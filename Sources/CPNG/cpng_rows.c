#include "cpng_rows.h"

#include <stdlib.h>
#include <string.h>

enum {
  FILTER_NONE = 0,
  FILTER_SUB = 1,
  FILTER_UP = 2,
  FILTER_AVERAGE = 3,
  FILTER_PAETH = 4,
};

static inline const uint32_t *row_at(const struct cpng_raster *r, uint32_t y) {
  return (const uint32_t *)(const void *)(r->pixels + (size_t)y * r->stride);
}

// The index of a color, entered when it is new; -1 when the palette is full.
static int palette_index(struct palette *p, uint32_t color) {
  uint32_t slot = color * 2654435761u >> 22;
  while (p->indices[slot]) {
    if (p->keys[slot] == color) return p->indices[slot] - 1;
    slot = (slot + 1) % PALETTE_SLOTS;
  }
  if (p->count == PALETTE_MOST) return -1;
  p->keys[slot] = color;
  p->colors[p->count] = color;
  p->indices[slot] = (int16_t)++p->count;
  return p->count - 1;
}

// Indices of one row. Stretches equal to the row above are copied from its indices: that is most of a chart.
static int index_row(struct palette *p, const uint32_t *row, const uint32_t *above, uint8_t *to, const uint8_t *to_above,
                     uint32_t width, uint32_t opaque) {
  uint32_t last = ~row[0];
  int index = 0;
  for (uint32_t x = 0; x < width;) {
    if (above && x + 8 <= width && memcmp(row + x, above + x, 32) == 0) {
      memcpy(to + x, to_above + x, 8);
      x += 8;
      continue;
    }
    uint32_t end = x + 8 < width ? x + 8 : width;
    for (; x < end; x++) {
      if (row[x] != last) {
        last = row[x];
        index = palette_index(p, last | opaque);
        if (index < 0) return 0;
      }
      to[x] = (uint8_t)index;
    }
  }
  return 1;
}

// Filtered palette rows; null when there are more than 256 colors (or no memory, which the RGB path meets again).
// A row equal to the one above becomes zeros by filter Up unless it is zeros anyway (the background has index 0), so
// most of a chart is one long run of zeros.
uint8_t *cpng_palette_rows(const struct cpng_raster *r, struct palette *p) {
  uint32_t opaque = r->has_alpha ? 0 : 0xFF000000u;
  size_t width = r->width, length = width + 1;
  uint8_t *rows = malloc(length * r->height), *plain = malloc(width * 2);
  int fits = rows && plain, above_is_zero = 0;
  memset(p, 0, sizeof *p);
  for (uint32_t y = 0; fits && y < r->height; y++) {
    uint8_t *out = rows + length * y, *now = plain + width * (y & 1), *before = plain + width * (~y & 1);
    const uint32_t *row = row_at(r, y), *above = y ? row_at(r, y - 1) : NULL;
    if (above && memcmp(row, above, width * 4) == 0) {
      out[0] = above_is_zero ? FILTER_NONE : FILTER_UP;
      memset(out + 1, 0, width);
      memcpy(now, before, width);
      continue;
    }
    fits = index_row(p, row, above, now, before, r->width, opaque);
    out[0] = FILTER_NONE;
    memcpy(out + 1, now, width);
    above_is_zero = now[0] == 0 && memcmp(now, now + 1, width - 1) == 0;
  }
  free(plain);
  if (fits) return rows;
  free(rows);
  return NULL;
}

int cpng_is_opaque(const struct cpng_raster *r) {
  if (!r->has_alpha) return 1;
  for (uint32_t y = 0; y < r->height; y++) {
    const uint32_t *row = row_at(r, y);
    uint32_t all = 0xFF000000u;
    for (uint32_t x = 0; x < r->width; x++) all &= row[x];
    if (all != 0xFF000000u) return 0;
  }
  return 1;
}

static void color_row(const uint32_t *row, uint32_t width, int channels, uint8_t *to) {
  if (channels == 3) {
    for (uint32_t x = 0; x < width; x++, to += 3) {
      to[0] = (uint8_t)(row[x] >> 16);
      to[1] = (uint8_t)(row[x] >> 8);
      to[2] = (uint8_t)row[x];
    }
  } else {
    for (uint32_t x = 0; x < width; x++, to += 4) straight(row[x], to);
  }
}

int cpng_is_flat(const struct cpng_raster *r) {
  size_t same = 0, all = 0;
  for (uint32_t y = 1; y < r->height; y += 8) {
    const uint32_t *row = row_at(r, y), *above = row_at(r, y - 1);
    for (uint32_t x = 1; x < r->width; x++) same += (row[x] == row[x - 1]) | (row[x] == above[x]);
    all += r->width;
  }
  return same * 4 > all * 3;
}

static inline int paeth(int a, int b, int c) {
  int pa = abs(b - c), pb = abs(a - c), pc = abs(a + b - 2 * c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

static void filter_row(int kind, const uint8_t *row, const uint8_t *above, size_t n, size_t pixel, uint8_t *to) {
  for (size_t i = 0; i < n; i++) {
    int a = i < pixel ? 0 : row[i - pixel], b = above[i], c = i < pixel ? 0 : above[i - pixel];
    int guess = kind == FILTER_SUB ? a : kind == FILTER_UP ? b : kind == FILTER_AVERAGE ? (a + b) / 2 : paeth(a, b, c);
    to[i] = (uint8_t)(row[i] - guess);
  }
}

static size_t weight(const uint8_t *bytes, size_t n) {
  size_t sum = 0;
  for (size_t i = 0; i < n; i++) sum += (size_t)abs((int8_t)bytes[i]);
  return sum;
}

// The filter with the least sum of absolute differences, as the PNG specification proposes (12.8).
static void best_filter(const uint8_t *row, const uint8_t *above, size_t n, size_t pixel, uint8_t *to, uint8_t *trial) {
  size_t least = SIZE_MAX;
  for (int kind = FILTER_SUB; kind <= FILTER_PAETH; kind++) {
    filter_row(kind, row, above, n, pixel, trial);
    size_t sum = weight(trial, n);
    if (sum >= least) continue;
    least = sum;
    to[0] = (uint8_t)kind;
    memcpy(to + 1, trial, n);
  }
}

// Filter Up straight from the pixels of a drawing. `to` is zero already, so what equals the row above costs a comparison
// only.
static void row_up(const uint32_t *row, const uint32_t *above, uint32_t width, int channels, uint8_t *to) {
  for (uint32_t x = 0; x < width;) {
    if (x + 8 <= width && memcmp(row + x, above + x, 32) == 0) {
      x += 8;
      continue;
    }
    uint32_t end = x + 8 < width ? x + 8 : width;
    for (; x < end; x++) {
      uint8_t p[4], q[4];
      color_row(row + x, 1, channels, p);
      color_row(above + x, 1, channels, q);
      for (int k = 0; k < channels; k++) to[(size_t)x * channels + k] = (uint8_t)(p[k] - q[k]);
    }
  }
}

// True when a row is better left unfiltered: what filter Up leaves of it is more than what changes along it. Pixels that
// equal the one on the left do not count, for a run costs little either way. The 1 : 2 in favor of no filter is measured
// on charts, maps and pages: repeated letters are found again only in unfiltered rows.
static int is_better_plain(const uint32_t *row, const uint32_t *above, uint32_t width) {
  uint32_t along = 0, down = 0;
  for (uint32_t x = 1; x < width; x++) {
    uint32_t changes = row[x] != row[x - 1];
    along += changes;
    down += changes & (row[x] != above[x]);
  }
  return along < down * 2;
}

// A row equal to the one above is zeros by filter Up. Once a row stands unfiltered, so do those below down to the next
// equal row: a line of text is a repeat of itself only where all its rows are written alike, and this takes a tenth off a
// page of text.
int cpng_flat_row(const struct cpng_raster *r, uint32_t y, const uint32_t *nothing, size_t channels, int was_plain,
                  uint8_t *to) {
  const uint32_t *row = row_at(r, y), *above = y ? row_at(r, y - 1) : nothing;
  int is_repeat = y && memcmp(row, above, (size_t)r->width * 4) == 0;
  int plain = !is_repeat && (was_plain || is_better_plain(row, above, r->width));
  to[0] = plain ? FILTER_NONE : FILTER_UP;
  if (plain) {
    color_row(row, r->width, (int)channels, to + 1);
  } else {
    memset(to + 1, 0, r->width * channels);
    if (!is_repeat) row_up(row, above, r->width, (int)channels, to + 1);
  }
  return plain;
}

uint8_t *cpng_photo_rows(const struct cpng_raster *r, size_t channels) {
  size_t n = r->width * channels, length = n + 1;
  uint8_t *rows = malloc(length * r->height), *plain = calloc(3, n);
  for (uint32_t y = 0; rows && plain && y < r->height; y++) {
    uint8_t *now = plain + n * (y & 1), *before = plain + n * (~y & 1);
    color_row(row_at(r, y), r->width, (int)channels, now);
    best_filter(now, before, n, channels, rows + length * y, plain + 2 * n);
  }
  if (!plain) {
    free(rows);
    rows = NULL;
  }
  free(plain);
  return rows;
}
