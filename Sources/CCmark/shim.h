#ifndef MONSOON_CCMARK_SHIM_H
#define MONSOON_CCMARK_SHIM_H
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#endif
