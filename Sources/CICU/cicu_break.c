#include "cicu_break.h"

#include <stdlib.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>
#include <unicode/utf16.h>

struct cicu_line_breaker {
  UBreakIterator *iterator;
};

cicu_line_breaker *cicu_line_breaker_open(const char *language) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_LINE, language, NULL, 0, &status);
  if (U_FAILURE(status)) return NULL;
  cicu_line_breaker *breaker = malloc(sizeof *breaker);
  if (!breaker) {
    ubrk_close(iterator);
    return NULL;
  }
  breaker->iterator = iterator;
  return breaker;
}

void cicu_line_breaker_close(cicu_line_breaker *breaker) {
  if (!breaker) return;
  ubrk_close(breaker->iterator);
  free(breaker);
}

int32_t cicu_line_breaks(cicu_line_breaker *breaker, const char *text, int32_t length, int32_t *offsets, uint8_t *hard,
                         int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text, length, &status);
  ubrk_setUText(breaker->iterator, &source, &status);
  int32_t count = U_FAILURE(status) ? -1 : 0;
  if (count == 0) {
    ubrk_first(breaker->iterator);
    for (int32_t at = ubrk_next(breaker->iterator); at != UBRK_DONE && count < capacity; at = ubrk_next(breaker->iterator)) {
      offsets[count] = at;
      hard[count] = ubrk_getRuleStatus(breaker->iterator) >= UBRK_LINE_HARD;
      count++;
    }
  }
  utext_close(&source);
  return count;
}

int32_t cicu_bidi_levels(const char *text, int32_t length, int32_t right_to_left, uint8_t *levels) {
  UErrorCode status = U_ZERO_ERROR;
  UBiDi *bidi = ubidi_open();
  UChar *units = malloc(sizeof(UChar) * ((size_t)length + 1));
  int32_t *starts = malloc(sizeof(int32_t) * ((size_t)length + 1));
  int32_t count = 0, result = -1;
  if (bidi && units && starts) {
    for (int32_t i = 0; i < length;) {
      int32_t start = i;
      UChar32 c;
      U8_NEXT_OR_FFFD(text, i, length, c);
      int32_t before = count;
      U16_APPEND_UNSAFE(units, count, c);
      while (before < count) starts[before++] = start;
    }
    ubidi_setPara(bidi, units, count, right_to_left ? 1 : 0, NULL, &status);
    const UBiDiLevel *found = U_SUCCESS(status) ? ubidi_getLevels(bidi, &status) : NULL;
    if (U_SUCCESS(status) && found) {
      for (int32_t k = 0; k < count; k++) {
        int32_t end = k + 1 < count ? starts[k + 1] : length;
        for (int32_t b = starts[k]; b < end; b++) levels[b] = found[k];
      }
      result = 0;
    }
  }
  free(units);
  free(starts);
  if (bidi) ubidi_close(bidi);
  return result;
}
