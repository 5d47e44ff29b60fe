// libjpeg reports errors by a call that may not return; longjmp must not cross Swift frames, so all of it stays in here.
#include "cjpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

// A progressive file of a few kilobytes may ask for thousands of passes over a large picture; cameras write about ten.
enum { MOST_SCANS = 100 };

struct reader {
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  struct jpeg_decompress_struct jpeg;
  jmp_buf escape;
  char *message;
  size_t message_size;
  int status;
};

static void give_up(struct reader *reader, const char *text) {
  snprintf(reader->message, reader->message_size, "%s", text);
  longjmp(reader->escape, 1);
}

static void on_error(j_common_ptr jpeg) {
  struct reader *reader = jpeg->client_data;
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY) reader->status = CJPEG_NO_MEMORY;
  give_up(reader, text);
}

// Level -1 is damage that libjpeg paints over. Bytes between segments and an odd Adobe marker lose nothing.
static void on_message(j_common_ptr jpeg, int level) {
  int code = jpeg->err->msg_code;
  if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM) on_error(jpeg);
}

static void on_progress(j_common_ptr jpeg) {
  struct reader *reader = jpeg->client_data;
  if (((j_decompress_ptr)jpeg)->input_scan_number > MOST_SCANS) give_up(reader, "it has too many scans");
}

static void begin(struct reader *reader, const uint8_t *file, size_t count, uint32_t width, uint32_t height) {
  j_decompress_ptr jpeg = &reader->jpeg;
  jpeg_create_decompress(jpeg);
  jpeg->client_data = reader;
  jpeg->progress = &reader->progress;
  jpeg_mem_src(jpeg, file, (unsigned long)count);
  jpeg_read_header(jpeg, TRUE);
  if (jpeg->image_width != width || jpeg->image_height != height) give_up(reader, "its headers contradict each other");
  if (jpeg->num_components != 1 && jpeg->num_components != 3) give_up(reader, "it is neither gray nor RGB");
  if (jpeg->arith_code) give_up(reader, "it has arithmetic codes, which PDF does not know");
  jpeg->out_color_space = JCS_EXT_BGRA;
  jpeg->dct_method = JDCT_ISLOW;
  jpeg_start_decompress(jpeg);
  if (jpeg->output_width != width || jpeg->output_height != height || jpeg->output_components != 4)
    give_up(reader, "its headers contradict each other");
}

static int decode(struct reader *reader, const uint8_t *file, size_t count, uint32_t width, uint32_t height, size_t stride,
                  uint8_t *pixels, uint8_t *scratch) {
  if (setjmp(reader->escape)) return reader->status;
  begin(reader, file, count, width, height);
  for (size_t y = 0; y < height; y++) {
    JSAMPROW row = pixels ? pixels + y * stride : scratch;
    jpeg_read_scanlines(&reader->jpeg, &row, 1);
  }
  jpeg_finish_decompress(&reader->jpeg);
  return CJPEG_OK;
}

int cjpeg_decode(const uint8_t *file, size_t count, uint32_t width, uint32_t height, size_t stride, uint8_t *pixels,
                 char *message, size_t message_size) {
  struct reader reader;
  memset(&reader, 0, sizeof reader);
  reader.message = message;
  reader.message_size = message_size;
  reader.status = CJPEG_BAD_FILE;
  if (message_size) message[0] = 0;
  reader.jpeg.err = jpeg_std_error(&reader.errors);
  reader.jpeg.client_data = &reader;
  reader.errors.error_exit = on_error;
  reader.errors.emit_message = on_message;
  reader.progress.progress_monitor = on_progress;
  uint8_t *scratch = pixels ? NULL : malloc((size_t)width * 4);
  int status = pixels || scratch ? decode(&reader, file, count, width, height, stride, pixels, scratch) : CJPEG_NO_MEMORY;
  jpeg_destroy_decompress(&reader.jpeg);
  free(scratch);
  return status;
}
