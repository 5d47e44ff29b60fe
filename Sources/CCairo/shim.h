#ifndef MONSOON_CCAIRO_SHIM_H
#define MONSOON_CCAIRO_SHIM_H
#include <cairo.h>
#include <cairo-pdf.h>
#include <cairo-ft.h>
#endif
