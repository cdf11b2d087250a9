//===- SplitComplex.cpp - complex scalars as two real ones ----------------===//

#include "passes/lowering/ComplexParts.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/Patterns.h"
#include "passes/lowering/Tensors.h"

#include "mlir/Conversion/ComplexToStandard/ComplexToStandard.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Patterns.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Transforms/DialectConversion.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_SPLITCOMPLEXPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

//===----------------------------------------------------------------------===//
// Functions take and return complex scalars as tensors of rank 0.
//===----------------------------------------------------------------------===//

static bool isComplex(Type type) { return isa<ComplexType>(type); }

/// A complex scalar type as a tensor of rank 0; other types stay.
static Type boundaryType(Type type) { return isComplex(type) ? RankedTensorType::get({}, type) : type; }

static Value wrap(OpBuilder &builder, Location loc, Value value) {
  if (!isComplex(value.getType()))
    return value;
  return tensor::FromElementsOp::create(builder, loc, boundaryType(value.getType()), value);
}

static void wrapOperands(Operation *op) {
  OpBuilder builder(op);
  for (OpOperand &operand : op->getOpOperands())
    operand.set(wrap(builder, op->getLoc(), operand.get()));
}

/// Gives `value`, a complex scalar, the type of a tensor; its uses read that.
static void unwrap(OpBuilder &builder, Value value) {
  if (!isComplex(value.getType()))
    return;
  value.setType(boundaryType(value.getType()));
  auto scalar = tensor::ExtractOp::create(builder, value.getLoc(), value, ValueRange());
  value.replaceAllUsesExcept(scalar, scalar);
}

static void wrapBoundary(func::FuncOp function) {
  FunctionType type = function.getFunctionType();
  auto wrapped = [](TypeRange types) { return llvm::map_to_vector(types, boundaryType); };
  function.setType(
      FunctionType::get(function.getContext(), wrapped(type.getInputs()), wrapped(type.getResults())));
  if (function.isDeclaration())
    return;
  OpBuilder builder = OpBuilder::atBlockBegin(&function.getBody().front());
  for (BlockArgument argument : function.getArguments())
    unwrap(builder, argument);
  function.walk([](func::ReturnOp op) { wrapOperands(op); });
}

static void wrapCall(func::CallOp call) {
  wrapOperands(call);
  OpBuilder builder(call->getContext());
  builder.setInsertionPointAfter(call);
  for (Value result : call.getResults())
    unwrap(builder, result);
}

//===----------------------------------------------------------------------===//
// Elsewhere a complex scalar is two real ones.
//===----------------------------------------------------------------------===//

namespace {

/// Converts complex scalars to pairs.  Where an operation that is not converted
/// meets a pair, the complex number is put together or taken apart.
class PairConverter : public TypeConverter {
public:
  PairConverter() {
    addConversion([](Type type) { return type; });
    addConversion([](ComplexType type, SmallVectorImpl<Type> &parts) {
      parts.append(2, type.getElementType());
      return success();
    });
    addSourceMaterialization(
        [](OpBuilder &builder, ComplexType type, ValueRange parts, Location loc) -> Value {
          if (parts.size() != 2)
            return {};
          return complex::CreateOp::create(builder, loc, type, parts[0], parts[1]);
        });
    addTargetMaterialization([](OpBuilder &builder, TypeRange, ValueRange inputs,
                                Location loc) -> SmallVector<Value> {
      if (inputs.size() != 1 || !isComplex(inputs[0].getType()))
        return {};
      return {complex::ReOp::create(builder, loc, inputs[0]), complex::ImOp::create(builder, loc, inputs[0])};
    });
  }
};

struct SplitScalarConstant : OpConversionPattern<complex::ConstantOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(complex::ConstantOp op, OneToNOpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> parts;
    for (Attribute part : op.getValue())
      parts.push_back(arith::ConstantOp::create(rewriter, op.getLoc(), cast<TypedAttr>(part)));
    rewriter.replaceOpWithMultiple(op, {parts});
    return success();
  }
};

struct SplitCreate : OpConversionPattern<complex::CreateOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(complex::CreateOp op, OneToNOpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> parts{op.getReal(), op.getImaginary()};
    rewriter.replaceOpWithMultiple(op, {parts});
    return success();
  }
};

template <typename PartOp, unsigned part> struct SplitPart : OpConversionPattern<PartOp> {
  using OpConversionPattern<PartOp>::OpConversionPattern;

  LogicalResult matchAndRewrite(PartOp op,
                                typename PartOp::template GenericAdaptor<ArrayRef<ValueRange>> adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, adaptor.getComplex()[part]);
    return success();
  }
};

struct SplitSelect : OpConversionPattern<arith::SelectOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(arith::SelectOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> parts;
    for (auto [onTrue, onFalse] : llvm::zip(adaptor.getTrueValue(), adaptor.getFalseValue()))
      parts.push_back(
          arith::SelectOp::create(rewriter, op.getLoc(), adaptor.getCondition().front(), onTrue, onFalse));
    rewriter.replaceOpWithMultiple(op, {parts});
    return success();
  }
};

/// Reads an element on the host: its parts are separated on the device.
struct SplitExtract : OpConversionPattern<tensor::ExtractOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(tensor::ExtractOp op, OneToNOpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType type = op.getTensor().getType();
    SmallVector<OpFoldResult> offsets = getAsOpFoldResult(op.getIndices());
    SmallVector<OpFoldResult> ones(type.getRank(), rewriter.getIndexAttr(1));
    auto scalarType = RankedTensorType::get({}, type.getElementType());
    Value element = op.getTensor();
    if (type.getRank() != 0)
      element = tensor::ExtractSliceOp::create(rewriter, loc, scalarType, element, offsets, ones, ones);
    SmallVector<Value> parts{
        tensor::ExtractOp::create(rewriter, loc, buildRealPart(rewriter, loc, element), ValueRange()),
        tensor::ExtractOp::create(rewriter, loc, buildImaginaryPart(rewriter, loc, element), ValueRange())};
    rewriter.replaceOpWithMultiple(op, {parts});
    return success();
  }
};

