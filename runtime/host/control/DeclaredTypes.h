//===- DeclaredTypes.h - checks of declared types ---------------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_DECLAREDTYPES_H
#define ESHKOL_RUNTIME_HOST_CONTROL_DECLAREDTYPES_H

#include <cstdint>

namespace eshkol {

/// What a value is checked for, known to the compiler by these numbers (emit/host/declared.py).
enum class Check : int64_t {
  Float64,
  Float32,
  Integer,
  Boolean,
  Number,
  String,
  Symbol,
  Character,
  Pair,
  List,
  Procedure,
  Vector,
  Tensor,
  // A record type is checked by its name, a symbol in the place of the number.
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_DECLAREDTYPES_H
