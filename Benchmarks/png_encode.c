// Times the PNG encoder against cairo's own on the pictures named, and checks that they come back:
//   gcc -O2 -ISources/CPNG/include Benchmarks/png_encode.c Sources/CPNG/*.c $(pkg-config --cflags --libs cairo libpng) -ldeflate -o /tmp/png_encode
//   /tmp/png_encode chart.png map.png
#include <cairo.h>
#include <cpng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 21 };

static double milliseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static cairo_status_t count(void *total, const unsigned char *bytes, unsigned n) {
  (void)bytes;
  *(size_t *)total += n;
  return CAIRO_STATUS_SUCCESS;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static long differences(const struct cpng_raster *r, const struct cpng_bytes *file) {
  char message[200];
  uint8_t *back = malloc((size_t)r->width * r->height * 4);
  if (cpng_decode(file->start, file->count, r->width, r->height, back, message, sizeof message)) return -1;
  long different = 0;
  for (uint32_t y = 0; y < r->height; y++) {
    for (uint32_t x = 0; x < r->width; x++) {
      uint32_t a, b;
      memcpy(&a, r->pixels + y * r->stride + 4 * x, 4);
      memcpy(&b, back + ((size_t)y * r->width + x) * 4, 4);
      different += (r->has_alpha ? a : a | 0xFF000000u) != b;
    }
  }
  free(back);
  return different;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    cairo_surface_t *s = cairo_image_surface_create_from_png(argv[i]);
    if (cairo_surface_status(s)) return 1;
    struct cpng_raster r = {cairo_image_surface_get_data(s), (uint32_t)cairo_image_surface_get_width(s),
                            (uint32_t)cairo_image_surface_get_height(s), (size_t)cairo_image_surface_get_stride(s),
                            cairo_image_surface_get_format(s) == CAIRO_FORMAT_ARGB32};
    double ours[ROUNDS], theirs[ROUNDS];
    size_t our_size = 0, their_size = 0;
    for (int k = 0; k < ROUNDS; k++) {
      struct cpng_bytes file;
      double start = milliseconds();
      if (cpng_encode(&r, 3780, &file)) return 1;
      ours[k] = milliseconds() - start;
      our_size = file.count;
      if (k == 0 && differences(&r, &file)) return 1;
      cpng_free(&file);
      their_size = 0;
      start = milliseconds();
      cairo_surface_write_to_png_stream(s, count, &their_size);
      theirs[k] = milliseconds() - start;
    }
    qsort(ours, ROUNDS, sizeof *ours, by_value);
    qsort(theirs, ROUNDS, sizeof *theirs, by_value);
    printf("%s %u x %u: %.2f ms, %zu bytes; cairo %.2f ms, %zu bytes\n", argv[i], r.width, r.height, ours[ROUNDS / 2], our_size,
           theirs[ROUNDS / 2], their_size);
    cairo_surface_destroy(s);
  }
  return 0;
}