struct SplitFromElements : OpConversionPattern<tensor::FromElementsOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(tensor::FromElementsOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getType());
    RankedTensorType partType = type.clone(cast<ComplexType>(type.getElementType()).getElementType());
    SmallVector<Value> real, imaginary;
    for (ValueRange parts : adaptor.getElements()) {
      real.push_back(parts[0]);
      imaginary.push_back(parts[1]);
    }
    SmallVector<OpFoldResult> sizes = getAsIndexOpFoldResult(op.getContext(), type.getShape());
    rewriter.replaceOp(op,
                       buildFromParts(rewriter, loc, sizes,
                                      tensor::FromElementsOp::create(rewriter, loc, partType, real),
                                      tensor::FromElementsOp::create(rewriter, loc, partType, imaginary)));
    return success();
  }
};

/// Writes an element from the host, as a slice.
struct SplitInsert : OpConversionPattern<tensor::InsertOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(tensor::InsertOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    ValueRange parts = adaptor.getScalar();
    Value element = buildFromParts(rewriter, loc, {}, parts[0], parts[1]);
    SmallVector<OpFoldResult> offsets = getAsOpFoldResult(op.getIndices());
    SmallVector<OpFoldResult> ones(offsets.size(), rewriter.getIndexAttr(1));
    rewriter.replaceOpWithNewOp<tensor::InsertSliceOp>(op, element, op.getDest(), offsets, ones, ones);
    return success();
  }
};

struct SplitSplat : OpConversionPattern<tensor::SplatOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(tensor::SplatOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    ValueRange parts = adaptor.getInput();
    SmallVector<OpFoldResult> sizes = getMixedValues(op.getType().getShape(), op.getDynamicSizes(), rewriter);
    rewriter.replaceOp(op, buildFromParts(rewriter, op.getLoc(), sizes, parts[0], parts[1]));
    return success();
  }
};

/// Moves the making of complex numbers into the kernels that use them, so that
/// real numbers are what the host passes.
void sinkIntoKernels(ModuleOp module) {
  SmallVector<complex::CreateOp> numbers;
  module.walk([&](complex::CreateOp op) {
    if (!op->getParentOfType<linalg::LinalgOp>())
      numbers.push_back(op);
  });
  for (complex::CreateOp number : numbers) {
    for (OpOperand &use : llvm::make_early_inc_range(number->getUses())) {
      Operation *user = use.getOwner();
      if (!user->getParentOfType<linalg::LinalgOp>())
        continue;
      OpBuilder builder(user);
      use.set(builder.clone(*number)->getResult(0));
    }
    if (number->use_empty())
      number.erase();
  }
}

struct SplitComplexPass : eshkol::impl::SplitComplexPassBase<SplitComplexPass> {
  void runOnOperation() override {
    getOperation().walk([](func::FuncOp function) { wrapBoundary(function); });
    getOperation().walk([](func::CallOp call) { wrapCall(call); });
    RewritePatternSet tensorPatterns(&getContext());
    populateSplitComplexTensorsPatterns(tensorPatterns);
    walkAndApplyPatterns(getOperation(), std::move(tensorPatterns));
    if (failed(expandArithmetic()) || failed(splitScalars()))
      return signalPassFailure();
    sinkIntoKernels(getOperation());
  }

private:
  /// Leaves only complex operations that make a number of its parts and the reverse.
  LogicalResult expandArithmetic() {
    ConversionTarget target(getContext());
    target.addIllegalDialect<complex::ComplexDialect>();
    target.addLegalOp<complex::ConstantOp, complex::CreateOp, complex::ImOp, complex::ReOp>();
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    RewritePatternSet patterns(&getContext());
    populateComplexToStandardConversionPatterns(patterns, complex::ComplexRangeFlags::improved);
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }

  LogicalResult splitScalars() {
    PairConverter converter;
    ConversionTarget target(getContext());
    target.addIllegalDialect<complex::ComplexDialect>();
    target.addDynamicallyLegalOp<arith::SelectOp>(
        [](arith::SelectOp op) { return !isComplex(op.getType()); });
    // On the device, elements of complex tensors are read and written as they are.
    target.addDynamicallyLegalOp<tensor::ExtractOp>([](tensor::ExtractOp op) {
      return !isComplex(op.getType()) || op->getParentOfType<linalg::LinalgOp>();
    });
    target.addDynamicallyLegalOp<tensor::FromElementsOp, tensor::InsertOp, tensor::SplatOp>(
        [](Operation *op) {
          auto type = cast<RankedTensorType>(op->getResultTypes().front());
          return !isComplex(type.getElementType()) || op->getParentOfType<linalg::LinalgOp>();
        });
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    RewritePatternSet patterns(&getContext());
    patterns.add<SplitCreate, SplitExtract, SplitFromElements, SplitInsert, SplitPart<complex::ImOp, 1>,
                 SplitPart<complex::ReOp, 0>, SplitScalarConstant, SplitSelect, SplitSplat>(converter,
                                                                                            &getContext());
    scf::populateSCFStructuralTypeConversionsAndLegality(converter, patterns, target);
    return applyPartialConversion(getOperation(), target, std::move(patterns));
  }
};

} // namespace
