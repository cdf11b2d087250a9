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

def FrameObjectsPass : Pass<"eshkol-frame-objects", "::mlir::ModuleOp"> {
  let summary = "Puts objects that nothing refers to later into frames";
  let description = [{
    Closures, boxes of variables, pairs, small vectors and records are put into the
    frame of the function that makes them (`eshkol.in_frame`), where LLVM often replaces
    them by their parts, if

    - they do not escape: they are not returned, stored in another object or variable,
      captured by a closure that escapes, or passed to a procedure that keeps them.  What
      procedures of the module keep is found from their text.  Those of other units say
      it (`eshkol.summary`), and the module says it of its public functions
      (`eshkol.summaries`);
    - no tail call gets them, since the frame is gone then.  A tail call becomes a plain
      call (`eshkol.keeps_frame`) if the functions that it leads to are known and
      do not come back to the caller by tail calls, so that the stack does not grow;
    - no continuation may be captured while they are used.  One that is entered again
      brings back frames as they were, but assignments must stay; and it brings back the
      frames of callers only when control returns to them;
    - they are small, and no loop of the function makes them.

    A box in a frame that is only used by its function and by functions which that calls
    directly is assigned without a look at regions (`eshkol.in_frame` of
    `eshkol.set_box`): no region is entered in between.
  }];
}

def LastUsesPass : Pass<"eshkol-last-uses", "::mlir::ModuleOp"> {
  let summary = "Lets tensors die where they are used last";
  let description = [{
    A call of a primitive that is the last use of the only reference to a tensor says so
    (`eshkol.last_uses`): its result may take the place of the tensor, whose memory is
    free otherwise when the call has returned.  An assignment of a variable that has the
    only reference to its earlier value says that as well (`eshkol.replaces`).

    Here `%t` is owned from the multiplication to the addition, and both are bits of the
    second argument:

        %t = eshkol.primitive @eshkol_multiply(%x, %a)
        %r = eshkol.primitive @eshkol_add(%t, %b) {eshkol.last_uses = 1 : i64}

    A value is owned if it is what a primitive made, and along branches, direct calls and
    returns that are its last use.  Nothing is owned while a continuation may be
    captured, which could bring back the frame of a use that has been.  Modules that have
    no operations on tensors are left as they are.
  }];
}

def UnboxPass : Pass<"eshkol-unbox", "::mlir::ModuleOp"> {
  let summary = "Keeps flonums, booleans and small tensors in registers";
  let description = [{
    Parameters, results and variables that are known to be flonums or booleans, and
    with which something is computed, become `f64` and `i1`; so do the operations
    between them.  What is known follows from literals, from arithmetic, and from
    checks of declared types, through all procedures of the module that are only called
    directly.  Where a value has to be one of any type, it is made from the number
    (`eshkol.flonum`, `eshkol.boolean`).

    A function that begins with such checks becomes two: a worker without them, for
    calls whose arguments are known to pass, and one that checks its arguments and
    calls the worker, for all others.

        func.func private @half(%x: !eshkol.value) -> !eshkol.value {
          %two = eshkol.literal 2.0
          %r = eshkol.primitive @eshkol_divide(%x, %two)
          return %r : !eshkol.value
        }

    becomes, if it is only called with flonums and its results are computed with,

        func.func private @half(%x: f64) -> f64 {
          %two = arith.constant 2.0 : f64
          %r = arith.divf %x, %two : f64
          return %r : f64
        }

    Tensors of `f64` and `f32` whose sizes are known, up to 64 bytes, become vectors of
    their elements, padded to whole registers.  That a tensor is an object, which may be
    changed and compared by `eq?`, is not seen: one that something keeps is made at once
    (`eshkol.small_tensor`), and its elements are read where they are used
    (`eshkol.elements`); one that comes from elsewhere is read early only if nothing may
    change a tensor while its elements are used.

        %s = eshkol.primitive @eshkol_tensor_vector_scale(%v, %x)
        %r = eshkol.primitive @eshkol_tensor_vector_dot(%s, %s)

    becomes, for a vector of two elements that is in registers already,

        %factors = llvm.insertelement %x, ... : vector<2xf64>
        %s = arith.mulf %v, %factors : vector<2xf64>
        %r = arith.addf ...
  }];
  let options = [Option<"tensors", "tensors", "bool", /*default=*/"true",
                        "Keep small tensors in registers as well">];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
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
