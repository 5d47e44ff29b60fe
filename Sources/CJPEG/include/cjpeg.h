// Decoding of JPEG files in memory by libjpeg. No function keeps or shares state, so all may run in several threads.
#ifndef MONSOON_CJPEG_H
#define MONSOON_CJPEG_H

#include <stddef.h>
#include <stdint.h>

/// What became of a call.
enum cjpeg_status {
  CJPEG_OK = 0,
  CJPEG_NO_MEMORY = 1,
  /// The bytes are not a JPEG file, a damaged one, or one of another size or kind than was said.
  CJPEG_BAD_FILE = 2,
};

/// Decodes a gray or YCbCr or RGB file to B, G, R, 255 (`stride` bytes a row).
///
/// `width` and `height` are those of the file's frame header; another size is CJPEG_BAD_FILE. `pixels` null decodes the whole
/// file and keeps nothing. Whatever libjpeg would paint over (a file that ends too early, bad codes) is CJPEG_BAD_FILE;
/// `message` then holds libjpeg's sentence.
int cjpeg_decode(const uint8_t *file, size_t count, uint32_t width, uint32_t height, size_t stride, uint8_t *pixels,
                 char *message, size_t message_size);

#endif
