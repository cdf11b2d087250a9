//===- ConvertClosures.cpp - functions of lambda expressions --------------===//
//
// Outer procedures go first: once one is a function whose variables are its
// parameters, what the procedures inside of it use of them is plain to see.
//
//===----------------------------------------------------------------------===//

#include "dialects/Dialect.h"
#include "passes/host/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_CONVERTCLOSURESPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;
using namespace mlir::eshkol;

namespace {

/// Goes through a region rather than the uses of values, of which there may be many in other places.
void replaceUses(Region &region, const IRMapping &values) {
  if (!values.getValueMap().empty())
    region.walk([&](Operation *op) {
      for (OpOperand &operand : op->getOpOperands())
        operand.set(values.lookupOrDefault(operand.get()));
    });
}

/// Makes functions of the procedures of one `eshkol.lambda`.
class GroupConversion {
public:
  GroupConversion(LambdaOp group, SymbolTable &symbols, StringRef outerName)
      : group(group), symbols(symbols), builder(group) {
    for (unsigned i = 0, count = group.getNumResults(); i != count; ++i) {
      StringRef name = cast<StringAttr>(group.getNames()[i]).getValue();
      names.push_back((outerName + "/" + (name.empty() ? StringRef("lambda") : name)).str());
      lifted.push_back(isOnlyCalled(i));
    }
  }

  /// Returns the new functions, which may have lambda expressions in them.
  SmallVector<func::FuncOp> run() {
    repeatConstants();
    collectCaptures();
    SmallVector<func::FuncOp> functions;
    for (unsigned i = 0, count = group.getNumResults(); i != count; ++i)
      functions.push_back(declare(i));
    replaceCalls(functions);
    makeClosures(functions);
    for (unsigned i = 0, count = group.getNumResults(); i != count; ++i)
      moveBody(i, functions[i]);
    group.erase();
    return functions;
  }

private:
  /// The values in the group's surroundings and in its bodies that stand for a procedure of the group.
  SmallVector<Value> aliases(unsigned i) {
    SmallVector<Value> values{group.getResult(i)};
    for (unsigned body = 0, count = group.getNumResults(); body != count; ++body)
      values.push_back(group.getSelves(body)[i]);
    return values;
  }

  bool isKnownCall(OpOperand &use, unsigned i) {
    auto apply = dyn_cast<ApplyOp>(use.getOwner());
    return apply && use.getOperandNumber() == 0 && !group.getRest()[i] &&
           static_cast<int64_t>(apply.getArguments().size()) == group.getRequired()[i];
  }

  bool isOnlyCalled(unsigned i) {
    return llvm::all_of(aliases(i), [&](Value value) {
      return llvm::all_of(value.getUses(), [&](OpOperand &use) { return isKnownCall(use, i); });
    });
  }

  /// A constant is made again in each body that uses it: it need not be captured, and may be no value, as the
  /// conditions that canonicalization leaves behind.
  void repeatConstants() {
    for (Region &body : group.getBodies()) {
      SetVector<Value> outside;
      getUsedValuesDefinedAbove(body, body, outside);
      OpBuilder inside = OpBuilder::atBlockBegin(&body.front());
      IRMapping repeated;
      for (Value value : outside) {
        Operation *op = value.getDefiningOp();
        if (!op || op->getNumOperands() != 0 || op->getNumResults() != 1 || op->getNumRegions() != 0 ||
            !isPure(op))
          continue;
        repeated.map(value, inside.clone(*op)->getResult(0));
      }
      replaceUses(body, repeated);
    }
  }

  /// What each procedure uses from outside: variables that the group is in the scope of, and closures of the
  /// group.  Procedures that are lifted hand theirs on to those that call them.
  void collectCaptures() {
    unsigned count = group.getNumResults();
    captures.resize(count);
    calls.resize(count);
    for (unsigned body = 0; body != count; ++body) {
      SetVector<Value> outside;
      getUsedValuesDefinedAbove(group.getBodies()[body], group.getBodies()[body], outside);
      if (!lifted[body])
        for (Value kept : keptBy(body))
          captures[body].insert(kept);
      captures[body].insert(outside.begin(), outside.end());
      for (unsigned i = 0; i != count; ++i) {
        Value self = group.getSelves(body)[i];
        if (self.use_empty())
          continue;
        if (lifted[i])
          calls[body].insert(i);
        else if (i != body)
          captures[body].insert(group.getResult(i));
      }
    }
    bool changed = true;
    while (changed) {
      changed = false;
      for (unsigned body = 0; body != count; ++body)
        for (unsigned callee : calls[body])
          for (Value value : captures[callee]) {
            // A closure reaches itself through its first parameter.
            if (!lifted[body] && value == group.getResult(body))
              continue;
            changed |= captures[body].insert(value);
          }
    }
  }

