//===- Operands.h - arguments of operations on tensors ---------------------===//
//
// Wherever a tensor is expected, a number stands for a tensor without dimensions, and a vector or list of
// numbers (or of vectors, ...) for the tensor that it makes.  Results without dimensions are numbers.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_OPERANDS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_OPERANDS_H

#include "runtime/host/data/Arguments.h"
#include "runtime/host/tensors/Tensor.h"

namespace eshkol {

/// Room for the sizes of any tensor.
struct Sizes {
  int64_t sizes[MaxRank];
  uint32_t rank = 0;

  Sizes() = default;
  Sizes(Shape shape) : rank(shape.rank) { std::memcpy(sizes, shape.sizes, rank * sizeof(int64_t)); }
  operator Shape() const { return {sizes, rank}; }
  int64_t &operator[](uint32_t axis) { return sizes[axis]; }
  int64_t operator[](uint32_t axis) const { return sizes[axis]; }
  /// Does nothing beyond `MaxRank`, which the makers of tensors check.
  void append(int64_t size) {
    if (rank < MaxRank)
      sizes[rank++] = size;
  }
};
int64_t countOf(Shape shape);

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// What takes the place of a tensor.
struct Operand {
  Word value;
  DType dtype;
  /// Whether the element type gives way to that of other operands: that of numbers of the program.
  bool weak;
  Sizes shape;
};

/// Whether lists count.
enum class Nested : bool { Vectors, VectorsAndLists };

/// False if the value is nothing of what takes the place of a tensor.  Raises for rows of different shapes,
/// or is false for them where no procedure is named.
bool toOperand(const char *procedure, Word value, Nested nested, Operand *operand);
Operand checkOperand(const char *procedure, int position, Word value);

/// The element type in which operands are combined.
class JoinedDType {
public:
  void add(const Operand &operand);
  DType dtype() const { return strong ? (weak ? withWeak(*strong, *weak) : *strong) : *weak; }

private:
  std::optional<DType> strong, weak;
};
DType join(const Operand &a, const Operand &b);

/// The operand with elements of this type, which must be able to hold its kind of numbers: the tensor itself
/// if it has it.  So nothing may be stored into the result.
Tensor *withDType(const char *procedure, const Operand &operand, DType dtype);
/// The tensor that an argument is or stands for.
Tensor *checkTensorLike(const char *procedure, int position, Word value);
/// A tensor and nothing else, for what changes it or asks what it is.
Tensor *checkTensor(const char *procedure, int position, Word value);
Tensor *checkMutableTensor(const char *procedure, int position, Word value);
/// Something with two dimensions.
Tensor *checkMatrix(const char *procedure, int position, Word value);

/// A tensor as the value of an operation: a number if it has no dimensions.
Word resultOf(Tensor *tensor);

//===----------------------------------------------------------------------===//
// Other arguments
//===----------------------------------------------------------------------===//

/// Whether an optional argument was given, and is not #f.
inline bool isGiven(Word value) { return value != Absent && value != False; }

/// An exact integer, or a list, vector or tensor of them.
void checkIntegers(const char *procedure, int position, Word value, const char *expected, Sizes *integers);
/// Sizes of a tensor.
Sizes checkShape(const char *procedure, int position, Word value);
int64_t checkSize(const char *procedure, int position, Word value);
/// An axis, where negative ones count from the end.
uint32_t checkAxis(const char *procedure, Word value, uint32_t rank);
uint32_t normalizeAxis(const char *procedure, int64_t axis, uint32_t rank);
/// Distinct axes in the order in which they are named.
Sizes checkAxes(const char *procedure, int position, Word value, uint32_t rank);
/// An index, where negative ones count from the end.
int64_t checkPosition(const char *procedure, int position, Word index, int64_t size, uint32_t axis);
/// An element type by its name.
DType checkDType(const char *procedure, int position, Word value, DType otherwise);
/// #t or #f; #f if it is not given.
bool checkFlag(const char *procedure, int position, Word value);

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// The text of an error, which needs no memory.  What does not fit is cut off.
class Message {
public:
  Message &operator<<(std::string_view text);
  Message &operator<<(int64_t number);
  Message &operator<<(Shape shape);
  Message &operator<<(DType dtype) { return *this << infoOf(dtype).name; }
  std::string_view text() const { return {buffer, length}; }

private:
  char buffer[400];
  size_t length = 0;
};

/// A condition of kind `shape-error`.
[[noreturn, gnu::cold]] void shapeError(const char *procedure, const Message &message);
/// A condition of kind `type-error`.
[[noreturn, gnu::cold]] void dtypeError(const char *procedure, const Message &message);
/// Why a value cannot be an element.
[[noreturn, gnu::cold]] void elementError(const char *procedure, Conversion reason, DType dtype, Word value);

/// Stores an element, or raises.
inline void storeElement(const char *procedure, Tensor *tensor, int64_t index, Word value) {
  Conversion conversion = setElement(tensor, index, value);
  if (__builtin_expect(conversion != Conversion::Done, 0))
    elementError(procedure, conversion, tensor->dtype, value);
}

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_OPERANDS_H
