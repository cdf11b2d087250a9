//===- TensorPrimitives.cpp - what primitives do with tensors -------------===//

#include "passes/host/TensorPrimitives.h"

#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

namespace {

/// What is known of a primitive that keeps no tensor.
struct Entry {
  bool makesTensor, isShort;
  /// The name of the function that may put its result into an argument.
  std::string reusing;
};

llvm::StringMap<Entry> makeTable() {
  llvm::StringMap<Entry> table;
  for (StringRef name : {"eshkol_add", "eshkol_subtract", "eshkol_multiply", "eshkol_divide"})
    table[name] = {true, true, (name + "_reusing").str()};
  for (StringRef name :
       {"add", "subtract", "multiply", "divide", "matrix_add", "matrix_subtract", "maximum", "minimum"})
    table[("eshkol_combine_" + name).str()] = {true, false, ("eshkol_combine_" + name + "_reusing").str()};
  for (StringRef stem : {"negate", "abs", "sqrt", "max", "min", "number_equal", "less", "greater",
                         "less_equal", "greater_equal"})
    table[("eshkol_" + stem).str()] = {true, true, ""};
  for (StringRef stem : {"exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "expt", "square", "cube",
                         "floor", "ceiling", "truncate", "round"})
    table[("eshkol_" + stem).str()] = {true, false, ""};
  for (StringRef stem :
       {// Elements and parts
        "matrix_ref", "matrix_row", "matrix_column", "slice",
        // Filled in
        "zeros", "ones", "full", "make_tensor", "zeros_like", "ones_like", "full_like", "make_matrix", "eye",
        "identity_matrix", "arange", "linspace", "matrix", "tensor", "copy",
        // Products
        "matmul", "matrix_multiply", "dot", "dot_product", "inner", "product", "outer", "tensordot",
        "contract", "trace", "vector_dot",
        // Elementwise
        "not_equal", "and", "or", "xor", "logical_not", "where", "matrix_scale", "clip", "expm1", "log1p",
        "rsqrt", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "sigmoid", "softplus",
        "log_sigmoid", "silu", "gelu", "relu", "sign", "vector_add", "vector_subtract", "vector_multiply",
        "vector_divide", "vector_scale", "vector_square", "vector_normalize", "vector_cross",
        // Rearranged
        "flip", "moveaxis", "broadcast_to", "tile", "repeat", "pad", "reshape_any", "reshape", "ravel",
        "flatten", "expand_dims", "unsqueeze", "squeeze", "transpose_any", "transpose", "matrix_transpose",
        "permute", "swap_axes",
        // Reduced
        "sum", "tensor_sum", "reduce_sum", "prod", "reduce_prod", "mean", "average", "vector_mean",
        "variance", "var", "std", "standard_deviation", "amax", "reduce_max", "vector_max", "amin",
        "reduce_min", "vector_min", "argmax", "argmin", "all", "vector_magnitude", "vector_distance"})
    table[("eshkol_tensor_" + stem).str()] = {true, false, ""};
  for (StringRef stem :
       {"ref", "set_x", "matrix_set_x", "p", "matrix_p", "shape_of", "shape", "dimensions", "rank_of", "ndim",
        "rank", "size", "dtype", "matrix_rows", "matrix_columns", "matrix_cols", "to_list", "to_vector"})
    table[("eshkol_tensor_" + stem).str()] = {false, false, ""};
  return table;
}

/// Nothing for a primitive that may keep a tensor.
const Entry *find(StringRef primitive) {
  static const llvm::StringMap<Entry> table = makeTable();
  auto found = table.find(primitive);
  return found == table.end() ? nullptr : &found->second;
}

} // namespace

bool host::isOfTensors(PrimitiveOp op) {
  return op.getFunction().starts_with("eshkol_tensor_") || op.getFunction().starts_with("eshkol_combine_");
}

bool host::makesTensor(PrimitiveOp op) {
  const Entry *entry = find(op.getFunction());
  return entry && entry->makesTensor;
}

bool host::borrowsTensors(PrimitiveOp op) { return find(op.getFunction()) != nullptr; }

bool host::mayRelease(PrimitiveOp op) {
  const Entry *entry = find(op.getFunction());
  return entry && !entry->isShort;
}

StringRef host::reusingFunction(StringRef primitive) {
  const Entry *entry = find(primitive);
  return entry ? StringRef(entry->reusing) : StringRef();
}
