/* The reference of workload W6: paragraphs in five scripts, set with Pango and drawn with Cairo.

   w6 TEXT FONTS CACHE OUT
   TEXT has a language, a tab and a paragraph on each line; FONTS is the folder with the font files, CACHE one for fontconfig.
   A4, margins of 50 pt, text of 11 pt on lines of 24 pt, the page's number below. */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double width = 595.276, height = 841.89, margin = 50, size = 11, leading = 24;

/* Only the fonts of the folder are known, Noto Sans first and Korean before the other faces of the CJK collection. */
static PangoFontMap *font_map(const char *fonts, const char *cache) {
  char *xml = g_strdup_printf(
    "<fontconfig><dir>%s</dir><cachedir>%s</cachedir><alias binding='same'><family>sans-serif</family><prefer>"
    "<family>Noto Sans</family><family>Noto Sans CJK KR</family><family>Noto Sans Thai</family><family>Noto Sans Devanagari</family>"
    "<family>Noto Sans Khmer</family></prefer></alias></fontconfig>", fonts, cache);
  FcConfig *config = FcConfigCreate();
  FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml, FcTrue);
  FcConfigBuildFonts(config);
  FcConfigSetCurrent(config);
  g_free(xml);
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  return map;
}

static PangoContext *text_context(PangoFontMap *map) {
  PangoContext *context = pango_font_map_create_context(map);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  return context;
}

static void end_page(cairo_t *cr, PangoLayout *layout, int page) {
  char number[16];
  snprintf(number, sizeof number, "%d", page);
  pango_layout_set_width(layout, -1);
  pango_layout_set_text(layout, number, -1);
  int w;
  pango_layout_get_size(layout, &w, NULL);
  cairo_move_to(cr, (width - w / (double)PANGO_SCALE) / 2, height - 24);
  pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, 0));
  cairo_show_page(cr);
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  char *text;
  if (!g_file_get_contents(arguments[1], &text, NULL, NULL)) return 1;
  PangoContext *context = text_context(font_map(arguments[2], arguments[3]));
  cairo_surface_t *surface = cairo_pdf_surface_create(arguments[4], width, height);
  cairo_t *cr = cairo_create(surface);
  PangoFontDescription *font = pango_font_description_from_string("sans-serif");
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  PangoLayout *layout = pango_layout_new(context), *foot = pango_layout_new(context);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_font_description(foot, font);
  double y = margin;
  int page = 1;
  for (char *line = text, *end; *line; line = end + 1) {
    if (!(end = strchr(line, '\n'))) break;
    char *tab = strchr(line, '\t');
    *tab = *end = 0;
    pango_context_set_language(context, pango_language_from_string(line));
    pango_layout_context_changed(layout);
    pango_layout_set_width(layout, (int)((width - 2 * margin) * PANGO_SCALE));
    pango_layout_set_text(layout, tab + 1, (int)(end - tab - 1));
    int lines = pango_layout_get_line_count(layout);
    for (int i = 0; i < lines; i++) {
      if (y + leading > height - margin) {
        end_page(cr, foot, page++);
        y = margin;
      }
      cairo_move_to(cr, margin, y + 0.73 * leading);
      pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, i));
      y += leading;
    }
  }
  end_page(cr, foot, page);
  cairo_surface_finish(surface);
  return cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
}