  /// What a procedure is to device code; null for one that it does not know.
  DictionaryAttr deviceOf(unsigned i) {
    std::optional<ArrayAttr> device = group.getDevice();
    return device ? dyn_cast<DictionaryAttr>((*device)[i]) : DictionaryAttr();
  }

  /// The operands that device code needs of a procedure.
  SmallVector<Value> keptBy(unsigned i) {
    SmallVector<Value> kept;
    if (DictionaryAttr device = deviceOf(i))
      for (Attribute place : device.getAs<ArrayAttr>("places"))
        if (auto position = dyn_cast<IntegerAttr>(place))
          kept.push_back(group.getKept()[position.getInt()]);
    return kept;
  }

  /// The same of the function, where places are positions among what the closure captures.
  DictionaryAttr deviceOfClosure(unsigned i, DictionaryAttr device) {
    SmallVector<Attribute> places;
    for (Attribute place : device.getAs<ArrayAttr>("places")) {
      auto position = dyn_cast<IntegerAttr>(place);
      if (!position) {
        places.push_back(place);
        continue;
      }
      auto found = llvm::find(captures[i], group.getKept()[position.getInt()]);
      places.push_back(builder.getI64IntegerAttr(found - captures[i].begin()));
    }
    NamedAttrList changed(device);
    changed.set("places", builder.getArrayAttr(places));
    return changed.getDictionary(group.getContext());
  }

  func::FuncOp declare(unsigned i) {
    Type value = ValueType::get(group.getContext());
    size_t parameters = group.getRequired()[i] + group.getRest()[i];
    size_t extra = lifted[i] ? captures[i].size() : needsSelf(i) ? 1 : 0;
    auto type = builder.getFunctionType(SmallVector<Type>(parameters + extra, value), value);
    // The symbol may get a number, which is no part of what programs call the procedure.
    auto name = NameLoc::get(builder.getStringAttr(names[i]), group.getLoc());
    auto function = func::FuncOp::create(name, names[i], type);
    function.setPrivate();
    StringAttr ownName = cast<StringAttr>(group.getNames()[i]);
    if (!lifted[i]) {
      if (!ownName.empty())
        function->setAttr("eshkol.name", ownName);
      if (group.getRest()[i])
        function->setAttr("eshkol.rest", builder.getUnitAttr());
      if (extra)
        function->setAttr("eshkol.self", builder.getUnitAttr());
      if (DictionaryAttr device = deviceOf(i))
        function->setAttr("eshkol.device", deviceOfClosure(i, device));
    }
    symbols.insert(function);
    return function;
  }

  bool needsSelf(unsigned i) { return !captures[i].empty(); }

  /// Calls by name, in the bodies and around, know what they call.
  void replaceCalls(MutableArrayRef<func::FuncOp> functions) {
    for (unsigned i = 0, count = group.getNumResults(); i != count; ++i)
      for (Value alias : aliases(i)) {
        // A call may pass the procedure to itself too, so that the uses of a call go with it.
        SmallVector<ApplyOp> known;
        for (OpOperand &use : alias.getUses())
          if (isKnownCall(use, i))
            known.push_back(cast<ApplyOp>(use.getOwner()));
        for (ApplyOp apply : known) {
          SmallVector<Value> arguments;
          if (lifted[i])
            arguments.append(captures[i].begin(), captures[i].end());
          else if (needsSelf(i))
            arguments.push_back(alias);
          llvm::append_range(arguments, apply.getArguments());
          OpBuilder at(apply);
          Value result = CallOp::create(at, apply.getLoc(), apply.getType(),
                                        FlatSymbolRefAttr::get(functions[i].getSymNameAttr()), arguments);
          apply.replaceAllUsesWith(result);
          apply.erase();
        }
      }
  }

