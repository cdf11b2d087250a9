//===- Calls.cpp - functions with derivative rules of their own -----------===//
//
// The attribute `eshkol.vjp` of a function names one that takes its arguments and
// a cotangent for each result that can have one, and returns a cotangent for each
// argument that can.  `eshkol.jvp` names one from arguments and tangents to the
// tangents of the results.  Calls of such functions are not inlined before
// differentiation, so that the rules apply; the rules' bodies are.
//
//===----------------------------------------------------------------------===//

#include "dialects/TransformTypes.h"
#include "passes/autodiff/rules/Rules.h"
#include "passes/transform/Inlining.h"

using namespace mlir;
using namespace mlir::eshkol;

/// The function that is the rule of the one called; null where there is none.
static func::FuncOp getRule(func::CallOp call, const SymbolTable &symbols, StringRef attribute) {
  auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
  auto name = callee->getAttrOfType<FlatSymbolRefAttr>(attribute);
  return name ? symbols.lookup<func::FuncOp>(name.getAttr()) : func::FuncOp();
}

/// The operands, followed by a direction for each value that can have one.
template <typename GetDirection>
static SmallVector<Value> getArguments(RuleContext &context, ValueRange values, GetDirection getDirection) {
  SmallVector<Value> arguments;
  for (unsigned position = 0; position < context.getOp()->getNumOperands(); ++position)
    arguments.push_back(context.operand(position));
  for (auto [position, value] : llvm::enumerate(values))
    if (isDifferentiable(value.getType()))
      arguments.push_back(getDirection(position));
  return arguments;
}

static LogicalResult emitCallTangents(TangentContext &context) {
  auto call = cast<func::CallOp>(context.getOp());
  SymbolTable symbols(call->getParentOfType<ModuleOp>());
  func::FuncOp rule = getRule(call, symbols, forwardRule);
  if (!rule)
    return call.emitError() << "@" << call.getCallee()
                            << " has a derivative rule for reverse mode only, and is differentiated forward";
  SmallVector<Value> arguments =
      getArguments(context, call.getOperands(), [&](unsigned i) { return context.tangentOrZero(i); });
  auto tangents = buildBody(context.builder, rule, arguments, symbols, hasCustomRule);
  if (failed(tangents))
    return failure();
  unsigned next = 0;
  for (auto [position, result] : llvm::enumerate(call.getResults()))
    if (isDifferentiable(result.getType()))
      context.set((*tangents)[next++], position);
  return success();
}

static LogicalResult emitCallAdjoint(AdjointContext &context) {
  auto call = cast<func::CallOp>(context.getOp());
  SymbolTable symbols(call->getParentOfType<ModuleOp>());
  func::FuncOp rule = getRule(call, symbols, reverseRule);
  if (!rule)
    return emitTransposedTangents(context);
  SmallVector<Value> arguments =
      getArguments(context, call.getResults(), [&](unsigned i) { return context.cotangentOrZero(i); });
  auto cotangents = buildBody(context.builder, rule, arguments, symbols, hasCustomRule);
  if (failed(cotangents))
    return failure();
  unsigned next = 0;
  for (auto [position, operand] : llvm::enumerate(call.getOperands()))
    if (isDifferentiable(operand.getType()))
      context.accumulate(position, (*cotangents)[next++]);
  return success();
}

void eshkol::registerCallRules(MLIRContext *c) { rules<func::CallOp>(c, emitCallTangents, emitCallAdjoint); }
