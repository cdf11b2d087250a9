//===- Procedures.td - closures and their application -----------*- tablegen -*-===//

#ifndef ESHKOL_CORE_PROCEDURES_TD
#define ESHKOL_CORE_PROCEDURES_TD

include "core/Unboxed.td"

def Eshkol_LambdaOp : Eshkol_ValueOp<"lambda", [Pure]> {
  let summary = "Procedures that may refer to each other";
  let description = [{
    Makes one procedure per region, as `letrec` of lambda expressions does; a lone
    lambda expression is a group of one.  The arguments of a region are first all
    procedures of the group, then the required parameters, then the list of further
    arguments where the procedure takes any.  A region may use any value in whose
    scope the operation is.  `--eshkol-convert-closures` makes functions of them.

    `device` says of each procedure what it is to device code, or `unit`: the `number`
    of a function or the name of an `operation`, and the `places` of the values that it is
    applied to.  A place is a variable of the top level or the position of one of the operands
    after `keeping`, which closures capture whether their code uses them or not.  The operation
    `identity` of another procedure makes device code see that one in place of this one.

    ```mlir
    %loop = eshkol.lambda ["loop"] required [1] rest [false] ({
    ^bb0(%self: !eshkol.value, %n: !eshkol.value):
      %r = eshkol.apply %self(%n)
      eshkol.return %r
    })
    %scaled = eshkol.lambda ["scaled"] required [1] rest [false] keeping(%k) ({
    ^bb0(%self: !eshkol.value, %x: !eshkol.value):
      %r = eshkol.primitive @eshkol_multiply(%k, %x)
      eshkol.return %r
    }) {device = [{number = 0 : i64, places = [0 : i64, @offset]} ]}
    ```
  }];
  let arguments = (ins Variadic<Eshkol_ValueType>:$kept, StrArrayAttr:$names, DenseI64ArrayAttr:$required,
                       DenseBoolArrayAttr:$rest, OptionalAttr<ArrayAttr>:$device);
  let regions = (region VariadicRegion<SizedRegion<1>>:$bodies);
  let results = (outs Variadic<Eshkol_ValueType>:$procedures);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    /// The arguments of a body that stand for the procedures of the group.
    ::mlir::Block::BlockArgListType getSelves(unsigned body) {
      return getBodies()[body].getArguments().take_front(getNumResults());
    }
    /// The parameters of a body, the list of further arguments last.
    ::mlir::Block::BlockArgListType getParameters(unsigned body) {
      return getBodies()[body].getArguments().drop_front(getNumResults());
    }
  }];
}

def Eshkol_ReturnOp : Eshkol_ValueOp<"return", [Pure, Terminator, HasParent<"LambdaOp">]> {
  let summary = "Ends the body of a procedure with its value";
  let description = [{
    ```mlir
    eshkol.return %r
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$value);
  let assemblyFormat = "$value attr-dict";
}

def Eshkol_ApplyOp : Eshkol_ValueOp<"apply"> {
  let summary = "Calls a procedure that only running the program tells";
  let description = [{
    It is an error of the program, raised when it happens, if the value is no
    procedure or takes another number of arguments.

    ```mlir
    %r = eshkol.apply %f(%x, %y)
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$procedure, Variadic<Eshkol_ValueType>:$arguments);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$procedure `(` $arguments `)` attr-dict";
  let hasCanonicalizer = 1;
}

def Eshkol_ApplyListOp : Eshkol_ValueOp<"apply_list"> {
  let summary = "Calls a procedure with the elements of a list";
  let description = [{
    It is an error of the program if the last operand is not a list.

    ```mlir
    %r = eshkol.apply_list %f, %list
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$procedure, Eshkol_ValueType:$list);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$procedure `,` $list attr-dict";
}

def Eshkol_CallOp : Eshkol_ValueOp<"call", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "Calls a known procedure with as many arguments as it takes";
  let description = [{
    The callee is a function over values, or over what `--eshkol-unbox` made of them:
    no check and no closure are needed.

    ```mlir
    %r = eshkol.call @fib(%n)
    %x = eshkol.call @root(%y) : (f64) -> f64
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<Eshkol_Passed>:$arguments);
  let results = (outs Eshkol_Passed:$result);
  let hasCustomAssemblyFormat = 1;
}

def Eshkol_ProcedureOp : Eshkol_ValueOp<"procedure", [Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "A function without captured variables as a value";
  let description = [{
    It takes no memory of the heap.

    ```mlir
    %f = eshkol.procedure @double
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$function);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$function attr-dict";
}

def Eshkol_ClosureOp : Eshkol_ValueOp<"closure", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "A function with the values that it captures";
  let description = [{
    The function takes the closure itself before its parameters, and reads what
    was captured with `eshkol.captured`.

    ```mlir
    %f = eshkol.closure @adder[%n]
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$function, Variadic<Eshkol_ValueType>:$captures);
  let results = (outs Res<Eshkol_ValueType, "", [MemAlloc]>:$result);
  let assemblyFormat = "$function `[` $captures `]` attr-dict";
}

def Eshkol_CapturedOp : Eshkol_ValueOp<"captured", [Pure]> {
  let summary = "A value that a closure has captured";
  let description = [{
    ```mlir
    %x = eshkol.captured %self, 0
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$closure, ConfinedAttr<I64Attr, [IntNonNegative]>:$index);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$closure `,` $index attr-dict";
}

def Eshkol_SetCapturedOp : Eshkol_ValueOp<"set_captured", [MemoryEffects<[MemWrite]>]> {
  let summary = "Completes a closure with another of its group, which is made after it";
  let description = [{
    ```mlir
    eshkol.set_captured %even, 0, %odd
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$closure, ConfinedAttr<I64Attr, [IntNonNegative]>:$index, Eshkol_ValueType:$value);
  let assemblyFormat = "$closure `,` $index `,` $value attr-dict";
}

#endif // ESHKOL_CORE_PROCEDURES_TD
