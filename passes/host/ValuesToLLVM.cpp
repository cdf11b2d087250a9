//===- ValuesToLLVM.cpp - values and procedures in the llvm dialect -------===//

#include "dialects/Dialect.h"
#include "passes/host/Passes.h"
#include "passes/host/Runtime.h"
#include "passes/host/TensorPrimitives.h"

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
// Rules
//===----------------------------------------------------------------------===//

/// Where a rule puts its operations.
struct Place {
  Runtime &runtime;
  OpBuilder &builder;
  Location loc;

  Value word(uint64_t word) const {
    return LLVM::ConstantOp::create(builder, loc, builder.getI64Type(), builder.getI64IntegerAttr(word));
  }
  Value load(Value address) const {
    return LLVM::LoadOp::create(builder, loc, builder.getI64Type(), address);
  }
  void store(Value value, Value address) const { LLVM::StoreOp::create(builder, loc, value, address); }
  Value field(Value object, int64_t offset) const {
    return runtime.fieldAddress(builder, loc, object, offset);
  }
  Value frame(int64_t bytes) const { return runtime.frameAddress(builder, loc, bytes); }
  Value global(StringRef name) const { return runtime.globalAddress(builder, loc, name); }
  Value symbol(StringRef name) const { return runtime.addressOf(builder, loc, name); }
  Value callC(StringRef name, ValueRange arguments) const {
    return runtime.callC(builder, loc, name, arguments, builder.getI64Type());
  }
};

/// What an operation becomes, given its operands as words: its value, or null where it has none.
template <typename Op> using Rule = std::function<Value(Op, typename Op::Adaptor, const Place &)>;

template <typename Op> struct RulePattern : OpConversionPattern<Op> {
  RulePattern(const TypeConverter &converter, MLIRContext *context, Runtime &runtime, Rule<Op> rule)
      : OpConversionPattern<Op>(converter, context), runtime(runtime), rule(std::move(rule)) {}

  LogicalResult matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    if (Value value = rule(op, adaptor, {runtime, rewriter, op.getLoc()}))
      rewriter.replaceOp(op, value);
    else
      rewriter.eraseOp(op);
    return success();
  }

  Runtime &runtime;
  Rule<Op> rule;
};

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

Value makeClosure(ClosureOp op, ClosureOp::Adaptor adaptor, const Place &at) {
  Value entry = at.symbol(at.runtime.entryName(op.getFunction()));
  Value info = at.symbol(at.runtime.infoName(op.getFunction()));
  Value count = at.word(adaptor.getCaptures().size());
  Value closure = op->hasAttr(InFrameName)
                      ? at.callC("eshkol_place_closure", {at.frame(*sizeInFrame(op)), entry, info, count})
                      : at.callC("eshkol_make_closure", {entry, info, count});
  for (auto [index, captured] : llvm::enumerate(adaptor.getCaptures()))
    at.store(captured, at.field(closure, captureOffset(index)));
  return closure;
}

Value makeBox(BoxOp op, BoxOp::Adaptor adaptor, const Place &at) {
  if (op->hasAttr(InFrameName))
    return at.callC("eshkol_place_box", {at.frame(*sizeInFrame(op)), adaptor.getContent()});
  return at.callC("eshkol_make_box", adaptor.getContent());
}

/// Puts a value into a variable at an address, and lets go of what was there if `op` may.
void replace(Operation *op, Value address, Value value, const Place &at) {
  Value earlier = op->hasAttr(ReplacesName) ? at.load(address) : Value();
  at.store(value, address);
  if (earlier)
    at.callC("eshkol_release", {earlier, value});
}

/// Stores into boxes of frames need no look at regions.
Value setBox(SetBoxOp op, SetBoxOp::Adaptor adaptor, const Place &at) {
  if (op->hasAttr(InFrameName))
    replace(op, at.field(adaptor.getBox(), BoxContentOffset), adaptor.getContent(), at);
  else
    at.callC("eshkol_store_in_box", {adaptor.getBox(), adaptor.getContent()});
  return Value();
}

Value setGlobal(SetGlobalOp op, SetGlobalOp::Adaptor adaptor, const Place &at) {
  at.callC("eshkol_note_global_store", adaptor.getValue());
  replace(op, at.global(op.getGlobal()), adaptor.getValue(), at);
  return Value();
}

/// A call of a primitive that is the last use of some of its arguments.
Value callLast(PrimitiveOp op, PrimitiveOp::Adaptor adaptor, int64_t lastUses, const Place &at) {
  SmallVector<Value> arguments(adaptor.getArguments());
  if (StringRef reusing = reusingFunction(op.getFunction()); !reusing.empty()) {
    arguments.push_back(at.word(lastUses));
    return at.callC(reusing, arguments);
  }
  Value result = at.callC(op.getFunction(), arguments);
  llvm::SmallSetVector<Value, 4> released;
  for (auto [index, argument] : llvm::enumerate(arguments))
    if (lastUses >> index & 1 && released.insert(argument))
      at.callC("eshkol_release", {argument, result});
  return result;
}

