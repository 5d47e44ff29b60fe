#include "cicu_format.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

enum { MOST_UNITS = 512 };

struct cicu_formatter {
  UNumberFormatter *number;
  UFormattedNumber *result;
  UNumberFormat *ordinal;
  UDateFormat *date;
};

static cicu_formatter *empty(void) { return calloc(1, sizeof(cicu_formatter)); }

static cicu_formatter *checked(cicu_formatter *f, UErrorCode status) {
  if (U_SUCCESS(status)) return f;
  cicu_formatter_close(f);
  return NULL;
}

// -1 when the text is not UTF-8 or does not fit.
static int32_t to_units(const char *text, UChar *units) {
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(units, MOST_UNITS, &length, text, -1, &status);
  return U_SUCCESS(status) ? length : -1;
}

cicu_formatter *cicu_number_open(const char *locale, const char *skeleton) {
  UChar units[MOST_UNITS];
  int32_t length = to_units(skeleton, units);
  cicu_formatter *f = empty();
  if (!f || length < 0) { free(f); return NULL; }
  UErrorCode status = U_ZERO_ERROR;
  f->number = unumf_openForSkeletonAndLocale(units, length, locale, &status);
  f->result = unumf_openResult(&status);
  return checked(f, status);
}

cicu_formatter *cicu_ordinal_open(const char *locale) {
  cicu_formatter *f = empty();
  if (!f) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  f->ordinal = unum_open(UNUM_ORDINAL, NULL, 0, locale, NULL, &status);
  return checked(f, status);
}

static const UChar UTC[] = {'U', 'T', 'C', 0};

cicu_formatter *cicu_date_open(const char *locale, const char *pattern, int adapt) {
  UChar units[MOST_UNITS], best[MOST_UNITS];
  int32_t length = to_units(pattern, units);
  cicu_formatter *f = empty();
  if (!f || length < 0) { free(f); return NULL; }
  UErrorCode status = U_ZERO_ERROR;
  const UChar *used = units;
  if (adapt) {
    UChar skeleton[MOST_UNITS];
    UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
    int32_t fields = udatpg_getSkeleton(generator, units, length, skeleton, MOST_UNITS, &status);
    length = udatpg_getBestPatternWithOptions(generator, skeleton, fields, UDATPG_MATCH_NO_OPTIONS, best, MOST_UNITS, &status);
    if (generator) udatpg_close(generator);
    used = best;
  }
  if (U_SUCCESS(status)) f->date = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, UTC, -1, used, length, &status);
  return checked(f, status);
}

cicu_formatter *cicu_date_open_length(const char *locale, int length) {
  static const UDateFormatStyle styles[] = {UDAT_FULL, UDAT_LONG, UDAT_MEDIUM, UDAT_SHORT};
  cicu_formatter *f = empty();
  if (!f || length < 0 || length > 3) { free(f); return NULL; }
  UErrorCode status = U_ZERO_ERROR;
  f->date = udat_open(UDAT_NONE, styles[length], locale, UTC, -1, NULL, 0, &status);
  return checked(f, status);
}

int32_t cicu_format(cicu_formatter *f, double x, char *out, int32_t capacity) {
  UChar units[MOST_UNITS];
  int32_t length = 0, bytes = 0;
  UErrorCode status = U_ZERO_ERROR;
  if (f->number) {
    unumf_formatDouble(f->number, x, f->result, &status);
    length = unumf_resultToString(f->result, units, MOST_UNITS, &status);
  } else if (f->ordinal) {
    length = unum_formatDouble(f->ordinal, x, units, MOST_UNITS, NULL, &status);
  } else {
    length = udat_format(f->date, x, units, MOST_UNITS, NULL, &status);
  }
  if (U_FAILURE(status) || length > MOST_UNITS) return -1;
  u_strToUTF8(out, capacity, &bytes, units, length, &status);
  return U_SUCCESS(status) ? bytes : -1;
}

void cicu_formatter_close(cicu_formatter *f) {
  if (!f) return;
  if (f->number) unumf_close(f->number);
  if (f->result) unumf_closeResult(f->result);
  if (f->ordinal) unum_close(f->ordinal);
  if (f->date) udat_close(f->date);
  free(f);
}

int cicu_is_currency(const char *code) {
  UChar units[MOST_UNITS];
  if (to_units(code, units) != 3) return 0;
  UErrorCode status = U_ZERO_ERROR;
  return ucurr_getNumericCode(units) > 0 && U_SUCCESS(status);
}

// Stops at the first bytes that are not of the encoding, instead of writing U+FFFD.
static void U_CALLCONV stop(const void *context, UConverterToUnicodeArgs *args, const char *units, int32_t length,
                            UConverterCallbackReason reason, UErrorCode *status) {
  UCNV_TO_U_CALLBACK_STOP(context, args, units, length, reason, status);
}

int64_t cicu_decode(const char *encoding, const char *bytes, int64_t length, char *out, int64_t capacity, int64_t *bad) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *from = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) return -1;
  ucnv_setToUCallBack(from, stop, NULL, NULL, NULL, &status);
  const char *source = bytes, *end = bytes + length;
  int64_t written = 0;
  UChar units[MOST_UNITS];
  char piece[MOST_UNITS * 3];
  do {
    UChar *target = units;
    status = U_ZERO_ERROR;
    // One unit is kept free so that a pair of surrogates can be completed below.
    ucnv_toUnicode(from, &target, units + MOST_UNITS - 1, &source, end, NULL, 1, &status);
    UErrorCode decoding = status;
    int32_t count = (int32_t)(target - units), size = 0;
    if (decoding == U_BUFFER_OVERFLOW_ERROR && count > 0 && U16_IS_LEAD(units[count - 1])) {
      UChar *more = units + count;
      UErrorCode pair = U_ZERO_ERROR;
      ucnv_toUnicode(from, &more, units + count + 1, &source, end, NULL, 1, &pair);
      count = (int32_t)(more - units);
    }
    UErrorCode encoding_status = U_ZERO_ERROR;
    u_strToUTF8(piece, sizeof piece, &size, units, count, &encoding_status);
    if (U_FAILURE(encoding_status) || (U_FAILURE(decoding) && decoding != U_BUFFER_OVERFLOW_ERROR)) {
      *bad = source - bytes;
      ucnv_close(from);
      return -2;
    }
    if (out && written + size <= capacity) memcpy(out + written, piece, size);
    written += size;
    status = decoding;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  ucnv_close(from);
  return written;
}
