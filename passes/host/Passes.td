//===- Passes.td - Scheme to machine code -----------------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_HOST_PASSES_TD
#define ESHKOL_PASSES_HOST_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertClosuresPass : Pass<"eshkol-convert-closures", "::mlir::ModuleOp"> {
  let summary = "Makes functions of lambda expressions";
  let description = [{
    Each body of an `eshkol.lambda` becomes a function.  A procedure which is only
    called, each time with the right number of arguments, needs no closure: its
    function takes the variables that it uses from outside as further parameters
    (lambda lifting), and calls become `eshkol.call`.  So loops allocate nothing.  Any
    other procedure becomes an `eshkol.closure`, or an `eshkol.procedure` where it
    captures nothing; calls of it by its name are `eshkol.call` as well.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect"];
}

def TailCallsPass : Pass<"eshkol-tail-calls", "::mlir::func::FuncOp"> {
  let summary = "Puts the return after each call in tail position";
  let description = [{
    After the conversion of `scf` to `cf`, the value of a call in tail position
    travels through branches to the only return.  A branch to a block that does
    nothing but return becomes that return, so that `--eshkol-values-to-llvm` sees a
    call followed by the return of its value, which is a tail call.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect"];
}

def ValuesToLLVMPass : Pass<"eshkol-values-to-llvm", "::mlir::ModuleOp"> {
  let summary = "Lowers values, procedures and their calls to the llvm dialect";
  let description = [{
    Values become `i64`.  Functions over values get the calling convention `tailcc`;
    calls before a return become `musttail`.  A function that is used as a value
    gets a second, uniform entry, which checks the number of arguments and collects
    further ones in a list:

        i64 entry.f(i64 procedure, i64 count, i64 a0, i64 a1, i64 a2, i64 a3)

    Arguments from the fifth on are in `eshkol_spilled_arguments`.  Variables of the
    top level and literals are the elements of one array, which the collector scans.
    The function with the attribute `eshkol.unit` runs the program's top level; the
    uniform entry `eshkol_unit_<name>` loads the literals and calls it.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def HostDebugInfoPass : Pass<"eshkol-host-debug-info", "::mlir::ModuleOp"> {
  let summary = "Keeps the locations of operations as debug information of LLVM";
  let description = [{
    Functions get a subprogram with the name that the program gives the procedure, and
    operations a place in it, so that LLVM keeps file, line and column of each
    instruction.  An operation of another file than its function's, as one that
    `include` inserted, names that file.  `ensure-debug-info-scope-on-llvm-func` of
    upstream does the same for functions whose operations are all of one file.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // ESHKOL_PASSES_HOST_PASSES_TD
