//===- DynamicState.h - the dynamic extents in progress ---------------------===//
//
// Variables of the library (stdlib/host/control.esk) that continuations restore.  They have their values back
// when control leaves a dynamic extent, and so when it leaves a region: objects of the region may be stored
// in them.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_DYNAMICSTATE_H
#define ESHKOL_RUNTIME_HOST_CONTROL_DYNAMICSTATE_H

#include "runtime/host/Value.h"

/// The dynamic-wind calls and the exception handlers, lists with the innermost first.
extern "C" eshkol::Word eshkol_winders, eshkol_handlers;

/// How many continuations have been captured that can be entered again.
extern "C" int64_t eshkol_capture_count;

#endif // ESHKOL_RUNTIME_HOST_CONTROL_DYNAMICSTATE_H
