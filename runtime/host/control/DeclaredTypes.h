//===- DeclaredTypes.h - checks of declared types ---------------*- C++ -*-===//

#ifndef ESHKOL_RUNTIME_HOST_CONTROL_DECLAREDTYPES_H
#define ESHKOL_RUNTIME_HOST_CONTROL_DECLAREDTYPES_H

#include "runtime/host/tensors/Tensor.h"

#include <cstdint>
#include <optional>

namespace eshkol {

/// What a value is checked for, known to the compiler by these numbers (emit/host/checks.py).
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

/// The number of a check.  Above what is checked, in the second and the third byte, it has the declared
/// element type and the declared rank of a tensor, plus one; zero is for any.
struct CheckNumber {
  int64_t number;

  Check check() const { return static_cast<Check>(number & 0xFF); }
  std::optional<DType> dtype() const {
    int64_t dtype = number >> 8 & 0xFF;
    return dtype ? std::optional(static_cast<DType>(dtype - 1)) : std::nullopt;
  }
  std::optional<uint32_t> rank() const {
    int64_t rank = number >> 16 & 0xFF;
    return rank ? std::optional(static_cast<uint32_t>(rank - 1)) : std::nullopt;
  }
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_CONTROL_DECLAREDTYPES_H
