//===- Elementwise.h - operations on each element --------------------------===//
//
// The procedures of numbers, such as + and exp, come here with arguments that are no numbers.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_ELEMENTWISE_H
#define ESHKOL_RUNTIME_HOST_TENSORS_ELEMENTWISE_H

#include "runtime/host/tensors/Operands.h"

namespace eshkol {

enum class Arithmetic : uint8_t { Add, Subtract, Multiply, Divide, Maximum, Minimum, Power, Angle };
enum class Predicate : uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

/// Which operands nothing refers to after an operation, as bits: its result may take their place, and their
/// memory is free afterwards.
struct LastUses {
  Word bits = 0;

  bool includes(int operand) const { return bits >> operand & 1; }
};

// With operands of which at least one is no number.  Vectors of numbers count as tensors, lists do not.
// What is neither raises an error that names a number as what was expected.

Word combineElements(Arithmetic operation, const char *procedure, Word a, Word b, LastUses lastUses = {});
Word compareElements(Predicate predicate, const char *procedure, Word a, Word b);
Word negateElements(const char *procedure, Word value);
/// A function of one number, by its name.
Word mapFunction(const char *procedure, Word value);

// The same with operands of any kind, as tensors.

Word combineTensors(Arithmetic operation, const char *procedure, const Operand &a, const Operand &b,
                    LastUses lastUses = {});

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_ELEMENTWISE_H
