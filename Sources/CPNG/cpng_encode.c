// PNG (ISO/IEC 15948) from Cairo's pixels. The chunks are written here and not by libpng because its compressor is
// zlib: with cpng_deflate.c the same bar chart is encoded in a fraction of the time.
#include "cpng.h"
#include "cpng_deflate.h"
#include "cpng_rows.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
  COLOR_RGB = 2,
  COLOR_PALETTE = 3,
  COLOR_RGBA = 6,
  // For photographs: the speed of level 4 is four times that of 9 for 3 % more bytes.
  PHOTO_LEVEL = 4,
};

static uint8_t *deflate_photo(const uint8_t *rows, size_t count, size_t *written) {
  struct libdeflate_compressor *c = libdeflate_alloc_compressor(PHOTO_LEVEL);
  if (!c) return NULL;
  size_t bound = libdeflate_zlib_compress_bound(c, count);
  uint8_t *out = malloc(bound);
  *written = out ? libdeflate_zlib_compress(c, rows, count, out, bound) : 0;
  libdeflate_free_compressor(c);
  if (*written) return out;
  free(out);
  return NULL;
}

static void put32(uint8_t *to, uint32_t v) {
  for (int k = 0; k < 4; k++) to[k] = (uint8_t)(v >> (24 - 8 * k));
}

static void chunk(struct cpng_bytes *file, const char *type, const uint8_t *body, size_t count) {
  uint8_t *at = file->start + file->count;
  put32(at, (uint32_t)count);
  memcpy(at + 4, type, 4);
  if (count) memcpy(at + 8, body, count);
  put32(at + 8 + count, libdeflate_crc32(0, at + 4, count + 4));
  file->count += count + 12;
}

static void palette_chunks(struct cpng_bytes *file, const struct palette *p) {
  uint8_t colors[PALETTE_MOST * 3] = {0}, alpha[PALETTE_MOST] = {0};
  size_t alpha_count = 0;
  for (int i = 0; i < p->count; i++) {
    uint8_t rgba[4];
    straight(p->colors[i], rgba);
    memcpy(colors + 3 * i, rgba, 3);
    alpha[i] = rgba[3];
    if (rgba[3] != 255) alpha_count = (size_t)i + 1;
  }
  chunk(file, "PLTE", colors, (size_t)p->count * 3);
  if (alpha_count) chunk(file, "tRNS", alpha, alpha_count);
}

static int assemble(const struct cpng_raster *r, int color_type, const struct palette *p, uint32_t pixels_per_meter,
                    const uint8_t *body, size_t count, struct cpng_bytes *file) {
  // IDAT lengths are 31 bits; the limit of 100 million pixels keeps any picture below.
  if (count > 0x7FFFFFFF) return CPNG_BAD_SIZE;
  file->start = malloc(count + 2048);
  file->count = 8;
  if (!file->start) return CPNG_NO_MEMORY;
  memcpy(file->start, "\x89PNG\r\n\x1a\n", 8);
  uint8_t header[13] = {0, 0, 0, 0, 0, 0, 0, 0, 8, (uint8_t)color_type}, density[9] = {0}, intent[1] = {0};
  put32(header, r->width);
  put32(header + 4, r->height);
  chunk(file, "IHDR", header, 13);
  chunk(file, "sRGB", intent, 1);  // rendering intent: perceptual
  if (pixels_per_meter) {
    put32(density, pixels_per_meter);
    put32(density + 4, pixels_per_meter);
    density[8] = 1;  // the unit is the meter
    chunk(file, "pHYs", density, 9);
  }
  if (color_type == COLOR_PALETTE) palette_chunks(file, p);
  chunk(file, "IDAT", body, count);
  chunk(file, "IEND", NULL, 0);
  return CPNG_OK;
}

static uint8_t *deflate_indices(const struct cpng_raster *r, const uint8_t *rows, size_t *count) {
  size_t length = (size_t)r->width + 1;
  struct cpng_deflater *d = cpng_deflate_begin(length, 1);
  for (uint32_t y = 0; d && y < r->height; y++) {
    memcpy(cpng_deflate_room(d), rows + length * y, length);
    cpng_deflate_row(d);
  }
  return d ? cpng_deflate_end(d, count) : NULL;
}

static uint8_t *deflate_drawing(const struct cpng_raster *r, size_t channels, size_t *count) {
  struct cpng_deflater *d = cpng_deflate_begin(r->width * channels + 1, channels);
  uint32_t *nothing = calloc(r->width, 4);
  int plain = 0;
  for (uint32_t y = 0; d && nothing && y < r->height; y++) {
    plain = cpng_flat_row(r, y, nothing, channels, plain, cpng_deflate_room(d));
    cpng_deflate_row(d);
  }
  uint8_t *body = d ? cpng_deflate_end(d, nothing ? count : NULL) : NULL;
  free(nothing);
  return body;
}

static uint8_t *compressed(const struct cpng_raster *r, struct palette *p, int *color_type, size_t *count) {
  uint8_t *rows = cpng_palette_rows(r, p), *body = NULL;
  if (rows) {
    *color_type = COLOR_PALETTE;
    body = deflate_indices(r, rows, count);
  } else {
    size_t channels = cpng_is_opaque(r) ? 3 : 4;
    *color_type = channels == 3 ? COLOR_RGB : COLOR_RGBA;
    if (cpng_is_flat(r)) return deflate_drawing(r, channels, count);
    rows = cpng_photo_rows(r, channels);
    if (rows) body = deflate_photo(rows, (r->width * channels + 1) * r->height, count);
  }
  free(rows);
  return body;
}

int cpng_encode(const struct cpng_raster *raster, uint32_t pixels_per_meter, struct cpng_bytes *file) {
  file->start = NULL;
  file->count = 0;
  if (!raster->width || !raster->height || raster->width > 1u << 20 || raster->height > 1u << 20) return CPNG_BAD_SIZE;
  if ((uint64_t)raster->width * raster->height > UINT32_MAX / 4 - (1u << 21)) return CPNG_BAD_SIZE;
  struct palette *palette = malloc(sizeof *palette);
  if (!palette) return CPNG_NO_MEMORY;
  int color_type = 0;
  size_t count = 0;
  uint8_t *body = compressed(raster, palette, &color_type, &count);
  int status = body ? assemble(raster, color_type, palette, pixels_per_meter, body, count, file) : CPNG_NO_MEMORY;
  free(body);
  free(palette);
  return status;
}

void cpng_free(struct cpng_bytes *file) {
  free(file->start);
  file->start = NULL;
  file->count = 0;
}