  /// A closure may capture one that is made after it, and gets it then.
  void makeClosures(MutableArrayRef<func::FuncOp> functions) {
    unsigned count = group.getNumResults();
    llvm::MapVector<Value, Value> made;
    SmallVector<std::tuple<Value, int64_t, Value>> incomplete;
    for (unsigned i = 0; i != count; ++i) {
      if (lifted[i])
        continue;
      auto symbol = FlatSymbolRefAttr::get(functions[i].getSymNameAttr());
      if (!needsSelf(i)) {
        made[group.getResult(i)] = ProcedureOp::create(builder, group.getLoc(), symbol);
        continue;
      }
      SmallVector<Value> values;
      SmallVector<std::pair<int64_t, Value>> missing;
      for (auto [index, captured] : llvm::enumerate(captures[i])) {
        if (captured.getDefiningOp() != group) {
          values.push_back(captured);
        } else if (Value closure = made.lookup(captured)) {
          values.push_back(closure);
        } else {
          values.push_back(UndefinedOp::create(builder, group.getLoc()));
          missing.emplace_back(index, captured);
        }
      }
      Value closure = ClosureOp::create(builder, group.getLoc(), symbol, values);
      made[group.getResult(i)] = closure;
      for (auto [index, captured] : missing)
        incomplete.emplace_back(closure, index, captured);
    }
    for (auto [closure, index, captured] : incomplete)
      SetCapturedOp::create(builder, group.getLoc(), closure, index, made.lookup(captured));
    for (auto &[result, closure] : made)
      replaceOutside(result, closure);
  }

  /// The bodies get what they capture through their parameters instead.
  void replaceOutside(Value result, Value closure) {
    result.replaceUsesWithIf(closure, [&](OpOperand &use) { return !group->isAncestor(use.getOwner()); });
  }

  void moveBody(unsigned i, func::FuncOp function) {
    Region &body = group.getBodies()[i];
    Block &entry = body.front();
    unsigned count = group.getNumResults();
    function.getBody().takeBody(body);
    // Parameters are in their order already; what comes before them changes.
    SmallVector<Value> before;
    size_t extra = function.getNumArguments() - (entry.getNumArguments() - count);
    for (size_t k = 0; k != extra; ++k)
      before.push_back(entry.insertArgument(k, ValueType::get(group.getContext()), group.getLoc()));
    OpBuilder inside = OpBuilder::atBlockBegin(&entry);
    IRMapping inner;
    for (auto [index, captured] : llvm::enumerate(captures[i])) {
      Value value;
      if (lifted[i])
        value = before[index];
      else
        value = CapturedOp::create(inside, group.getLoc(), before[0], index);
      inner.map(captured, value);
      if (captured.getDefiningOp() == group)
        entry.getArgument(extra + cast<OpResult>(captured).getResultNumber()).replaceAllUsesWith(value);
    }
    if (!lifted[i]) {
      Value own;
      if (needsSelf(i))
        own = before[0];
      else
        own = ProcedureOp::create(inside, group.getLoc(), FlatSymbolRefAttr::get(function.getSymNameAttr()));
      entry.getArgument(extra + i).replaceAllUsesWith(own);
      // Calls of lifted procedures hand it on under its name outside.
      inner.map(group.getResult(i), own);
    }
    replaceUses(function.getBody(), inner);
    entry.eraseArguments(extra, count);
    for (Block &block : function.getBody())
      if (auto exit = dyn_cast<ReturnOp>(block.getTerminator())) {
        OpBuilder at(exit);
        func::ReturnOp::create(at, exit.getLoc(), exit.getValue());
        exit.erase();
      }
  }

  LambdaOp group;
  SymbolTable &symbols;
  OpBuilder builder;
  SmallVector<std::string> names;
  /// Whether a procedure needs no closure.
  SmallVector<bool> lifted;
  SmallVector<SetVector<Value>> captures;
  /// The lifted procedures of the group that each body calls.
  SmallVector<SetVector<unsigned>> calls;
};

struct ConvertClosuresPass : eshkol::impl::ConvertClosuresPassBase<ConvertClosuresPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    SmallVector<func::FuncOp> pending(getOperation().getOps<func::FuncOp>());
    std::reverse(pending.begin(), pending.end());
    while (!pending.empty()) {
      func::FuncOp function = pending.pop_back_val();
      SmallVector<func::FuncOp> made;
      for (LambdaOp group : findOutermost(function))
        made.append(GroupConversion(group, symbols, function.getSymName()).run());
      pending.append(made.rbegin(), made.rend());
    }
  }

  static SmallVector<LambdaOp> findOutermost(func::FuncOp function) {
    SmallVector<LambdaOp> found;
    function.walk<WalkOrder::PreOrder>([&](LambdaOp group) {
      found.push_back(group);
      return WalkResult::skip();
    });
    return found;
  }
};

} // namespace
