//===- InferTypes.cpp - result types of an operation not yet built --------===//

#include "passes/Compiler.h"
#include "passes/Registration.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Block.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"

using namespace mlir;

namespace {

/// The properties of an operation that is not built, filled in from attributes.
class DetachedProperties {
public:
  explicit DetachedProperties(RegisteredOperationName name)
      : name(name), storage(std::max<size_t>(name.getOpPropertyByteSize(), 1)) {
    name.initOpProperties(get(), /*init=*/nullptr);
  }
  ~DetachedProperties() { name.destroyOpProperties(get()); }

  LogicalResult set(Attribute attributes, Location loc) {
    if (name.getOpPropertyByteSize() == 0)
      return success();
    return name.setOpPropertiesFromAttribute(name, get(), attributes, [&] { return emitError(loc); });
  }

  OpaqueProperties get() { return storage.data(); }

private:
  RegisteredOperationName name;
  std::vector<std::max_align_t> storage;
};

} // namespace

/// Adds a value of each type to the block; fails where a type does not parse.
static LogicalResult addOperands(Block &block, ArrayRef<std::string> types, Location loc) {
  for (const std::string &text : types) {
    Type type = parseType(text, loc.getContext());
    if (!type)
      return failure();
    block.addArgument(type, loc);
  }
  return success();
}

static LogicalResult infer(const ::eshkol::core::InferenceRequest &request, Location loc,
                           SmallVectorImpl<Type> &types) {
  MLIRContext *context = loc.getContext();
  StringRef dialect = StringRef(request.operation).split('.').first;
  context->getOrLoadDialect(dialect);
  auto name = RegisteredOperationName::lookup(request.operation, context);
  if (!name)
    return emitError(loc) << "there is no operation '" << request.operation << "'";
  auto *interface = name->getInterface<InferTypeOpInterface>();
  if (!interface)
    return emitError(loc) << "the result types of '" << request.operation
                          << "' do not follow from its operands, so they must be given";
  Block block;
  auto attributes = dyn_cast_or_null<DictionaryAttr>(parseAttribute(request.attributes, context));
  if (!attributes || failed(addOperands(block, request.operands, loc)))
    return failure();
  DetachedProperties properties(*name);
  if (failed(properties.set(attributes, loc)))
    return failure();
  return interface->inferReturnTypes(context, loc, block.getArguments(), attributes, properties.get(), {},
                                     types);
}

::eshkol::core::InferenceResult(::eshkol::core::inferResultTypes)(const InferenceRequest &request) {
  InferenceResult result;
  DialectRegistry registry;
  mlir::eshkol::registerDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.getDiagEngine().registerHandler([&](Diagnostic &diagnostic) {
    result.errors.push_back(diagnostic.str());
    return success();
  });
  SmallVector<Type> types;
  result.succeeded = succeeded(infer(request, UnknownLoc::get(&context), types));
  for (Type type : types) {
    std::string text;
    llvm::raw_string_ostream(text) << type;
    result.types.push_back(std::move(text));
  }
  return result;
}
