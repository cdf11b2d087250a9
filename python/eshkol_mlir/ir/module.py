"""Modules of eshkol and upstream operations: parsed, built, walked, transformed and printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from iree.compiler import ir as mlir

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Diagnostic, Source
from eshkol_mlir.ir.errors import MLIRError, to_error


class Context(mlir.Context):  # type: ignore[misc]
    """A context that modules live in, which admits the operations of ``eshkol``.

    >>> from eshkol_mlir import ir
    >>> with ir.Context(), ir.Location.unknown():
    ...     print(ir.RankedTensorType.get([2, 3], ir.F32Type.get()))
    tensor<2x3xf32>
    """

    def __init__(self) -> None:
        super().__init__()
        self.allow_unregistered_dialects = True


class Module:
    """A module, as IREE's MLIR holds it and as Eshkol's C++ core understands it.

    The structure (``operation``, ``body``) is that of IREE's MLIR bindings;
    verification, passes and the assembly format are the C++ core's, with which
    modules are exchanged as generic text.
    """

    def __init__(self, module: Any, source: Source | None = None) -> None:
        """Wraps a module of IREE's bindings; ``source`` is the text its locations refer to."""
        self._module = module
        self._source = source

    @classmethod
    def create(cls, loc: Any = None) -> Module:
        """An empty module in the current context, to build in.

        Args:
            loc: its location; the current one, or else unknown.

        Returns:
            The module; build in ``ir.InsertionPoint(module.body)``.
        """
        with current_context():
            return cls(mlir.Module.create(loc=loc or mlir.Location.unknown()))

    @property
    def operation(self) -> Any:
        """The operation ``builtin.module``."""
        return self._module.operation

    @property
    def body(self) -> Any:
        """The block of the module."""
        return self._module.body

    @property
    def context(self) -> Any:
        """The context that the module lives in."""
        return self._module.context

    def verify(self) -> None:
        """Checks every operation.

        Raises:
            MLIRError: with every message of the verifier.
        """
        self._transform("", "generic")

    def run(self, pipeline: str) -> Module:
        """The module after a pass pipeline; this one stays as it is.

        Args:
            pipeline: passes as MLIR writes them, for the whole module:
                ``"canonicalize,cse"``, ``"eshkol-to-linalg"``,
                ``"func.func(canonicalize)"``.

        Raises:
            MLIRError: the pipeline is malformed, the module invalid or a pass failed.
        """
        text = self._transform(pipeline, "generic", locations=True)
        return Module(_parse_generic(str(text), self.context), self._source)

    def walk(self, callback: Callable[[Any], Any], order: Literal["pre", "post"] = "pre") -> None:
        """Calls ``callback`` with every operation, this module's own included.

        Args:
            callback: takes an operation; operations of known dialects come as
                their classes, as ``ir.eshkol.MatmulOp``.  Returning
                ``ir.WalkResult.SKIP`` leaves out what is inside, and
                ``ir.WalkResult.INTERRUPT`` ends the walk.
            order: whether an operation comes before or after those inside it.
        """
        orders = {"pre": mlir.WalkOrder.PRE_ORDER, "post": mlir.WalkOrder.POST_ORDER}
        raised: list[Exception] = []

        def visit(operation: Any) -> Any:
            try:
                answer = callback(operation.opview)
            except Exception as error:  # the bindings would turn it into text
                raised.append(error)
                return mlir.WalkResult.INTERRUPT
            return answer if isinstance(answer, mlir.WalkResult) else mlir.WalkResult.ADVANCE

        self.operation.walk(visit, orders[order])
        if raised:
            raise raised[0]

    def find(self, name: str) -> list[Any]:
        """The operations of one name, as ``eshkol.matmul``, in the order of the text."""
        found: list[Any] = []
        self.walk(lambda view: found.append(view) if view.operation.name == name else None)
        return found

    def generic(self, *, locations: bool = False) -> str:
        """The generic form, which needs no dialect to be read and which invalid modules have too."""
        return str(self.operation.get_asm(print_generic_op_form=True, enable_debug_info=locations))

    def bytecode(self) -> bytes:
        """The module in MLIR's binary format, as ``eshkol-opt`` reads it.

        Raises:
            MLIRError: the module is invalid.
        """
        binary = self._transform("", "bytecode")
        assert isinstance(binary, bytes)
        return binary

    def __str__(self) -> str:
        """The assembly format; the generic form if the module is invalid."""
        try:
            return str(self._transform("", "text"))
        except MLIRError:
            return self.generic()

    def _transform(self, pipeline: str, form: str, *, locations: bool = False) -> str | bytes:
        return transform(self.generic(locations=True), pipeline, form, self._source, locations=locations)


def parse(source: str | bytes, *, name: str = "module.mlir", context: Any = None) -> Module:
    """Parses and verifies a module.

    Args:
        source: MLIR text in the assembly or generic format, or bytecode.
        name: the name of the text in messages.
        context: where the module lives; the current context, or a new one.

    Returns:
        The module, with locations that point into ``source``.

    Raises:
        MLIRError: the text does not parse, or what it says is invalid.

    >>> from eshkol_mlir import ir
    >>> module = ir.parse('''
    ... func.func @square(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
    ...   %y = eshkol.matmul %x, %x : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
    ...   return %y : tensor<3x3xf32>
    ... }''')
    >>> module.find("eshkol.matmul")[0].lhs.type
    RankedTensorType(tensor<3x3xf32>)
    """
    text = Source(name, source) if isinstance(source, str) else None
    generic = transform(source, "", "generic", text, name=name, locations=True)
    return Module(_parse_generic(str(generic), context or current_context()), text)


def transform(
    module: str | bytes,
    pipeline: str,
    form: str,
    source: Source | None,
    *,
    name: str = "module.mlir",
    locations: bool = False,
) -> str | bytes:
    """Runs the C++ core; the messages of a failure become an MLIRError."""
    from eshkol_mlir import _core

    if pipeline and not pipeline.lstrip().startswith("builtin.module("):
        pipeline = f"builtin.module({pipeline})"
    answer = _core.transform(module, name=name, pipeline=pipeline, format=form, debug_info=locations)
    if not answer["succeeded"]:
        raise to_error(answer["messages"], source)
    output: str | bytes = answer["output"]
    return output


def current_context() -> Any:
    """The innermost context entered by ``with``, or a new one."""
    current = mlir.Context.current
    return current if current is not None else Context()


def _parse_generic(text: str, context: Any) -> Any:
    """The module in IREE's MLIR, whose version differs from the C++ core's."""
    try:
        return mlir.Module.parse(text, context)
    except mlir.MLIRError as error:
        message = f"IREE's MLIR cannot represent this module: {error}"
        raise MLIRError(Diagnostic(Code.INVALID_MLIR, MLIRError.__name__, message)) from None
