//===- Procedures.cpp - closures and their application --------------------===//

#include "dialects/Dialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace mlir::eshkol;

//===----------------------------------------------------------------------===//
// eshkol.lambda
//===----------------------------------------------------------------------===//

/// ["f", "g"] required [1, 2] rest [false, true] keeping(%k) ({...}, {...})
ParseResult LambdaOp::parse(OpAsmParser &parser, OperationState &result) {
  ArrayAttr names;
  if (parser.parseAttribute(names, "names", result.attributes) || parser.parseKeyword("required"))
    return failure();
  auto required = dyn_cast_or_null<DenseI64ArrayAttr>(DenseI64ArrayAttr::parse(parser, Type{}));
  if (!required || parser.parseKeyword("rest"))
    return failure();
  auto rest = dyn_cast_or_null<DenseBoolArrayAttr>(DenseBoolArrayAttr::parse(parser, Type{}));
  SmallVector<OpAsmParser::UnresolvedOperand> kept;
  auto value = ValueType::get(parser.getContext());
  if (!rest ||
      (succeeded(parser.parseOptionalKeyword("keeping")) &&
       parser.parseOperandList(kept, OpAsmParser::Delimiter::Paren)) ||
      parser.resolveOperands(kept, value, result.operands) || parser.parseLParen())
    return failure();
  result.addAttribute("required", required);
  result.addAttribute("rest", rest);
  auto parseBody = [&]() -> ParseResult { return parser.parseRegion(*result.addRegion()); };
  if (parser.parseCommaSeparatedList(parseBody) || parser.parseRParen() ||
      parser.parseOptionalAttrDict(result.attributes))
    return failure();
  result.addTypes(SmallVector<Type>(names.size(), value));
  return success();
}

void LambdaOp::print(OpAsmPrinter &printer) {
  printer << ' ' << getNames() << " required ";
  getRequiredAttr().print(printer);
  printer << " rest ";
  getRestAttr().print(printer);
  if (!getKept().empty())
    printer << " keeping(" << getKept() << ')';
  printer << " (";
  llvm::interleaveComma(getBodies(), printer, [&](Region &body) { printer.printRegion(body); });
  printer << ')';
  printer.printOptionalAttrDict((*this)->getAttrs(), {"names", "required", "rest"});
}

/// Checks what one of the procedures of a group is to device code.
static LogicalResult verifyDevice(LambdaOp op, Attribute device) {
  if (isa<UnitAttr>(device))
    return success();
  auto described = dyn_cast<DictionaryAttr>(device);
  auto places = described ? described.getAs<ArrayAttr>("places") : ArrayAttr();
  if (!places || !described.getAs<IntegerAttr>("number") == !described.getAs<StringAttr>("operation"))
    return op.emitOpError(
               "expected `device` to have, for each procedure, `unit` or a dictionary of `places` and "
               "either a `number` or an `operation`, but got ")
           << device;
  int64_t count = static_cast<int64_t>(op.getKept().size());
  for (Attribute place : places) {
    auto position = dyn_cast<IntegerAttr>(place);
    if (position ? position.getInt() < 0 || position.getInt() >= count : !isa<FlatSymbolRefAttr>(place))
      return op.emitOpError("expected a place to be a variable or the position of one of the ")
             << count << " operands, but got " << place;
  }
  return success();
}

LogicalResult LambdaOp::verify() {
  size_t count = getNumResults();
  if (count == 0)
    return emitOpError("expected at least one procedure");
  if (getNames().size() != count || getRequired().size() != count || getRest().size() != count ||
      getBodies().size() != count)
    return emitOpError("expected a name, a number of required parameters, whether there are more and a body "
                       "for each of its ")
           << count << " procedures, but got " << getNames().size() << ", " << getRequired().size() << ", "
           << getRest().size() << " and " << getBodies().size();
  for (auto [index, required] : llvm::enumerate(getRequired()))
    if (required < 0)
      return emitOpError("expected procedure ")
             << index << " to have no or more required parameters, but got " << required;
  ArrayAttr all = getDeviceAttr();
  if (!all)
    return success();
  if (all.size() != count)
    return emitOpError("expected `device` to have an element for each of its ")
           << count << " procedures, but it has " << all.size();
  for (Attribute device : all)
    if (failed(verifyDevice(*this, device)))
      return failure();
  return success();
}

