//===- DoublingLoop.cpp - loops whose stride doubles ----------------------===//

#include "passes/lowering/DoublingLoop.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

SmallVector<Value> eshkol::buildDoublingLoop(
    OpBuilder &builder, Location loc, Value size, ValueRange inits,
    function_ref<SmallVector<Value>(OpBuilder &, Location, Value width, ValueRange carried)> body) {
  SmallVector<Value> arguments{arith::ConstantIndexOp::create(builder, loc, 1)};
  llvm::append_range(arguments, inits);
  auto loop = scf::WhileOp::create(
      builder, loc, TypeRange(ValueRange(arguments)), arguments,
      [&](OpBuilder &nested, Location loc, ValueRange carried) {
        Value isMore = arith::CmpIOp::create(nested, loc, arith::CmpIPredicate::slt, carried.front(), size);
        scf::ConditionOp::create(nested, loc, isMore, carried);
      },
      [&](OpBuilder &nested, Location loc, ValueRange carried) {
        Value width = carried.front();
        SmallVector<Value> next{arith::AddIOp::create(nested, loc, width, width)};
        llvm::append_range(next, body(nested, loc, width, carried.drop_front()));
        scf::YieldOp::create(nested, loc, next);
      });
  return SmallVector<Value>(loop.getResults().drop_front());
}