Value callPrimitive(PrimitiveOp op, PrimitiveOp::Adaptor adaptor, const Place &at) {
  if (auto lastUses = op->getAttrOfType<IntegerAttr>(LastUsesName))
    return callLast(op, adaptor, lastUses.getInt(), at);
  if (!op->hasAttr(InFrameName))
    return at.callC(op.getFunction(), adaptor.getArguments());
  SmallVector<Value> operands{at.frame(*sizeInFrame(op))};
  llvm::append_range(operands, adaptor.getArguments());
  return at.callC(placingFunction(op.getFunction()), operands);
}

Value call(CallOp op, CallOp::Adaptor adaptor, const Place &at) {
  Type type = isa<ValueType>(op.getType()) ? at.builder.getI64Type() : op.getType();
  auto call = LLVM::CallOp::create(at.builder, at.loc, type, op.getCallee(), adaptor.getArguments());
  at.runtime.setConvention(call, op);
  return call.getResult();
}

/// The address of the elements of a tensor.
Value elementsAddress(Value tensor, const Place &at) {
  auto pointer = LLVM::LLVMPointerType::get(at.builder.getContext());
  return LLVM::LoadOp::create(at.builder, at.loc, pointer, at.field(tensor, TensorDataOffset));
}

/// A vector of other length with the same elements at its start; what is added to it is zero.
Value resized(Value elements, int64_t count, const Place &at) {
  auto type = cast<VectorType>(elements.getType());
  int64_t own = type.getNumElements();
  if (own == count)
    return elements;
  SmallVector<int32_t> places;
  for (int64_t i = 0; i != count; ++i)
    places.push_back(static_cast<int32_t>(std::min(i, own)));
  Value zeros = LLVM::ConstantOp::create(at.builder, at.loc, type, at.builder.getZeroAttr(type));
  return LLVM::ShuffleVectorOp::create(at.builder, at.loc, elements, zeros, places);
}

Value makeSmallTensor(SmallTensorOp op, SmallTensorOp::Adaptor adaptor, const Place &at) {
  ArrayRef<int64_t> sizes = op.getSizes();
  auto dtype =
      op.getElements().getType().getElementType().isF64() ? ::eshkol::DType::F64 : ::eshkol::DType::F32;
  Value tensor =
      at.callC("eshkol_small_tensor", {at.word(static_cast<uint64_t>(dtype)), at.word(sizes.size()),
                                       at.word(sizes.front()), at.word(sizes.back())});
  Value elements = resized(adaptor.getElements(), llvm::product_of(sizes), at);
  LLVM::StoreOp::create(at.builder, at.loc, elements, elementsAddress(tensor, at), ::eshkol::TensorAlignment);
  return tensor;
}

Value readElements(ElementsOp op, ElementsOp::Adaptor adaptor, const Place &at) {
  auto type = op.getElements().getType();
  auto stored = VectorType::get(op.getCount(), type.getElementType());
  Value elements = LLVM::LoadOp::create(at.builder, at.loc, stored, elementsAddress(adaptor.getTensor(), at),
                                        ::eshkol::TensorAlignment);
  return resized(elements, type.getNumElements(), at);
}

/// The function looks at the elements only where their squares are of no use.
Value magnitude(MagnitudeOp op, MagnitudeOp::Adaptor adaptor, const Place &at) {
  Value place = at.frame(op.getElements().getType().getNumElements() * sizeof(double));
  LLVM::StoreOp::create(at.builder, at.loc, adaptor.getElements(), place, /*alignment=*/16);
  return at.runtime.callC(at.builder, at.loc, "eshkol_length_of",
                          {adaptor.getSquares(), place, at.word(op.getCount())}, op.getType());
}

/// procedure(arguments), through the uniform entry
Value apply(ApplyOp op, ApplyOp::Adaptor adaptor, const Place &at) {
  ValueRange arguments = adaptor.getArguments();
  SmallVector<Value> passed{adaptor.getProcedure(), at.word(arguments.size())};
  llvm::append_range(passed, arguments.take_front(RegisterArguments));
  if (arguments.size() > RegisterArguments)
    at.runtime.spill(at.builder, at.loc, arguments.drop_front(RegisterArguments));
  while (passed.size() < RegisterArguments + 2)
    passed.push_back(LLVM::UndefOp::create(at.builder, at.loc, at.builder.getI64Type()));
  return at.runtime.callEntry(at.builder, at.loc, passed, op);
}

