// A zlib writer for flat art: wide areas of one color, rows that repeat the row above. It takes row by row and holds no more
// than deflate's window of them.
#ifndef MONSOON_CPNG_DEFLATE_H
#define MONSOON_CPNG_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

struct cpng_deflater;

/// A zlib stream (RFC 1950) of rows of `row` bytes. `row` is the distance to the byte above, `pixel` that to the byte of the
/// pixel on the left: both are tried as match distances before any table. Null without memory. At most 4 GB in all.
struct cpng_deflater *cpng_deflate_begin(size_t row, size_t pixel);

/// Where the bytes of the next row go, which hold anything before.
uint8_t *cpng_deflate_room(struct cpng_deflater *d);

/// Takes the row that was put there.
void cpng_deflate_row(struct cpng_deflater *d);

/// Ends the stream and frees `d`. Null without memory; else `*written` bytes that the caller frees. With a null `written` it
/// only frees.
uint8_t *cpng_deflate_end(struct cpng_deflater *d, size_t *written);

#endif
