//===- ValuesToLLVM.cpp - values and procedures in the llvm dialect -------===//

#include "dialects/Dialect.h"
#include "passes/host/Passes.h"
#include "passes/host/Runtime.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_VALUESTOLLVMPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;
using namespace mlir::eshkol::host;

namespace {

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

template <typename Op> struct ValuePattern : OpConversionPattern<Op> {
  ValuePattern(const TypeConverter &converter, MLIRContext *context, Runtime &runtime)
      : OpConversionPattern<Op>(converter, context), runtime(runtime) {}
  Runtime &runtime;
};

Value constant(OpBuilder &builder, Location loc, uint64_t word) {
  return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), builder.getI64IntegerAttr(word));
}

/// The word of an immediate value, or nothing where the runtime has to read it.
std::optional<uint64_t> immediate(Attribute literal) {
  if (isa<UnitAttr>(literal))
    return Unspecified;
  if (isa<ArrayAttr>(literal))
    return Nil;
  if (auto number = dyn_cast<FloatAttr>(literal))
    return unboxedFlonum(number.getValueAsDouble());
  auto number = dyn_cast<IntegerAttr>(literal);
  if (!number)
    return std::nullopt;
  if (number.getType().isInteger(1))
    return number.getValue().isZero() ? False : True;
  if (number.getType().isInteger(32))
    return fromCharacter(number.getValue().getZExtValue());
  return fromFixnum(number.getInt());
}

struct LiteralPattern : ValuePattern<LiteralOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(LiteralOp op, OpAdaptor, ConversionPatternRewriter &rewriter) const override {
    if (auto word = immediate(op.getValue())) {
      rewriter.replaceOp(op, constant(rewriter, op.getLoc(), *word));
      return success();
    }
    Value address = runtime.literalAddress(rewriter, op.getLoc(), op.getValue());
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, rewriter.getI64Type(), address);
    return success();
  }
};

/// An operation that is always the same immediate value.
template <typename Op, uint64_t Word> struct ImmediatePattern : ValuePattern<Op> {
  using ValuePattern<Op>::ValuePattern;
  LogicalResult matchAndRewrite(Op op, typename Op::Adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, constant(rewriter, op.getLoc(), Word));
    return success();
  }
};

struct IsTruePattern : ValuePattern<IsTrueOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(IsTrueOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(op, LLVM::ICmpPredicate::ne, adaptor.getValue(),
                                              constant(rewriter, op.getLoc(), False));
    return success();
  }
};

struct PrimitivePattern : ValuePattern<PrimitiveOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(PrimitiveOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, runtime.callC(rewriter, op.getLoc(), op.getFunction(), adaptor.getArguments(),
                                         rewriter.getI64Type()));
    return success();
  }
};

/// The check itself is a comparison; the error is out of line.
struct CheckDefinedPattern : ValuePattern<CheckDefinedOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(CheckDefinedOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value name = runtime.literal(rewriter, op.getLoc(), op.getNameAttr());
    rewriter.replaceOp(op, runtime.callC(rewriter, op.getLoc(), "eshkol_check_defined",
                                         {adaptor.getValue(), name}, rewriter.getI64Type()));
    return success();
  }
};

struct BoxPattern : ValuePattern<BoxOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(BoxOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, runtime.callC(rewriter, op.getLoc(), "eshkol_make_box", adaptor.getContent(),
                                         rewriter.getI64Type()));
    return success();
  }
};

struct UnboxPattern : ValuePattern<UnboxOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(UnboxOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value address = runtime.fieldAddress(rewriter, op.getLoc(), adaptor.getBox(), BoxContentOffset);
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, rewriter.getI64Type(), address);
    return success();
  }
};

struct SetBoxPattern : ValuePattern<SetBoxOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(SetBoxOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value address = runtime.fieldAddress(rewriter, op.getLoc(), adaptor.getBox(), BoxContentOffset);
    rewriter.replaceOpWithNewOp<LLVM::StoreOp>(op, adaptor.getContent(), address);
    return success();
  }
};

struct GlobalPattern : ValuePattern<GlobalOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(GlobalOp op, OpAdaptor, ConversionPatternRewriter &rewriter) const override {
    rewriter.eraseOp(op);
    return success();
  }
};

struct GetGlobalPattern : ValuePattern<GetGlobalOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(GetGlobalOp op, OpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value address = runtime.globalAddress(rewriter, op.getLoc(), op.getGlobal());
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, rewriter.getI64Type(), address);
    return success();
  }
};

struct SetGlobalPattern : ValuePattern<SetGlobalOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(SetGlobalOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value address = runtime.globalAddress(rewriter, op.getLoc(), op.getGlobal());
    rewriter.replaceOpWithNewOp<LLVM::StoreOp>(op, adaptor.getValue(), address);
    return success();
  }
};

struct ProcedurePattern : ValuePattern<ProcedureOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(ProcedureOp op, OpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, runtime.staticProcedure(rewriter, op.getLoc(), op.getFunction()));
    return success();
  }
};

