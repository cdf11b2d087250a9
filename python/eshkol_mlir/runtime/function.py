"""An exported function as a Python callable."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from eshkol_mlir.compiler.signature import FunctionInfo, RecordInfo, TypeInfo, python_identifier
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.runtime import complaints
from eshkol_mlir.runtime.arguments import Call, PackingRules, deferred_checks, packers
from eshkol_mlir.runtime.bound import Bound
from eshkol_mlir.runtime.failures import call_failure
from eshkol_mlir.runtime.lanes import Lane, LaneChoice, Lanes
from eshkol_mlir.runtime.results import result_reader

_MOST_CHOICES = 256


class Function(Bound):
    """A function of a compiled module.

    Call it with arrays and numbers, by position or by keyword.  An argument must have exactly
    the element type and a shape that its parameter allows; anything else is an error before
    anything runs.  Arrays may be NumPy's or anything with DLPack or ``__array__``; an array that
    is not contiguous is copied first.  A record is a named tuple, a mapping or a sequence.

    Attributes:
        signature: what it takes and returns; ``str()`` of it reads as in the language.
        program: the program it was compiled from; None where it was loaded.

    Raises:
        ArityError, TypeError, ShapeError: the arguments do not fit.
        NumericalError (or what a check names): a check of the program fails.
        OutOfMemoryError, DeviceError: the device gives up.
    """

    def __init__(
        self, info: FunctionInfo, vm_function: Any, lanes: Lanes, device: str, rules: PackingRules,
        source: Source | None = None,
    ) -> None:  # fmt: skip
        from iree.runtime import VmVariantList

        self.signature = info
        self.program: Any = None
        self.__name__ = info.python_name
        self.__qualname__ = info.python_name
        self.__doc__ = info.doc or str(info)
        self._vm_function = vm_function
        self._lanes = lanes
        self._first = lanes.first
        self._one_lane = len(lanes) == 1
        self._device = device
        self._source = source
        self._list = VmVariantList
        self._packers = packers(rules)
        self._check_later = deferred_checks(rules)
        self._arity = len(self._packers)
        self._values = sum(_values(parameter.type) for parameter in info.parameters)
        self._read, self._outputs = result_reader(info, rules.host_memory)
        self._choices: dict[tuple[int, ...], LaneChoice] = {}
        self._sharing: tuple[int, ...] | None = () if self._outputs < 2 or not rules.host_memory else None

    @property
    def __signature__(self) -> inspect.Signature:
        names = parameter_names(self.signature)
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Signature(
            [
                inspect.Parameter(name, kind, annotation=str(parameter.type))
                for name, parameter in zip(names, self.signature.parameters, strict=True)
            ],
            return_annotation=", ".join(str(result.type) for result in self.signature.results) or None,
        )

    def __repr__(self) -> str:
        return f"<function {self.signature}>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != self._arity:
            args = self._bind(args, kwargs)
        first = self._first
        call = Call(self._list(self._values), first)
        for pack, value in zip(self._packers, args, strict=True):
            pack(call, value)
        if self._check_later is not None:
            self._check_later(call, args)
        outputs = self._list(self._outputs)
        if self._one_lane:
            self._invoke(first, call, outputs)
        else:
            self._invoke_fastest(call, outputs)
        result = self._read(first, outputs)
        return self._unshared(result, call.borrowed) if self._sharing != () or call.borrowed else result

    def _invoke(self, lane: Lane, call: Call, outputs: Any) -> None:
        context = lane.take()
        try:
            context.invoke(self._vm_function, call.inputs, outputs)
        except Exception as error:  # IREE raises by status code
            raise call_failure(self.signature.name, self._device, error, self._source) from None
        finally:
            lane.give_back(context)

    def _invoke_fastest(self, call: Call, outputs: Any) -> None:
        key = tuple(call.extents.values())
        choice = self._choices.get(key)
        if choice is None:
            if len(self._choices) >= _MOST_CHOICES:
                self._choices.clear()
            choice = self._choices.setdefault(key, LaneChoice())
        if choice.settled is not None:
            self._invoke(self._lanes[choice.settled], call, outputs)
            return
        index = choice.lane()
        start = perf_counter()
        self._invoke(self._lanes[index], call, outputs)
        choice.record(index, start)

    def _bind(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, ...]:
        """The arguments in the order of the parameters."""
        names = parameter_names(self.signature)
        if len(args) > len(names):
            raise complaints.wrong_count(self.signature, len(args) + len(kwargs))
        bound = dict(zip(names, args, strict=False))
        for name, value in kwargs.items():
            if name not in names:
                raise complaints.unknown_keyword(self.signature, name, names)
            if name in bound:
                raise complaints.given_twice(self.signature, name)
            bound[name] = value
        missing = [name for name in names if name not in bound]
        if missing and not kwargs:
            raise complaints.wrong_count(self.signature, len(args))
        if missing:
            raise complaints.missing(self.signature, missing)
        return tuple(bound[name] for name in names)

    def _unshared(self, result: Any, borrowed: Sequence[np.ndarray[Any, Any]]) -> Any:
        """``result`` with its own memory where it shares an argument's or another result's.

        A function may return an argument or one value twice.  Which results can be one value
        is a property of the code, so only the first call looks for it.
        """
        arrays = _arrays(result)
        if self._sharing is None:
            self._sharing = tuple(_repeats(arrays))
        if not self._sharing and not any(np.may_share_memory(a, b) for a in arrays for b in borrowed):
            return result
        shared = {id(arrays[index]) for index in self._sharing}
        shared |= {id(a) for a in arrays for b in borrowed if np.may_share_memory(a, b)}
        return _map_arrays(result, lambda array: array.copy() if id(array) in shared else array)


def parameter_names(info: FunctionInfo) -> list[str]:
    """Distinct Python names for the parameters of a function."""
    names: list[str] = []
    for parameter in info.parameters:
        name = python_identifier(parameter.name)
        while name in names:
            name += "_"
        names.append(name)
    return names


def _values(type_: TypeInfo) -> int:
    if isinstance(type_, RecordInfo):
        return sum(_values(field) for _, field in type_.fields)
    return type_.values


def _arrays(result: Any) -> list[np.ndarray[Any, Any]]:
    if isinstance(result, tuple):
        return [array for item in result for array in _arrays(item)]
    return [result] if isinstance(result, np.ndarray) else []


def _repeats(arrays: Sequence[np.ndarray[Any, Any]]) -> list[int]:
    seen: set[int] = set()
    repeats = []
    for index, array in enumerate(arrays):
        address = array.__array_interface__["data"][0]
        if array.size and address in seen:
            repeats.append(index)
        seen.add(address)
    return repeats


def _map_arrays(result: Any, change: Any) -> Any:
    if isinstance(result, tuple):
        made = [_map_arrays(item, change) for item in result]
        return result._make(made) if hasattr(result, "_make") else tuple(made)
    return change(result) if isinstance(result, np.ndarray) else result
