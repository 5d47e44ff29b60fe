// PNG rows, each with its filter byte, from Cairo's pixels. Whole pictures are null without memory; else the caller
// frees them.
#ifndef MONSOON_CPNG_ROWS_H
#define MONSOON_CPNG_ROWS_H

#include "cpng.h"

enum { PALETTE_MOST = 256, PALETTE_SLOTS = 1024 };

struct palette {
  uint32_t colors[PALETTE_MOST];  // as Cairo has them, premultiplied
  int count;
  uint32_t keys[PALETTE_SLOTS];
  int16_t indices[PALETTE_SLOTS];  // index + 1, 0 for a free slot
};

static inline uint32_t divide(uint32_t c, uint32_t a) {
  uint32_t v = (c * 255 + a / 2) / a;
  return v > 255 ? 255 : v;
}

// To R, G, B, A with colors no longer multiplied by alpha.
static inline void straight(uint32_t pixel, uint8_t rgba[4]) {
  uint32_t a = pixel >> 24, r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
  if (a == 0) r = g = b = 0;
  else if (a < 255) r = divide(r, a), g = divide(g, a), b = divide(b, a);
  rgba[0] = (uint8_t)r;
  rgba[1] = (uint8_t)g;
  rgba[2] = (uint8_t)b;
  rgba[3] = (uint8_t)a;
}

/// Rows of indices, and the palette; null too when there are more than 256 colors.
uint8_t *cpng_palette_rows(const struct cpng_raster *r, struct palette *p);

/// Row `y` of a drawing, RGB or RGBA by the number of channels: `width * channels + 1` bytes at `to`. `nothing` is a row of
/// zeros. `was_plain` is what the row above gave, 0 for the first.
int cpng_flat_row(const struct cpng_raster *r, uint32_t y, const uint32_t *nothing, size_t channels, int was_plain,
                  uint8_t *to);

/// Rows of a photograph.
uint8_t *cpng_photo_rows(const struct cpng_raster *r, size_t channels);

/// True when no pixel lets anything through.
int cpng_is_opaque(const struct cpng_raster *r);

/// True when most pixels equal a neighbour, judged from every eighth row: drawings, not photographs.
int cpng_is_flat(const struct cpng_raster *r);

#endif
