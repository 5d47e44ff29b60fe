#include "csvg.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// The few declarations of librsvg 2.52 and glib 2 that are used (their binary interfaces are fixed). Headers would make librsvg
// necessary to build.
struct g_error {
  uint32_t domain;
  int code;
  char *message;
};

struct rsvg_rectangle {
  double x, y, width, height;
};

static struct {
  void *(*new_from_data)(const uint8_t *, size_t, struct g_error **);
  void (*set_dpi)(void *, double);
  int (*render_document)(void *, void *, const struct rsvg_rectangle *, struct g_error **);
  void (*object_unref)(void *);
  void (*error_free)(struct g_error *);
  int is_complete;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  // Never closed: glib's types cannot be registered twice.
  void *file = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!file) return;
  // The symbols of its own dependencies (gobject, glib) are found through it.
  *(void **)&library.new_from_data = dlsym(file, "rsvg_handle_new_from_data");
  *(void **)&library.set_dpi = dlsym(file, "rsvg_handle_set_dpi");
  *(void **)&library.render_document = dlsym(file, "rsvg_handle_render_document");
  *(void **)&library.object_unref = dlsym(file, "g_object_unref");
  *(void **)&library.error_free = dlsym(file, "g_error_free");
  library.is_complete = library.new_from_data && library.set_dpi && library.render_document && library.object_unref && library.error_free;
}

int csvg_is_available(void) {
  pthread_once(&once, open_library);
  return library.is_complete;
}

static void take(struct g_error *error, char *message, size_t message_size) {
  snprintf(message, message_size, "%s", error && error->message ? error->message : "librsvg cannot read it");
  if (error) library.error_free(error);
}

struct csvg_document *csvg_open(const uint8_t *file, size_t count, char *message, size_t message_size) {
  if (message_size) message[0] = 0;
  if (!csvg_is_available()) return NULL;
  struct g_error *error = NULL;
  void *handle = library.new_from_data(file, count, &error);
  if (!handle) {
    take(error, message, message_size);
    return NULL;
  }
  library.set_dpi(handle, 96);
  return handle;
}

int csvg_draw(struct csvg_document *document, void *cairo, double width, double height, char *message, size_t message_size) {
  struct g_error *error = NULL;
  struct rsvg_rectangle viewport = {0, 0, width, height};
  if (message_size) message[0] = 0;
  if (library.render_document(document, cairo, &viewport, &error)) return 1;
  take(error, message, message_size);
  return 0;
}

void csvg_close(struct csvg_document *document) {
  if (document) library.object_unref(document);
}
