//===- FrameObjects.h - objects in the frames of procedures -----*- C++ -*-===//
//
// Compiled code has objects in its frames that nothing refers to when the frame goes, and while which no
// continuation is captured.  Primitives that get one as an argument keep none: those of the compiler's table
// (passes/host/Summaries.cpp).  Only what is raised may hold one.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_FRAMEOBJECTS_H
#define ESHKOL_RUNTIME_HOST_CONTROL_FRAMEOBJECTS_H

#include "runtime/host/Value.h"

namespace eshkol {

/// The value, or a copy on the heap if it is an object in a frame.  The frame is not to go on.
Word outOfFrames(Word value);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_FRAMEOBJECTS_H
