"""Control flow that IREE's bytecode registers can carry.

IREE's virtual machine assigns registers wrongly in two cases, and the program
then computes with the wrong numbers:

* Values of 32 and of 64 bits that go to a block together may be copied in an
  order in which one overwrites half of another.  So scalars that enter or
  leave conditionals and loops all travel in 64 bits.
* The result of a conditional may get the register of a value passed to it
  when that value's last use is the first instruction after the conditional,
  although both are alive there: after ``m = a or b`` the program computes
  ``a - m`` as ``m - m``.  A branch that yields a value of its own is safe.  So
  every scalar which a branch merely passes through is first added to a zero
  that the compiler cannot see through: the sign bit of the condition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

CONTROL = ("scf.if", "scf.for", "scf.while")
NARROW = ("i1", "i8", "i16", "i32", "f32")
#: The operation that leaves a value of each type as it is, given a zero (``x - 0.0`` keeps ``-0.0``).
COPIES = {"i64": "arith.addi", "index": "arith.addi", "f64": "arith.subf"}
#: How a zero of each type is made of the integer zero.
ZEROS = {"index": "arith.index_cast", "f64": "arith.bitcast"}


def guard_registers(module: str) -> str:
    """The module, its conditionals and loops rewritten where they carry scalars."""
    if not any(name in module for name in CONTROL):
        return module
    from iree.compiler import ir

    with ir.Context(), ir.Location.unknown():
        parsed = ir.Module.parse(module)
        for function in parsed.body.operations:
            for operation in _collect(function.operation, lambda op: op.name in CONTROL):
                _widen(operation)
            for conditional in _collect(function.operation, _merges):
                _guard(conditional)
        return str(parsed)


# What the core's passes can read ------------------------------------------------------------

STAND_IN = "eshkol.optimization_barrier"
BARRIER = re.compile(r'"util\.optimization_barrier"\((%[\w.#]+)\) : \(i32\) -> i32')
CALL = re.compile(rf"(?:func\.)?call @{re.escape(STAND_IN)}\((%[\w.#]+)\) : \(i32\) -> i32")
DECLARATION = f"func.func private @{STAND_IN}(i32) -> i32"


def hide_barriers(module: str) -> str:
    """The module without syntax of IREE's own, and a call in place of each of its barriers.

    The core knows neither the syntax of IREE's operations, which the generic
    form does without, nor the dialect of the barriers.
    """
    from iree.compiler import ir

    with ir.Context(), ir.Location.unknown():
        generic = str(ir.Module.parse(module).operation.get_asm(print_generic_op_form=True))
    hidden, count = BARRIER.subn(rf"func.call @{STAND_IN}(\1) : (i32) -> i32", generic)
    if not count:
        return generic
    end = hidden.rindex("}")
    return f"{hidden[:end]}  {DECLARATION}\n{hidden[end:]}"


def show_barriers(module: str) -> str:
    """Puts the barriers back that :func:`hide_barriers` has replaced."""
    shown = CALL.sub(r"util.optimization_barrier \1 : i32", module)
    return re.sub(rf" *{re.escape(DECLARATION)}\n", "", shown)


def _collect(function: Any, wanted: Callable[[Any], bool]) -> Sequence[Any]:
    """Operations inside ``function``, inner ones first."""
    from iree.compiler import ir

    found: list[Any] = []

    def visit(operation: Any) -> Any:
        if wanted(operation):
            found.append(operation)
        return ir.WalkResult.ADVANCE

    function.walk(visit)
    return found


def _create(name: str, type: Any, *operands: Any, **attributes: Any) -> Any:
    from iree.compiler import ir

    return ir.Operation.create(name, results=[type], operands=operands, attributes=attributes).result


def _word(bits: int) -> Any:
    from iree.compiler import ir

    return ir.IntegerType.get_signless(bits)


def _constant(type: Any, number: int) -> Any:
    from iree.compiler import ir

    return _create("arith.constant", type, value=ir.IntegerAttr.get(type, number))


# One width ---------------------------------------------------------------------------


def _widen(operation: Any) -> None:
    """Replaces a conditional or loop by one that carries narrow scalars in 64 bits."""
    from iree.compiler import ir

    values = [*operation.results, *(a for r in operation.regions for b in r.blocks for a in b.arguments)]
    if not any(str(value.type) in NARROW for value in values):
        return
    fixed = {"scf.if": 1, "scf.for": 3, "scf.while": 0}[operation.name]
    with ir.InsertionPoint(operation):
        operands = [v if i < fixed else _wide(v) for i, v in enumerate(operation.operands)]
        wider = ir.Operation.create(
            operation.name,
            results=[_carrier(result.type) for result in operation.results],
            operands=operands,
            attributes={attribute.name: attribute.attr for attribute in _attributes(operation)},
            regions=len(operation.regions),
        )
        for old, new in zip(operation.results, wider.results, strict=True):
            old.replace_all_uses_with(_narrow(new, old.type))
    for old_region, new_region in zip(operation.regions, wider.regions, strict=True):
        for block in list(old_region.blocks):
            block.append_to(new_region)
            _widen_arguments(block)
            _widen_end(block)
    operation.erase()


def _attributes(operation: Any) -> Sequence[Any]:
    return [operation.attributes[i] for i in range(len(operation.attributes))]


def _widen_arguments(block: Any) -> None:
    from iree.compiler import ir

    count = len(block.arguments)
    for position in range(count):
        old = block.arguments[position]
        new = block.add_argument(_carrier(old.type), ir.Location.unknown())
        with ir.InsertionPoint.at_block_begin(block):
            old.replace_all_uses_with(_narrow(new, old.type))
    for _ in range(count):
        block.erase_argument(0)


def _widen_end(block: Any) -> None:
    """``scf.yield`` and ``scf.condition``, whose condition stays as it is."""
    from iree.compiler import ir

    end = block.operations[len(block.operations) - 1]
    with ir.InsertionPoint(end):
        for position, value in enumerate(end.operands):
            if end.name != "scf.condition" or position:
                end.operands[position] = _wide(value)


def _carrier(type: Any) -> Any:
    return _word(64) if str(type) in NARROW else type


def _wide(value: Any) -> Any:
    name = str(value.type)
    if name not in NARROW:
        return value
    bits = _create("arith.bitcast", _word(32), value) if name == "f32" else value
    return _create("arith.extui", _word(64), bits)


def _narrow(value: Any, type: Any) -> Any:
    if str(type) not in NARROW:
        return value
    if str(type) == "f32":
        return _create("arith.bitcast", type, _create("arith.trunci", _word(32), value))
    return _create("arith.trunci", type, value)


# No shared registers ---------------------------------------------------------------------


def _merges(operation: Any) -> bool:
    """A conditional with results; two branches without code of their own become a select, which is safe."""
    if operation.name != "scf.if" or not operation.results:
        return False
    trivial = all(len(region.blocks[0].operations) == 1 for region in operation.regions)
    return not trivial


def _guard(conditional: Any) -> None:
    from iree.compiler import ir

    zeros: dict[str, Any] = {}
    for region in conditional.regions:
        block = region.blocks[0]
        end = block.operations[len(block.operations) - 1]
        for position, value in enumerate(end.operands):
            name = str(value.type)
            if name not in COPIES or not _passes_through(value, block):
                continue
            if name not in zeros:
                zeros[name] = _opaque_zero(conditional, value.type)
            with ir.InsertionPoint(end):
                end.operands[position] = _create(COPIES[name], value.type, value, zeros[name])


def _passes_through(value: Any, block: Any) -> bool:
    """Whether a value that ``block`` yields comes from outside, as constants will."""
    owner = value.owner
    if not hasattr(owner, "name"):
        return True
    if owner.name in ("arith.extui", "arith.bitcast"):
        return _passes_through(owner.operands[0], block)
    return bool(owner.name == "arith.constant" or owner.operation.block != block)


def _opaque_zero(conditional: Any, type: Any) -> Any:
    """A zero before the conditional, which is not folded before registers are assigned."""
    from iree.compiler import ir

    word = _word(32)
    with ir.InsertionPoint(conditional):
        truth = _create("arith.extui", word, conditional.operands[0])
        opaque = _create("util.optimization_barrier", word, truth)
        sign = _create("arith.shrui", word, opaque, _constant(word, 31))
        zero = _create("arith.extui", _word(64), sign)
        return zero if str(type) == "i64" else _create(ZEROS[str(type)], type, zero)
