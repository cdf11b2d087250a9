//===- ControlFlow.cpp - calls, conditionals and loops --------------------===//

#include "passes/stablehlo/Translator.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::stablehlo;

using Values = FailureOr<SmallVector<Value>>;

static SmallVector<Type> translateTypes(TypeRange types) {
  return llvm::map_to_vector(types, [](Type type) -> Type { return translateType(type); });
}

/// What the block yields, after `arguments` stand for its own.
static Values translateBlock(Translator &translator, Block &block, ValueRange arguments) {
  translator.set(block.getArguments(), arguments);
  if (failed(translator.translateBody(block)))
    return failure();
  return translator.get(block.getTerminator()->getOperands());
}

static LogicalResult translateCall(Translator &translator, func::CallOp op) {
  if (translator.like)
    return op.emitOpError("has no form in StableHLO in a function of elements");
  auto call = func::CallOp::create(translator, op.getLoc(), op.getCallee(),
                                   translateTypes(op.getResultTypes()), translator.get(op.getOperands()));
  translator.set(op.getResults(), call.getResults());
  return success();
}

/// On elements, both branches are computed and each element chooses.
static LogicalResult translateChoice(Translator &translator, scf::IfOp op) {
  Value condition = translator.get(op.getCondition());
  Values onTrue = translateBlock(translator, *op.thenBlock(), {});
  Values onFalse = failed(onTrue) ? onTrue : translateBlock(translator, *op.elseBlock(), {});
  if (failed(onTrue) || failed(onFalse))
    return failure();
  for (auto [old, lhs, rhs] : llvm::zip(op.getResults(), *onTrue, *onFalse))
    translator.set(old, translator.buildSelect(condition, lhs, rhs));
  return success();
}

static LogicalResult translateIf(Translator &translator, scf::IfOp op) {
  // Without results it has no effects either, now that assertions are gone.
  if (op.getNumResults() == 0)
    return success();
  if (translator.like)
    return translateChoice(translator, op);
  auto thenBranch = [&](ValueRange) { return translateBlock(translator, *op.thenBlock(), {}); };
  auto elseBranch = [&](ValueRange) { return translateBlock(translator, *op.elseBlock(), {}); };
  Values results = translator.buildWithRegions("if", translateTypes(op.getResultTypes()),
                                               translator.get(op.getCondition()), {},
                                               {{{}, thenBranch}, {{}, elseBranch}});
  if (failed(results))
    return failure();
  translator.set(op.getResults(), *results);
  return success();
}

/// The counter is the first of the values that the loop carries.
static LogicalResult translateFor(Translator &translator, scf::ForOp op) {
  if (translator.like)
    return op.emitOpError("has no form in StableHLO in a function of elements");
  SmallVector<Value> state{translator.get(op.getLowerBound())};
  llvm::append_range(state, translator.get(op.getInitArgs()));
  Value limit = translator.get(op.getUpperBound()), step = translator.get(op.getStep());
  auto condition = [&](ValueRange carried) -> Values {
    return SmallVector<Value>{translator.buildCompare("LT", carried[0], limit)};
  };
  auto body = [&](ValueRange carried) -> Values {
    Values yielded = translateBlock(translator, *op.getBody(), carried);
    if (failed(yielded))
      return failure();
    yielded->insert(yielded->begin(), translator.buildBinary("add", carried[0], step));
    return yielded;
  };
  SmallVector<Type> types = llvm::to_vector(ValueRange(state).getTypes());
  Values results =
      translator.buildWithRegions("while", types, state, {}, {{types, condition}, {types, body}});
  if (failed(results))
    return failure();
  translator.set(op.getResults(), ArrayRef(*results).drop_front());
  return success();
}

/// The region before the test gives the test and what the body, or the rest of
/// the program, goes on with.  StableHLO's test gives nothing else, so that
/// region is computed in three places.
static LogicalResult translateWhile(Translator &translator, scf::WhileOp op) {
  if (translator.like)
    return op.emitOpError("has no form in StableHLO in a function of elements");
  auto test = [&](ValueRange carried) -> Values {
    Values values = translateBlock(translator, *op.getBeforeBody(), carried);
    if (failed(values))
      return failure();
    return SmallVector<Value>{values->front()};
  };
  auto forward = [&](ValueRange carried) -> Values {
    Values values = translateBlock(translator, *op.getBeforeBody(), carried);
    if (succeeded(values))
      values->erase(values->begin());
    return values;
  };
  auto body = [&](ValueRange carried) -> Values {
    Values forwarded = forward(carried);
    return failed(forwarded) ? forwarded : translateBlock(translator, *op.getAfterBody(), *forwarded);
  };
  SmallVector<Value> state = translator.get(op.getInits());
  SmallVector<Type> types = llvm::to_vector(ValueRange(state).getTypes());
  Values results = translator.buildWithRegions("while", types, state, {}, {{types, test}, {types, body}});
  Values forwarded = failed(results) ? results : forward(*results);
  if (failed(forwarded))
    return failure();
  translator.set(op.getResults(), *forwarded);
  return success();
}

void stablehlo::addControlFlowHandlers(Handlers &handlers) {
  handlers.add<func::CallOp>(translateCall);
  handlers.add<scf::ForOp>(translateFor);
  handlers.add<scf::IfOp>(translateIf);
  handlers.add<scf::WhileOp>(translateWhile);
}