LogicalResult LambdaOp::verifyRegions() {
  for (auto [index, body] : llvm::enumerate(getBodies())) {
    size_t expected = getNumResults() + getRequired()[index] + getRest()[index];
    if (body.getNumArguments() != expected)
      return emitOpError("expected body ")
             << index << " to have " << expected << " arguments (" << getNumResults() << " procedures, "
             << getRequired()[index] << " parameters" << (getRest()[index] ? ", the rest" : "")
             << "), but it has " << body.getNumArguments();
    for (Type type : body.getArgumentTypes())
      if (!isa<ValueType>(type))
        return emitOpError("expected the arguments of body ")
               << index << " to be values, but one is " << type;
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Application
//===----------------------------------------------------------------------===//

/// apply (procedure @f)(x) ⇒ call @f(x), where @f takes as many arguments
void ApplyOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](ApplyOp op, PatternRewriter &rewriter) -> LogicalResult {
    auto procedure = op.getProcedure().getDefiningOp<ProcedureOp>();
    if (!procedure)
      return rewriter.notifyMatchFailure(op, "procedure is not known");
    auto function = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(op, procedure.getFunctionAttr());
    if (!function || function->hasAttr("eshkol.rest") ||
        function.getNumArguments() != op.getArguments().size())
      return rewriter.notifyMatchFailure(op, "number of arguments is not that of the parameters");
    rewriter.replaceOpWithNewOp<CallOp>(op, op.getType(), procedure.getFunctionAttr(), op.getArguments());
    return success();
  });
}

/// The function that a symbol names, which takes its closure as `wantsSelf` says; null after an error.
static func::FuncOp findFunction(Operation *op, FlatSymbolRefAttr symbol, bool wantsSelf,
                                 SymbolTableCollection &symbols) {
  auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(op, symbol);
  if (!function) {
    op->emitOpError("expected ") << symbol << " to be a function";
    return nullptr;
  }
  if (function->hasAttr("eshkol.self") != wantsSelf) {
    op->emitOpError("expected a function ")
        << (wantsSelf ? "with" : "without") << " eshkol.self, but got " << symbol;
    return nullptr;
  }
  return function;
}

LogicalResult ProcedureOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return success(findFunction(*this, getFunctionAttr(), /*wantsSelf=*/false, symbols) != nullptr);
}

LogicalResult ClosureOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return success(findFunction(*this, getFunctionAttr(), /*wantsSelf=*/true, symbols) != nullptr);
}

/// @f(%x) : (f64) -> f64, where types are written if one of them is not that of values.
ParseResult CallOp::parse(OpAsmParser &parser, OperationState &result) {
  FlatSymbolRefAttr callee;
  SmallVector<OpAsmParser::UnresolvedOperand> arguments;
  auto value = ValueType::get(parser.getContext());
  SMLoc start = parser.getCurrentLocation();
  if (parser.parseAttribute(callee, "callee", result.attributes) ||
      parser.parseOperandList(arguments, OpAsmParser::Delimiter::Paren) ||
      parser.parseOptionalAttrDict(result.attributes))
    return failure();
  FunctionType type =
      FunctionType::get(parser.getContext(), SmallVector<Type>(arguments.size(), value), Type(value));
  if (succeeded(parser.parseOptionalColon()) && parser.parseType(type))
    return failure();
  result.addTypes(type.getResults());
  return parser.resolveOperands(arguments, type.getInputs(), start, result.operands);
}

void CallOp::print(OpAsmPrinter &printer) {
  printer << ' ' << getCalleeAttr() << '(' << getArguments() << ')';
  printer.printOptionalAttrDict((*this)->getAttrs(), {"callee"});
  if (llvm::all_of((*this)->getOperandTypes(), llvm::IsaPred<ValueType>) && isa<ValueType>(getType()))
    return;
  printer << " : ";
  printer.printFunctionalType(*this);
}

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(*this, getCalleeAttr());
  if (!function)
    return emitOpError("expected ") << getCalleeAttr() << " to be a function";
  if (function.getNumArguments() != getArguments().size())
    return emitOpError("expected ") << function.getNumArguments() << " arguments for " << getCalleeAttr()
                                    << ", but got " << getArguments().size();
  auto type = FunctionType::get(getContext(), getArguments().getTypes(), getType());
  if (function.getFunctionType() != type)
    return emitOpError("expected the type of ")
           << getCalleeAttr() << ", " << function.getFunctionType() << ", but got " << type;
  return success();
}
