#ifndef MONSOON_CHYPHEN_SHIM_H
#define MONSOON_CHYPHEN_SHIM_H
#include <hyphen.h>
#endif
