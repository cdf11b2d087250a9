//===- FramePadding.h - what frames are filled up with ----------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_JIT_FRAMEPADDING_H
#define ESHKOL_RUNTIME_JIT_FRAMEPADDING_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

namespace eshkol::host {

/// Keeps references to objects out of the padding of frames, in the functions of an object file.
///
/// LLVM makes room for one word on the x86-64 stack by pushing rax.  There is whatever the function called
/// before has returned, often the argument of this one; the collector would find it there as long as the call
/// lasts, and a recursion over a list would hold the list.  The frame pointer is pushed instead, which takes
/// as many bytes.
llvm::Error clearFramePadding(llvm::SmallVectorImpl<char> &object);

} // namespace eshkol::host

#endif // ESHKOL_RUNTIME_JIT_FRAMEPADDING_H
