#ifndef MONSOON_CICU_H
#define MONSOON_CICU_H

#include "cicu_break.h"
#include "cicu_format.h"

#endif
