#ifndef MONSOON_CHARFBUZZ_SHIM_H
#define MONSOON_CHARFBUZZ_SHIM_H
#include <hb.h>
#include <hb-ot.h>
#endif
