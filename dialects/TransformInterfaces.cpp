//===- TransformInterfaces.cpp - what transformations ask of an op --------===//

#include "dialects/TransformInterfaces.h"

#include "dialects/TransformInterfaces.cpp.inc"
