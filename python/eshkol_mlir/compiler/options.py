"""What a compilation is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.targets import TargetSpec, parse_target
from eshkol_mlir.diagnostics import UsageError
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.types.annotations import RecordRef, ScalarType, TensorType, TypeExpr
from eshkol_mlir.types.dtypes import NAMES
from eshkol_mlir.types.types import is_too_large

STAGES = ("syntax", "core", "eshkol", "linalg", "stablehlo", "vmfb")


@dataclass(frozen=True)
class Options:
    """
    Attributes:
        targets: at least one; the artifact holds code for each.
        opt_level: 0 to 3.
        entry: the only function to export, or None for all.
        arguments: types of the entry's arguments, ``32x784xf32,10xf32``.
        strip_assertions: compile without run-time checks.
        check_bounds: computed indices out of range stop the program; otherwise reads are
            clamped and writes dropped.
        check_nans: the first NaN or infinity that an operation makes stops the program.
        dump_after: passes after which the module is kept.
        expression: what the entry is, where the program does not define it.
        path: folders where modules are, beside that of the program and those of ``$ESHKOL_PATH``.
    """

    targets: tuple[TargetSpec, ...] = field(default_factory=lambda: (parse_target("cpu"),))
    opt_level: int = 2
    entry: str | None = None
    arguments: str | None = None
    strip_assertions: bool = False
    check_bounds: bool = False
    check_nans: bool = False
    dump_after: tuple[str, ...] = ()
    expression: str | None = None
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for what, is_checked in (("bounds", self.check_bounds), ("NaNs", self.check_nans)):
            if is_checked and self.strip_assertions:
                raise UsageError.at(
                    Code.OPTIONS_CONFLICT,
                    None,
                    f"{what} cannot be checked where assertions are stripped: choose one",
                )

    @property
    def command_line(self) -> tuple[str, ...]:
        """The options that give the same artifact again."""
        words = [f"--target={target}" for target in self.targets]
        words.append(f"-O{self.opt_level}")
        if self.entry is not None:
            words.append(f"--entry={self.entry}")
        if self.arguments is not None:
            words.append(f"--args={self.arguments}")
        if self.strip_assertions:
            words.append("--strip-assertions")
        if self.check_bounds:
            words.append("--check-bounds")
        if self.check_nans:
            words.append("--check-nans")
        words += [f"--path={folder}" for folder in self.path]
        return tuple(words)


def parse_arguments(text: str) -> list[TypeExpr]:
    """``32x784xf32,?x10xf32,i64`` as types; ``?`` or a name is a dimension known when called.

    ``Name{32xf32;f64}`` is a record of the type of this name, with fields of these types.

    Raises:
        UsageError: the text is malformed.
    """
    return [_parse_argument(part.strip(), text) for part in _split(text, ",")] if text.strip() else []


def _split(text: str, separator: str) -> list[str]:
    """The parts of a list, those of records within it left whole."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _parse_argument(part: str, whole: str) -> TypeExpr:
    if part.endswith("}") and "{" in part:
        name, _, fields = part[:-1].partition("{")
        return RecordRef(name, tuple(_parse_argument(field, whole) for field in _split(fields, ";")))
    *sizes, element = (
        re.split(r"x(?![0-9]*64$|[0-9]*128$)", part) if "complex" not in part else _complex_parts(part)
    )
    dtype = NAMES.get(element)
    if dtype is None:
        raise UsageError.at(
            Code.ARGUMENT_TYPES, None, f"--args={whole}: `{part}` does not end in an element type",
            help=did_you_mean(element, NAMES)
            or ["write each argument as its sizes and its element type: 32x784xf32"],
        )  # fmt: skip
    shape: list[int | str] = []
    for size in sizes:
        if re.fullmatch(r"[0-9]{1,18}", size):
            shape.append(int(size))
        elif re.fullmatch(r"[0-9]+", size):
            raise UsageError.at(
                Code.ARGUMENT_TYPES, None, f"--args={whole}: a size of {size} is more than any memory holds"
            )
        elif size == "?" or size.isidentifier():
            shape.append("_" if size == "?" else size)
        else:
            raise UsageError.at(
                Code.ARGUMENT_TYPES,
                None,
                f"--args={whole}: `{size}` is not a size",
                help=["a size is a number, a name, or ?"],
            )
    known = [size for size in shape if isinstance(size, int)]
    if len(known) == len(shape) and is_too_large(dtype, known):
        raise UsageError.at(
            Code.ARGUMENT_TYPES, None, f"--args={whole}: `{part}` is too large for any memory"
        )
    return TensorType(dtype, tuple(shape)) if sizes else ScalarType(dtype)


def _complex_parts(part: str) -> list[str]:
    head, found, tail = part.partition("complex")
    return [*[size for size in head.split("x") if size], found + tail]
