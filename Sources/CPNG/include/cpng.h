// PNG files in memory: an encoder for what Cairo draws, and a decoder on libpng.
//
// Pixels are Cairo's CAIRO_FORMAT_ARGB32: one 32-bit word a pixel in the machine's byte order (alpha in the top
// byte), colors multiplied by alpha. No function keeps or shares state, so all may run in several threads.
#ifndef MONSOON_CPNG_H
#define MONSOON_CPNG_H

#include <stddef.h>
#include <stdint.h>

/// What became of a call.
enum cpng_status {
  CPNG_OK = 0,
  CPNG_NO_MEMORY = 1,
  /// The bytes are not a PNG file, or a damaged one; `cpng_decode` says more in its message.
  CPNG_BAD_FILE = 2,
  /// Width, height or row length outside what a PNG file or this encoder can hold.
  CPNG_BAD_SIZE = 3,
};

/// What `cpng_encode` reads.
struct cpng_raster {
  const uint8_t *pixels;
  uint32_t width;
  uint32_t height;
  /// Bytes from one row to the next, a multiple of 4.
  size_t stride;
  /// 0 when the top byte has no meaning (CAIRO_FORMAT_RGB24): the picture is opaque.
  int has_alpha;
};

/// Bytes that `cpng_free` must release.
struct cpng_bytes {
  uint8_t *start;
  size_t count;
};

/// Writes a whole PNG file to memory: palette when there are at most 256 colors, else RGB, or RGBA when some pixel is
/// not opaque. The same pixels give the same bytes.
///
/// `pixels_per_meter` 0 leaves out the pHYs chunk.
int cpng_encode(const struct cpng_raster *raster, uint32_t pixels_per_meter, struct cpng_bytes *file);

void cpng_free(struct cpng_bytes *file);

/// Reads width and height from the header without decoding anything.
int cpng_read_size(const uint8_t *file, size_t count, uint32_t *width, uint32_t *height);

/// Decodes any PNG file to `pixels` (width x 4 bytes a row, `width * height * 4` bytes in all).
///
/// `width` and `height` must be what `cpng_read_size` gave. On CPNG_BAD_FILE `message` holds libpng's sentence.
int cpng_decode(const uint8_t *file, size_t count, uint32_t width, uint32_t height, uint8_t *pixels,
                char *message, size_t message_size);

#endif
