//===- Values.td - dynamically typed values ---------------------*- tablegen -*-===//

#ifndef ESHKOL_CORE_VALUES_TD
#define ESHKOL_CORE_VALUES_TD

include "Dialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/SymbolInterfaces.td"

def Eshkol_ValueType : TypeDef<Eshkol_Dialect, "Value"> {
  let mnemonic = "value";
  let summary = "a Scheme value of any type";
  let description = [{
    One machine word, whose low bits say what it is; see `runtime/host/Value.h`.
  }];
}

def OverValues : NativeOpTrait<"OverValues"> {
  let cppNamespace = "::mlir::eshkol";
}

/// An operation of the host tier.
class Eshkol_ValueOp<string mnemonic, list<Trait> traits = []>
    : Eshkol_Op<mnemonic, !listconcat(traits, [OverValues])>;

def Eshkol_LiteralOp : Eshkol_ValueOp<"literal", [Pure]> {
  let summary = "A constant of the program";
  let description = [{
    The attribute says which: an `i64` is a fixnum, an `f64` a flonum, an `i1` a
    boolean, an `i32` the scalar value of a character, `[]` the empty list and
    `unit` the unspecified value.  A string is the external representation of
    any other datum, which is read once, when the program is loaded.

    ```mlir
    %0 = eshkol.literal 42
    %1 = eshkol.literal "(a b . #(1 2))"
    ```
  }];
  let arguments = (ins AnyAttr:$value);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$value attr-dict";
  let hasVerifier = 1;
}

def Eshkol_UndefinedOp : Eshkol_ValueOp<"undefined", [Pure]> {
  let summary = "What a variable holds before its definition was evaluated";
  let description = [{
    `eshkol.check_defined` tells it from every other value.

    ```mlir
    %0 = eshkol.undefined
    %box = eshkol.box %0
    ```
  }];
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "attr-dict";
}

def Eshkol_AbsentOp : Eshkol_ValueOp<"absent", [Pure]> {
  let summary = "What a primitive gets for an optional argument that is not given";
  let description = [{
    ```mlir
    %0 = eshkol.absent
    %1 = eshkol.primitive @eshkol_read_char(%0)
    ```
  }];
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "attr-dict";
}

def Eshkol_CheckDefinedOp : Eshkol_ValueOp<"check_defined", [MemoryEffects<[MemWrite]>]> {
  let summary = "Raises an error if a variable is read before its definition was evaluated";
  let description = [{
    The result is the value, which is not undefined.

    ```mlir
    %1 = eshkol.check_defined %0, "counter"
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$value, StrAttr:$name);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$value `,` $name attr-dict";
}

def Eshkol_IsTrueOp : Eshkol_ValueOp<"is_true", [Pure]> {
  let summary = "Whether a value is not #f";
  let description = [{
    Every other value counts as true.

    ```mlir
    %test = eshkol.is_true %0
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$value);
  let results = (outs I1:$result);
  let assemblyFormat = "$value attr-dict";
  let hasFolder = 1;
}

def Eshkol_PrimitiveOp : Eshkol_ValueOp<"primitive"> {
  let summary = "Calls a C function of the runtime";
  let description = [{
    The function takes and returns words.  Which there are, and how many
    arguments they take, is declared in `runtime/host` with ESHKOL_PRIMITIVE.
    Short ones are inlined later, by LLVM.

    ```mlir
    %2 = eshkol.primitive @eshkol_add(%0, %1)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$function, Variadic<Eshkol_ValueType>:$arguments);
  let results = (outs Eshkol_ValueType:$result);
  let assemblyFormat = "$function `(` $arguments `)` attr-dict";
}

// Variables ------------------------------------------------------------------

def Eshkol_BoxOp : Eshkol_ValueOp<"box"> {
  let summary = "A place for the value of a variable that is assigned";
  let description = [{
    Variables that no `set!` names are SSA values.  One that is assigned may be
    shared by closures and by continuations that are entered again, so its value
    lives in memory.

    ```mlir
    %box = eshkol.box %0
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$content);
  let results = (outs Res<Eshkol_ValueType, "", [MemAlloc]>:$box);
  let assemblyFormat = "$content attr-dict";
}

def Eshkol_UnboxOp : Eshkol_ValueOp<"unbox", [MemoryEffects<[MemRead]>]> {
  let summary = "The value in a box";
  let description = [{
    ```mlir
    %1 = eshkol.unbox %box
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$box);
  let results = (outs Eshkol_ValueType:$content);
  let assemblyFormat = "$box attr-dict";
}

def Eshkol_SetBoxOp : Eshkol_ValueOp<"set_box", [MemoryEffects<[MemWrite]>]> {
  let summary = "Stores a value into a box";
  let description = [{
    ```mlir
    eshkol.set_box %box, %1
    ```
  }];
  let arguments = (ins Eshkol_ValueType:$box, Eshkol_ValueType:$content);
  let assemblyFormat = "$box `,` $content attr-dict";
}

def Eshkol_GlobalOp : Eshkol_ValueOp<"global", [Symbol]> {
  let summary = "A variable of the top level";
  let description = [{
    Its value is undefined until the program stores one.  A public variable can be
    used by other units, which declare it `external`.

    ```mlir
    eshkol.global "private" @counter
    eshkol.global @shared external
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<StrAttr>:$sym_visibility, UnitAttr:$external);
  let assemblyFormat = "($sym_visibility^)? $sym_name (`external` $external^)? attr-dict";
}

def Eshkol_GetGlobalOp
    : Eshkol_ValueOp<"get_global", [MemoryEffects<[MemRead]>, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "The value of a variable of the top level";
  let description = [{
    It may be undefined.

    ```mlir
    %0 = eshkol.get_global @counter
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$global);
  let results = (outs Eshkol_ValueType:$value);
  let assemblyFormat = "$global attr-dict";
}

def Eshkol_SetGlobalOp
    : Eshkol_ValueOp<"set_global", [MemoryEffects<[MemWrite]>, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "Stores into a variable of the top level";
  let description = [{
    ```mlir
    eshkol.set_global @counter, %1
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$global, Eshkol_ValueType:$value);
  let assemblyFormat = "$global `,` $value attr-dict";
}

#endif // ESHKOL_CORE_VALUES_TD