struct ClosurePattern : ValuePattern<ClosureOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(ClosureOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value entry = runtime.addressOf(rewriter, loc, runtime.entryName(op.getFunction()));
    Value info = runtime.addressOf(rewriter, loc, runtime.infoName(op.getFunction()));
    Value count = constant(rewriter, loc, adaptor.getCaptures().size());
    Value closure =
        runtime.callC(rewriter, loc, "eshkol_make_closure", {entry, info, count}, rewriter.getI64Type());
    for (auto [index, captured] : llvm::enumerate(adaptor.getCaptures()))
      LLVM::StoreOp::create(rewriter, loc, captured,
                            runtime.fieldAddress(rewriter, loc, closure, captureOffset(index)));
    rewriter.replaceOp(op, closure);
    return success();
  }
};

struct CapturedPattern : ValuePattern<CapturedOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(CapturedOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value address =
        runtime.fieldAddress(rewriter, op.getLoc(), adaptor.getClosure(), captureOffset(op.getIndex()));
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, rewriter.getI64Type(), address);
    return success();
  }
};

struct SetCapturedPattern : ValuePattern<SetCapturedOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(SetCapturedOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Value address =
        runtime.fieldAddress(rewriter, op.getLoc(), adaptor.getClosure(), captureOffset(op.getIndex()));
    rewriter.replaceOpWithNewOp<LLVM::StoreOp>(op, adaptor.getValue(), address);
    return success();
  }
};

struct CallPattern : ValuePattern<CallOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(CallOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    auto call = LLVM::CallOp::create(rewriter, op.getLoc(), rewriter.getI64Type(), op.getCallee(),
                                     adaptor.getArguments());
    runtime.setConvention(call, op);
    rewriter.replaceOp(op, call);
    return success();
  }
};

/// procedure(arguments), through the uniform entry
struct ApplyPattern : ValuePattern<ApplyOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(ApplyOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    ValueRange arguments = adaptor.getArguments();
    SmallVector<Value> passed{adaptor.getProcedure(), constant(rewriter, loc, arguments.size())};
    llvm::append_range(passed, arguments.take_front(RegisterArguments));
    if (arguments.size() > RegisterArguments)
      runtime.spill(rewriter, loc, arguments.drop_front(RegisterArguments));
    while (passed.size() < RegisterArguments + 2)
      passed.push_back(LLVM::UndefOp::create(rewriter, loc, rewriter.getI64Type()));
    rewriter.replaceOp(op, runtime.callEntry(rewriter, loc, passed, op));
    return success();
  }
};

struct ApplyListPattern : ValuePattern<ApplyListOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(ApplyListOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value count =
        runtime.callC(rewriter, loc, "eshkol_spread_arguments", adaptor.getList(), rewriter.getI64Type());
    SmallVector<Value> passed{adaptor.getProcedure(), count};
    Value first = runtime.addressOf(rewriter, loc, "eshkol_first_arguments");
    for (unsigned i = 0; i != RegisterArguments; ++i) {
      Value address = LLVM::GEPOp::create(rewriter, loc, first.getType(), rewriter.getI64Type(), first,
                                          ArrayRef<LLVM::GEPArg>{int32_t(i)});
      passed.push_back(LLVM::LoadOp::create(rewriter, loc, rewriter.getI64Type(), address));
    }
    rewriter.replaceOp(op, runtime.callEntry(rewriter, loc, passed, op));
    return success();
  }
};

struct ReturnPattern : ValuePattern<func::ReturnOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(func::ReturnOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::ReturnOp>(op, adaptor.getOperands());
    return success();
  }
};

/// A function over values: tailcc, and its attributes in the dialect's terms gone.
struct FunctionPattern : ValuePattern<func::FuncOp> {
  using ValuePattern::ValuePattern;
  LogicalResult matchAndRewrite(func::FuncOp op, OpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    auto function = runtime.declare(rewriter, op);
    rewriter.inlineRegionBefore(op.getBody(), function.getBody(), function.end());
    if (!function.isDeclaration() &&
        failed(rewriter.convertRegionTypes(&function.getBody(), *getTypeConverter())))
      return failure();
    rewriter.eraseOp(op);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

struct ValuesToLLVMPass : mlir::eshkol::impl::ValuesToLLVMPassBase<ValuesToLLVMPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    Runtime runtime(module);
    LLVMTypeConverter converter(&getContext());
    converter.addConversion([](ValueType type) { return IntegerType::get(type.getContext(), 64); });
    RewritePatternSet patterns(&getContext());
    patterns.add<LiteralPattern, ImmediatePattern<UndefinedOp, Undefined>, ImmediatePattern<AbsentOp, Absent>,
                 IsTruePattern, PrimitivePattern, CheckDefinedPattern, BoxPattern, UnboxPattern,
                 SetBoxPattern, GlobalPattern, GetGlobalPattern, SetGlobalPattern, ProcedurePattern,
                 ClosurePattern, CapturedPattern, SetCapturedPattern, CallPattern, ApplyPattern,
                 ApplyListPattern, ReturnPattern, FunctionPattern>(converter, &getContext(), runtime);
    mlir::cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
    mlir::arith::populateArithToLLVMConversionPatterns(converter, patterns);
    LLVMConversionTarget target(getContext());
    target.addLegalOp<ModuleOp>();
    if (failed(applyFullConversion(module, target, std::move(patterns))))
      return signalPassFailure();
    runtime.finish();
  }
};

} // namespace
