#ifndef MONSOON_CICU_FORMAT_H
#define MONSOON_CICU_FORMAT_H

#include <stdint.h>

// ICU renames its functions with macros (unumf_open_72), which Swift cannot import: these have plain names.
// Every function that writes text gives its length in bytes, or -1 when ICU fails or the text does not fit `capacity`.

typedef struct cicu_formatter cicu_formatter;

// A number format by an ICU number skeleton (`.00 sign-always`), for a locale. NULL when ICU refuses.
cicu_formatter *cicu_number_open(const char *locale, const char *skeleton);
// Ordinals by the rules of the locale (`1st`). NULL when ICU refuses.
cicu_formatter *cicu_ordinal_open(const char *locale);
// A date format in UTC: by `pattern`; with `adapt`, the locale's own pattern for the same fields is used. NULL when ICU refuses.
cicu_formatter *cicu_date_open(const char *locale, const char *pattern, int adapt);
// A date format in UTC of a CLDR length: 0 full, 1 long, 2 medium, 3 short. NULL when ICU refuses.
cicu_formatter *cicu_date_open_length(const char *locale, int length);
// `x` is a number, or milliseconds since 1970-01-01T00:00:00Z for dates. Not to be called from two threads at once.
int32_t cicu_format(cicu_formatter *formatter, double x, char *out, int32_t capacity);
void cicu_formatter_close(cicu_formatter *formatter);

// Whether the three letters name a currency that ICU knows.
int cicu_is_currency(const char *code);

// Text in an encoding of another name to UTF-8. `out` NULL only measures. Gives the length, -1 when the encoding is unknown,
// -2 when bytes are not of it (their offset in `bad`).
int64_t cicu_decode(const char *encoding, const char *bytes, int64_t length, char *out, int64_t capacity, int64_t *bad);

#endif
