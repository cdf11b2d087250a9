//===- FrameObjects.cpp - objects in the frames of procedures -------------===//

#include "runtime/host/control/FrameObjects.h"
#include "runtime/host/Memory.h"
#include "runtime/host/control/Stack.h"

using namespace eshkol;

static size_t sizeOf(Word value) {
  if (isPair(value))
    return sizeof(Pair);
  if (isA(value, Type::Vector))
    return sizeof(Vector) + size_t(as<Vector>(value)->length) * sizeof(Word);
  return sizeof(Record) + headerOf(value)->extra * sizeof(Word);
}

/// What is in a pair, vector or record of a frame is itself in none.  Procedures are never part of an error
/// that a primitive raises which keeps nothing.
Word eshkol::outOfFrames(Word value) {
  bool mayBeInFrame = isPair(value) || isA(value, Type::Vector) || isA(value, Type::Record);
  Word tag = isPair(value) ? PairTag : ObjectTag;
  auto *object = reinterpret_cast<const char *>(value - tag);
  if (!mayBeInFrame || !isFrame(object))
    return value;
  size_t size = sizeOf(value);
  void *copy = allocateObject(size);
  std::memcpy(copy, object, size);
  return reinterpret_cast<Word>(copy) + tag;
}
