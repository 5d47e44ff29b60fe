// A zlib writer for flat art: wide areas of one color, rows that repeat the row above.
#ifndef MONSOON_CPNG_DEFLATE_H
#define MONSOON_CPNG_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

/// Compresses `count` bytes to a zlib stream (RFC 1950). `row` is the distance to the byte above, `pixel` that to the
/// byte of the pixel on the left: both are tried as match distances before any table. Null without memory; else
/// `*written` bytes that the caller frees.
uint8_t *cpng_deflate_flat(const uint8_t *bytes, size_t count, size_t row, size_t pixel, size_t *written);

#endif
