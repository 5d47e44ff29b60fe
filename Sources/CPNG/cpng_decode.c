// Decoding by libpng. It reports errors by longjmp, which must not cross Swift frames, so all of it stays in here.
#include "cpng.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct source {
  const uint8_t *bytes;
  size_t count, at;
};

struct complaint {
  char *text;
  size_t size;
};

static void on_error(png_structp png, png_const_charp text) {
  struct complaint *c = png_get_error_ptr(png);
  snprintf(c->text, c->size, "%s", text);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void read_bytes(png_structp png, png_bytep to, size_t count) {
  struct source *s = png_get_io_ptr(png);
  if (s->count - s->at < count) png_error(png, "the file ends too early");
  memcpy(to, s->bytes + s->at, count);
  s->at += count;
}

int cpng_read_size(const uint8_t *file, size_t count, uint32_t *width, uint32_t *height) {
  if (count < 33 || memcmp(file, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0) return CPNG_BAD_FILE;
  *width = (uint32_t)file[16] << 24 | (uint32_t)file[17] << 16 | (uint32_t)file[18] << 8 | file[19];
  *height = (uint32_t)file[20] << 24 | (uint32_t)file[21] << 16 | (uint32_t)file[22] << 8 | file[23];
  return *width && *height && *width <= 0x7FFFFFFF && *height <= 0x7FFFFFFF ? CPNG_OK : CPNG_BAD_SIZE;
}

// Everything becomes 8-bit B, G, R, A.
static void ask_for_bgra(png_structp png, png_infop info) {
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  png_set_bgr(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
}

static uint8_t times(uint8_t c, uint8_t a) {
  unsigned t = (unsigned)c * a + 128;
  return (uint8_t)((t + (t >> 8)) >> 8);
}

static void multiply_by_alpha(uint8_t *pixels, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t *p = pixels + 4 * i;
    uint8_t b = times(p[0], p[3]), g = times(p[1], p[3]), r = times(p[2], p[3]);
    uint32_t word = (uint32_t)p[3] << 24 | (uint32_t)r << 16 | (uint32_t)g << 8 | b;
    memcpy(p, &word, 4);
  }
}

static int decode(png_structp png, png_infop info, struct source *source, uint32_t width, uint32_t height, uint8_t *pixels,
                  png_bytep *rows) {
  if (setjmp(png_jmpbuf(png))) return CPNG_BAD_FILE;
  png_set_read_fn(png, source, read_bytes);
  png_set_user_limits(png, width, height);
  png_read_info(png, info);
  if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height) return CPNG_BAD_SIZE;
  ask_for_bgra(png, info);
  if (png_get_rowbytes(png, info) != (size_t)width * 4) return CPNG_BAD_FILE;
  for (uint32_t y = 0; y < height; y++) rows[y] = pixels + (size_t)y * width * 4;
  png_read_image(png, rows);
  png_read_end(png, NULL);
  return CPNG_OK;
}

int cpng_decode(const uint8_t *file, size_t count, uint32_t width, uint32_t height, uint8_t *pixels, char *message,
                size_t message_size) {
  struct complaint complaint = {message, message_size};
  struct source source = {file, count, 0};
  if (message_size) message[0] = 0;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &complaint, on_error, on_warning);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  png_bytep *rows = calloc(height ? height : 1, sizeof *rows);
  int status = info && rows ? decode(png, info, &source, width, height, pixels, rows) : CPNG_NO_MEMORY;
  if (png) png_destroy_read_struct(&png, info ? &info : NULL, NULL);
  free(rows);
  if (status == CPNG_OK) multiply_by_alpha(pixels, (size_t)width * height);
  return status;
}
