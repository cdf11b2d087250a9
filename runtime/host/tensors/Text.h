//===- Text.h - tensors as text --------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_TEXT_H
#define ESHKOL_RUNTIME_HOST_TENSORS_TEXT_H

#include "runtime/host/io/Printer.h"
#include "runtime/host/tensors/Tensor.h"

namespace eshkol {

/// `display` shows nested rows, without the middle of long ones if there are more than 1000 elements; `write`
/// shows what reads back as the same tensor.  Stops when the port holds `limit` bytes.
void printTensor(const Tensor *tensor, Mode mode, Port *port, const char *procedure, int64_t limit);

/// What follows `#tensor(`: shape: and data:, with dtype: or without.  Raises a read-error with this message,
/// or the like, unless it describes a tensor; answers null to let the reader say where.
Tensor *tensorOfClauses(Word clauses, const char **problem);
/// What follows `#f64(`, `#f64vec(`, `#f64mat(` or `#f64matrix(`.
Tensor *tensorOfElements(DType dtype, bool isMatrix, Word elements, const char **problem);
/// What `#f64vec` and its like say: false for other words.
bool isArrayPrefix(std::string_view word, DType *dtype, bool *isMatrix);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_TEXT_H
