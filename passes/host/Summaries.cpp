//===- Summaries.cpp - what callers need to know of a procedure -----------===//

#include "passes/host/Summaries.h"
#include "passes/host/TensorPrimitives.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

Summary Summary::unknown(unsigned parameters) {
  return {SmallVector<bool>(parameters, true), SmallVector<bool>(parameters, false), true, true};
}

Summary Summary::of(func::FuncOp declaration) {
  Summary summary = unknown(declaration.getNumArguments());
  auto said = declaration->getAttrOfType<DictionaryAttr>(SummaryName);
  if (!said)
    return summary;
  auto keeps = said.getAs<DenseBoolArrayAttr>("keeps"), calls = said.getAs<DenseBoolArrayAttr>("calls");
  int64_t parameters = declaration.getNumArguments();
  if (!keeps || !calls || keeps.size() != parameters || calls.size() != parameters)
    return summary;
  summary.keeps.assign(keeps.asArrayRef().begin(), keeps.asArrayRef().end());
  summary.calls.assign(calls.asArrayRef().begin(), calls.asArrayRef().end());
  summary.captures = said.contains("captures");
  summary.jumps = said.contains("jumps");
  return summary;
}

DictionaryAttr Summary::toAttribute(MLIRContext *context) const {
  Builder builder(context);
  NamedAttrList attributes;
  attributes.set("keeps", builder.getDenseBoolArrayAttr(keeps));
  attributes.set("calls", builder.getDenseBoolArrayAttr(calls));
  if (captures)
    attributes.set("captures", builder.getUnitAttr());
  if (jumps)
    attributes.set("jumps", builder.getUnitAttr());
  return attributes.getDictionary(context);
}

//===----------------------------------------------------------------------===//
// Primitives
//===----------------------------------------------------------------------===//

/// The primitives that keep no argument, or only the one at this index.  Besides these, there are operations
/// on tensors; of others nothing is assumed.
static const llvm::StringMap<int> &primitivesThatLetGo() {
  constexpr int Nothing = -1;
  static const llvm::StringMap<int> table = [] {
    llvm::StringMap<int> table;
    for (StringRef stem :
         {// Types and identity
          "pair_p", "null_p", "boolean_p", "char_p", "string_p", "symbol_p", "vector_p", "bytevector_p",
          "procedure_p", "box_p", "record_p", "internal_absent_p", "internal_undefined_p", "not", "eq_p",
          "eqv_p", "equal_p", "number_p", "complex_p", "real_p", "rational_p", "integer_p", "exact_p",
          "inexact_p", "exact_integer_p", "list_p", "tensor_p", "hash_table_p", "port_p", "eof_object_p",
          "internal_condition_p", "internal_procedure_arity",
          // Parts.  What is in an object of a frame is itself in no frame.
          "car", "cdr", "caar", "cadr", "cdar", "cddr", "length", "vector_length", "vector_ref", "vref",
          "internal_record_p", "internal_record_ref", "unbox", "internal_value_count",
          // Copies, and errors that show what they are about
          "vector_copy", "vector_copy_x", "list_to_vector", "vector_to_list", "internal_wrong_type",
          // Numbers
          "quotient", "remainder", "modulo", "zero_p", "positive_p", "negative_p", "even_p", "odd_p"})
      table[("eshkol_" + stem).str()] = Nothing;
    for (StringRef stem : {"set_car_x", "set_cdr_x", "set_box_x"})
      table[("eshkol_" + stem).str()] = 1;
    table["eshkol_vector_set_x"] = 2;
    table["eshkol_internal_record_set_x"] = 3;
    table["eshkol_internal_call_with_escape"] = Nothing;
    return table;
  }();
  return table;
}

bool host::keepsArgument(PrimitiveOp op, unsigned index) {
  if (borrowsTensors(op))
    return false;
  auto found = primitivesThatLetGo().find(op.getFunction());
  return found == primitivesThatLetGo().end() || found->second == static_cast<int>(index);
}

bool host::callsArgument(PrimitiveOp op) { return op.getFunction() == "eshkol_internal_call_with_escape"; }

bool host::neverReturns(StringRef function) {
  return llvm::is_contained({"library:error", "library:raise", "library:%raise-error"}, function);
}
