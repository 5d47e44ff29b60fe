// SVG files drawn by librsvg, which is opened when the first one is met: with it come glib, gio and gdk-pixbuf, whose start
// would cost every chart more than its drawing.
#ifndef MONSOON_CSVG_H
#define MONSOON_CSVG_H

#include <stddef.h>
#include <stdint.h>

/// A file that has been parsed. It may be used by one thread at a time.
struct csvg_document;

/// 1 when librsvg is there. The first call opens it; all may come from several threads.
int csvg_is_available(void);

/// Parses a file. Null with librsvg's sentence in `message` when it is none, and without librsvg.
struct csvg_document *csvg_open(const uint8_t *file, size_t count, char *message, size_t message_size);

/// Draws on a `cairo_t` into the rectangle from 0, 0 of the given size in user units. 0 with a sentence in `message` when it fails.
int csvg_draw(struct csvg_document *document, void *cairo, double width, double height, char *message, size_t message_size);

void csvg_close(struct csvg_document *document);

#endif
