//===- Signatures.h - what device functions with declared types take -------===//
//
// The compiler describes such a function by lines of text (python/eshkol_mlir/compiler/native_signature.py):
// its name, the number of parameters, the name and type of each, the number of results, and their types.
// A type is `scalar` and an element type; `tensor`, an element type, the rank and the dimensions; or
// `record`, a name, the number of fields, and the name and type of each.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_SIGNATURES_H
#define ESHKOL_RUNTIME_HOST_TENSORS_SIGNATURES_H

#include "runtime/host/tensors/Tensor.h"

#include <string>
#include <string_view>
#include <vector>

namespace eshkol {

/// A dimension: a sum of products of variables, such as `2*n + 1`.
struct Dimension {
  struct Product {
    int64_t coefficient = 1;
    /// By their numbers in the signature.
    std::vector<uint32_t> variables;
  };

  std::string text;
  std::vector<Product> sum;

  /// The number of the variable that it is, or -1.
  int64_t variable() const;
  bool isConstant() const;
};

struct DeviceType {
  enum class Kind : uint8_t { Scalar, Tensor, Record };
  struct Field;

  Kind kind;
  /// Of scalars and tensors.
  DType dtype;
  std::vector<Dimension> shape;
  /// Of records; empty for several values.
  std::string name;
  std::vector<Field> fields;

  /// How many words it takes in a native call.
  size_t words() const;
};

/// A field of a record, or a parameter.
struct DeviceType::Field {
  std::string name;
  DeviceType type;
};

struct Signature {
  std::string name;
  std::vector<DeviceType::Field> parameters;
  std::vector<DeviceType> results;
  /// The names of the dimension variables.
  std::vector<std::string> variables;
};

/// Reads a description.
Signature parseSignature(std::string_view text);

/// The arguments of a call, a list, as the types of its parameters want them: tensors of exactly their
/// element types, numbers of their kinds.  Raises where one does not fit.
Word fitArguments(const Signature &signature, Word arguments);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_SIGNATURES_H
