//===- NativeInterface.cpp - functions as the host's runtime calls them ----===//
//
// Functions are renamed first, since lowering brings in functions of C.
//
// The runtime knows the type of a function only when the program runs.  So each public function gets an
// entry that takes one array of words with its arguments and fills another one with its results.  A scalar
// takes a word, a complex number two, and a memref those of its descriptor.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_NATIVEINTERFACEPASS
#define GEN_PASS_DEF_NATIVENAMESPASS
#include "passes/lowering/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

/// How functions are called while they are lowered.
static constexpr llvm::StringLiteral Prefix = "eshkol_body.";

template <typename Function>
static LogicalResult rename(ModuleOp module, Function function, const Twine &name) {
  auto to = StringAttr::get(module.getContext(), name);
  if (failed(SymbolTable::replaceAllSymbolUses(function, to, module)))
    return failure();
  function.setSymName(to);
  return success();
}

namespace {

struct NativeNamesPass : eshkol::impl::NativeNamesPassBase<NativeNamesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    llvm::DenseMap<StringAttr, StringAttr> names;
    for (auto function : module.getOps<func::FuncOp>())
      if (!function.isExternal()) {
        StringAttr from = function.getSymNameAttr();
        function.setSymName((Prefix + from.getValue()).str());
        names[from] = function.getSymNameAttr();
      }
    // All at once, since looking for the uses of one name goes through the whole module.
    AttrTypeReplacer replacer;
    replacer.addReplacement([&](SymbolRefAttr reference) -> std::optional<Attribute> {
      StringAttr name = names.lookup(reference.getRootReference());
      return name ? SymbolRefAttr::get(name, reference.getNestedReferences()) : reference;
    });
    module->walk([&](Operation *op) { replacer.replaceElementsIn(op); });
  }
};

/// Moves values between the words of an array and values of the llvm dialect, one after the other.
class Words {
public:
  Words(OpBuilder &builder, Location loc, Value base) : builder(builder), loc(loc), base(base) {}

  Value load(Type type) {
    if (SmallVector<Type> parts = partsOf(type); !parts.empty()) {
      Value made = LLVM::PoisonOp::create(builder, loc, type);
      for (auto [index, part] : llvm::enumerate(parts))
        made = LLVM::InsertValueOp::create(builder, loc, made, load(part), static_cast<int64_t>(index));
      return made;
    }
    return LLVM::LoadOp::create(builder, loc, type, next());
  }

  void store(Value value) {
    SmallVector<Type> parts = partsOf(value.getType());
    if (parts.empty()) {
      LLVM::StoreOp::create(builder, loc, value, next());
      return;
    }
    for (size_t index = 0; index != parts.size(); ++index)
      store(LLVM::ExtractValueOp::create(builder, loc, value, static_cast<int64_t>(index)));
  }

private:
  static SmallVector<Type> partsOf(Type type) {
    if (auto structure = dyn_cast<LLVM::LLVMStructType>(type))
      return SmallVector<Type>(structure.getBody());
    if (auto array = dyn_cast<LLVM::LLVMArrayType>(type))
      return SmallVector<Type>(array.getNumElements(), array.getElementType());
    return {};
  }

  Value next() {
    Type pointer = LLVM::LLVMPointerType::get(builder.getContext());
    return LLVM::GEPOp::create(builder, loc, pointer, builder.getI64Type(), base,
                               ArrayRef<LLVM::GEPArg>{position++});
  }

  OpBuilder &builder;
  Location loc;
  Value base;
  int32_t position = 0;
};

struct NativeInterfacePass : eshkol::impl::NativeInterfacePassBase<NativeInterfacePass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (auto function : llvm::to_vector(module.getOps<LLVM::LLVMFuncOp>())) {
      if (function.isExternal() || function.getLinkage() != LLVM::Linkage::External)
        continue;
      if (function.isPublic())
        buildEntry(module, function);
      function.setLinkage(LLVM::Linkage::Internal);
    }
    for (auto [from, to] :
         {std::pair("malloc", "eshkol_native_allocate"), std::pair("free", "eshkol_native_release")})
      if (auto function = module.lookupSymbol<LLVM::LLVMFuncOp>(from))
        if (failed(rename(module, function, to)))
          return signalPassFailure();
  }

private:
  static void buildEntry(ModuleOp module, LLVM::LLVMFuncOp function) {
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    Location loc = function.getLoc();
    Type pointer = LLVM::LLVMPointerType::get(builder.getContext());
    auto type =
        LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(builder.getContext()), {pointer, pointer});
    StringRef name = function.getName();
    name.consume_front(Prefix);
    auto entry = LLVM::LLVMFuncOp::create(builder, loc, ("eshkol_native." + name).str(), type);
    Block *body = entry.addEntryBlock(builder);
    builder.setInsertionPointToStart(body);
    Words arguments(builder, loc, body->getArgument(0));
    SmallVector<Value> values;
    for (Type parameter : function.getFunctionType().getParams())
      values.push_back(arguments.load(parameter));
    auto call = LLVM::CallOp::create(builder, loc, function, values);
    if (call.getNumResults())
      Words(builder, loc, body->getArgument(1)).store(call.getResult());
    LLVM::ReturnOp::create(builder, loc, ValueRange());
  }
};

} // namespace
