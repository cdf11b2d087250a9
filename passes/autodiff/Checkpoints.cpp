//===- Checkpoints.cpp - loops whose state is kept now and then -----------===//

#include "passes/autodiff/Checkpoints.h"
#include "passes/autodiff/Stacks.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::eshkol;

/// ⌈√n⌉, and at least 1
static Value buildSquareRoot(OpBuilder &builder, Location loc, Value number) {
  Value integer = arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
  Value real = arith::SIToFPOp::create(builder, loc, builder.getF64Type(), integer);
  Value root = math::CeilOp::create(builder, loc, math::SqrtOp::create(builder, loc, real).getResult());
  Value rounded = arith::FPToSIOp::create(builder, loc, builder.getI64Type(), root);
  Value index = arith::IndexCastOp::create(builder, loc, builder.getIndexType(), rounded);
  return arith::MaxSIOp::create(builder, loc, index, arith::ConstantIndexOp::create(builder, loc, 1));
}

static void addCheckpoints(scf::ForOp loop) {
  OpBuilder builder(loop);
  Location loc = loop.getLoc();
  Value trips = buildTripCount(builder, loop);
  Value length = buildSquareRoot(builder, loc, trips);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto segments = scf::ForOp::create(
      builder, loc, zero, trips, length, loop.getInitArgs(),
      [&](OpBuilder &nested, Location loc, Value start, ValueRange state) {
        Value end = arith::AddIOp::create(nested, loc, start, length);
        Value last = arith::MinSIOp::create(nested, loc, end, trips);
        auto rounds = scf::ForOp::create(
            nested, loc, start, last, one, state,
            [&](OpBuilder &inner, Location loc, Value round, ValueRange arguments) {
              Value offset = arith::MulIOp::create(inner, loc, round, loop.getStep());
              Value position = arith::AddIOp::create(inner, loc, loop.getLowerBound(), offset);
              IRMapping mapping;
              mapping.map(loop.getInductionVar(), position);
              mapping.map(loop.getRegionIterArgs(), arguments);
              for (Operation &op : loop.getBody()->without_terminator())
                inner.clone(op, mapping);
              scf::YieldOp::create(inner, loc, llvm::map_to_vector(loop.getYieldedValues(), [&](Value value) {
                                     return mapping.lookupOrDefault(value);
                                   }));
            });
        scf::YieldOp::create(nested, loc, rounds.getResults());
      });
  loop.replaceAllUsesWith(segments.getResults());
  loop.erase();
}

void eshkol::addCheckpoints(Block &block, const Activity &activity) {
  SmallVector<scf::ForOp> loops;
  block.walk([&](scf::ForOp loop) {
    if (llvm::any_of(loop.getResults(), [&](Value result) { return activity.isVaried(result); }))
      loops.push_back(loop);
  });
  for (scf::ForOp loop : loops)
    ::addCheckpoints(loop);
}