Value applyList(ApplyListOp op, ApplyListOp::Adaptor adaptor, const Place &at) {
  SmallVector<Value> passed{adaptor.getProcedure(), at.callC("eshkol_spread_arguments", adaptor.getList())};
  Value first = at.symbol("eshkol_first_arguments");
  for (int32_t i = 0; i != RegisterArguments; ++i)
    passed.push_back(at.load(LLVM::GEPOp::create(at.builder, at.loc, first.getType(), at.builder.getI64Type(),
                                                 first, ArrayRef<LLVM::GEPArg>{i})));
  return at.runtime.callEntry(at.builder, at.loc, passed, op);
}

/// The rules of all operations over values.
class Rules {
public:
  Rules(RewritePatternSet &patterns, const TypeConverter &converter, Runtime &runtime)
      : patterns(patterns), converter(converter), runtime(runtime) {}

  void add() {
    addValues();
    addUnboxed();
    addTensors();
    addVariables();
    addProcedures();
  }

private:
  template <typename Op> void rule(Rule<Op> rule) {
    patterns.add<RulePattern<Op>>(converter, patterns.getContext(), runtime, std::move(rule));
  }

  void addValues() {
    rule<LiteralOp>([](auto op, auto, auto &at) {
      auto word = immediate(op.getValue());
      return word ? at.word(*word) : at.runtime.literal(at.builder, at.loc, op.getValue());
    });
    rule<UndefinedOp>([](auto, auto, auto &at) { return at.word(Undefined); });
    rule<AbsentOp>([](auto, auto, auto &at) { return at.word(Absent); });
    rule<IsTrueOp>([](auto, auto operands, auto &at) {
      return LLVM::ICmpOp::create(at.builder, at.loc, LLVM::ICmpPredicate::ne, operands.getValue(),
                                  at.word(False));
    });
    rule<PrimitiveOp>(callPrimitive);
    // The check itself is a comparison; the error is out of line.
    rule<CheckDefinedOp>([](auto op, auto operands, auto &at) {
      Value name = at.runtime.literal(at.builder, at.loc, op.getNameAttr());
      return at.callC("eshkol_check_defined", {operands.getValue(), name});
    });
  }

  void addUnboxed() {
    rule<FlonumOp>(
        [](auto, auto operands, auto &at) { return at.callC("eshkol_flonum", operands.getNumber()); });
    rule<Float64Op>([](auto op, auto operands, auto &at) {
      return at.runtime.callC(at.builder, at.loc, "eshkol_float64", operands.getValue(), op.getType());
    });
    rule<BooleanOp>([](auto, auto operands, auto &at) {
      return LLVM::SelectOp::create(at.builder, at.loc, operands.getTest(), at.word(True), at.word(False));
    });
  }

  void addTensors() {
    rule<SmallTensorOp>(makeSmallTensor);
    rule<ElementsOp>(readElements);
    rule<MagnitudeOp>(magnitude);
  }

  void addVariables() {
    rule<BoxOp>(makeBox);
    rule<UnboxOp>(
        [](auto, auto operands, auto &at) { return at.load(at.field(operands.getBox(), BoxContentOffset)); });
    rule<SetBoxOp>(setBox);
    // Variables are elements of the array of roots, or defined by Runtime::finish.
    rule<GlobalOp>([](auto, auto, auto &) { return Value(); });
    rule<GetGlobalOp>([](auto op, auto, auto &at) { return at.load(at.global(op.getGlobal())); });
    rule<SetGlobalOp>(setGlobal);
  }

  void addProcedures() {
    rule<ProcedureOp>([](auto op, auto, auto &at) {
      return at.runtime.staticProcedure(at.builder, at.loc, op.getFunction());
    });
    rule<ClosureOp>(makeClosure);
    rule<CapturedOp>([](auto op, auto operands, auto &at) {
      return at.load(at.field(operands.getClosure(), captureOffset(op.getIndex())));
    });
    rule<SetCapturedOp>([](auto op, auto operands, auto &at) {
      at.store(operands.getValue(), at.field(operands.getClosure(), captureOffset(op.getIndex())));
      return Value();
    });
    rule<CallOp>(call);
    rule<ApplyOp>(apply);
    rule<ApplyListOp>(applyList);
  }

  RewritePatternSet &patterns;
  const TypeConverter &converter;
  Runtime &runtime;
};

struct ReturnPattern : OpConversionPattern<func::ReturnOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(func::ReturnOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::ReturnOp>(op, adaptor.getOperands());
    return success();
  }
};

/// A function over values: tailcc, and its attributes in the dialect's terms gone.
struct FunctionPattern : OpConversionPattern<func::FuncOp> {
  FunctionPattern(const TypeConverter &converter, MLIRContext *context, Runtime &runtime)
      : OpConversionPattern(converter, context), runtime(runtime) {}

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

  Runtime &runtime;
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
    Rules(patterns, converter, runtime).add();
    patterns.add<ReturnPattern>(converter, &getContext());
    patterns.add<FunctionPattern>(converter, &getContext(), runtime);
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
