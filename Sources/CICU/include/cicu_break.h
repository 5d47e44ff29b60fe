#ifndef MONSOON_CICU_BREAK_H
#define MONSOON_CICU_BREAK_H

#include <stdint.h>

/* Line breaks and bidirectional levels over UTF-8 text. ICU renames its functions by macro (ubrk_open is ubrk_open_72), which Swift
   does not see, so each is called from here under a plain name. */

/* A line break iterator of ICU; not for use by two threads at a time. */
typedef struct cicu_line_breaker cicu_line_breaker;

/* `language` is a BCP 47 tag. NULL when ICU's break rules cannot be loaded. */
cicu_line_breaker *cicu_line_breaker_open(const char *language);
void cicu_line_breaker_close(cicu_line_breaker *breaker);

/* Finds where lines may end (UAX #14 with dictionaries for Thai, Lao, Khmer and Burmese).

   `text` is valid UTF-8. Byte offsets go to `offsets` in rising order, the end of the text included; `hard[i]` is 1 where the line
   must end. At most `capacity` are written. Gives their number, or -1 when ICU fails. */
int32_t cicu_line_breaks(cicu_line_breaker *breaker, const char *text, int32_t length, int32_t *offsets, uint8_t *hard,
                         int32_t capacity);

/* The embedding level of each byte of valid UTF-8 text (UAX #9); odd levels run right to left. The paragraph's own level is 1 when
   `right_to_left` is not 0. Gives 0, or -1 when ICU fails. */
int32_t cicu_bidi_levels(const char *text, int32_t length, int32_t right_to_left, uint8_t *levels);

#endif
