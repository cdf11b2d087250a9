//===- DebugInfo.cpp - which procedure and place of the source code is from ===//

#include "passes/host/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/BinaryFormat/Dwarf.h"

namespace mlir::eshkol {
#define GEN_PASS_DEF_HOSTDEBUGINFOPASS
#include "passes/host/Passes.h.inc"
} // namespace mlir::eshkol

using namespace mlir;

namespace {

/// What programs call a procedure; nothing for the top level.  Symbols are `unit:name`, and `main.unit` for
/// the top level, with `/name` for each procedure inside.
StringRef procedureName(LLVM::LLVMFuncOp function) {
  StringRef name = function.getSymName();
  if (auto named = function.getLoc()->findInstanceOf<NameLoc>())
    name = named.getName().getValue();
  // A uniform entry.
  name.consume_front("entry.");
  return name.split(name.starts_with("main.") ? '/' : ':').second;
}

struct HostDebugInfoPass : eshkol::impl::HostDebugInfoPassBase<HostDebugInfoPass> {
  void runOnOperation() override {
    FileLineColLoc first = firstPlace();
    if (!first)
      return;
    auto none = StringAttr::get(&getContext(), "");
    unit = LLVM::DICompileUnitAttr::get(DistinctAttr::create(UnitAttr::get(&getContext())),
                                        llvm::dwarf::DW_LANG_C, fileOf(first.getFilename()), none,
                                        /*isOptimized=*/true, LLVM::DIEmissionKind::Full,
                                        LLVM::DINameTableKind::None);
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      if (!function.isExternal())
        describe(function, first);
  }

private:
  /// The place that a location names, or null.  The module's own is in the text of the module.
  FileLineColLoc placeOf(Location loc) {
    return loc == getOperation().getLoc() ? nullptr : loc->findInstanceOf<FileLineColLoc>();
  }

  FileLineColLoc firstPlace() {
    FileLineColLoc found;
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      found = placeOf(op->getLoc());
      return found ? WalkResult::interrupt() : WalkResult::advance();
    });
    return found;
  }

  LLVM::DIFileAttr fileOf(StringAttr name) {
    return LLVM::DIFileAttr::get(&getContext(), name, StringAttr::get(&getContext(), ""));
  }

  /// LLVM wants a place of every call in a function that has one: line 0 says that the code has none.
  void describe(LLVM::LLVMFuncOp function, FileLineColLoc fallback) {
    FileLineColLoc place = placeOf(function.getLoc());
    StringAttr file = (place ? place : fallback).getFilename();
    unsigned line = place ? place.getLine() : 0;
    auto type = LLVM::DISubroutineTypeAttr::get(&getContext(), ArrayRef<LLVM::DITypeAttr>());
    StringRef name = procedureName(function);
    auto subprogram = LLVM::DISubprogramAttr::get(
        &getContext(), DistinctAttr::create(UnitAttr::get(&getContext())), unit, fileOf(file),
        name.empty() ? StringAttr() : StringAttr::get(&getContext(), name), StringAttr(), fileOf(file), line,
        line, LLVM::DISubprogramFlags::Definition | LLVM::DISubprogramFlags::Optimized, type, {}, {});
    function->setLoc(FusedLoc::get({function.getLoc()}, subprogram, &getContext()));
    function.getBody().walk([&](Operation *op) {
      FileLineColLoc own = isEntryCall(op) ? nullptr : placeOf(op->getLoc());
      if (!own)
        op->setLoc(FileLineColLoc::get(file, 0, 0));
      else if (own.getFilename() == file)
        op->setLoc(own);
      else
        // A form of another file: of an included one, or of a module.
        op->setLoc(FusedLoc::get({own},
                                 LLVM::DILexicalBlockFileAttr::get(subprogram, fileOf(own.getFilename()), 0),
                                 &getContext()));
    });
  }

  /// A uniform entry is not shown beside the procedure that it calls, only where it raises itself.
  static bool isEntryCall(Operation *op) {
    auto call = dyn_cast<LLVM::CallOp>(op);
    return call && call.getCConv() == LLVM::cconv::CConv::Tail &&
           op->getParentOfType<LLVM::LLVMFuncOp>().getSymName().starts_with("entry.");
  }

  LLVM::DICompileUnitAttr unit;
};

} // namespace
