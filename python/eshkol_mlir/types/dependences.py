"""What the elaboration of each module's procedures depends on of others.

A caller of a procedure in another module sees the function that is made for its arguments, which :mod:`instance_text`
tells; or it has the procedure's body in itself, where that is expanded.  What is known of these lets some modules be
elaborated again without the bodies of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field

from eshkol_mlir.expander.core import Binding
from eshkol_mlir.types.instance_text import NotWritten


class BodyNeeded(Exception):
    """A definition of another module has to be elaborated here."""

    def __init__(self, binding: Binding) -> None:
        assert binding.module
        super().__init__(binding.name)
        self.module = binding.module


@dataclass
class Uses:
    """What a module uses of others.

    Attributes:
        bodies: the variables whose definitions are part of what is made.
        calls: results of calls that are functions of their own, by the procedure and the text of the call.
    """

    bodies: set[Binding] = field(default_factory=set)
    calls: dict[tuple[Binding, str], str] = field(default_factory=dict)


@dataclass
class Dependences:
    """Notes what elaboration uses.

    Args:
        elsewhere: the variables whose definitions are without what they do.
        known: gives the results of calls of these by the texts of the calls, if somebody knows them.

    Attributes:
        by_module: what is used, by modules; the program's own is "".
        results: of all calls.
        is_whole: whether all that is used has been noted.
        depth: the most calls inside of each other.
        count: how many calls there were.
    """

    elsewhere: Set[Binding] = frozenset()
    known: Callable[[Binding, str], str | None] = lambda binding, call: None
    by_module: dict[str, Uses] = field(default_factory=dict)
    results: dict[tuple[Binding, str], str] = field(default_factory=dict)
    is_whole: bool = True
    depth: int = 0
    count: int = 0
    #: Those that use what is noted, the innermost last.
    _modules: list[str] = field(default_factory=lambda: [""])
    _noted: dict[object, tuple[Binding, str, str] | None] = field(default_factory=dict)

    @contextmanager
    def inside(self, binding: Binding | None) -> Iterator[None]:
        """What is used meanwhile, the module of a variable uses; without one, the program's own."""
        module = "" if binding is None else binding.module
        assert module is not None
        self._modules.append(module)
        try:
            yield
        finally:
            self._modules.pop()

    def enter(self, depth: int) -> None:
        """Notes a call that is inside of so many others."""
        self.depth = max(self.depth, depth)
        self.count += 1

    def look_into(self, binding: Binding | None) -> None:
        """Notes that the definition of a variable becomes a part of what is made.

        Raises:
            BodyNeeded: it is not there.
        """
        if binding is None or not binding.module or binding.module == self._modules[-1]:
            return
        if binding in self.elsewhere:
            raise BodyNeeded(binding)
        self._uses.bodies.add(binding)

    def note(self, key: object, texts: Callable[[], tuple[Binding, str, str] | None]) -> None:
        """Notes a call by what tells it from others, of which the texts of call and result are asked for once."""
        if key not in self._noted:
            try:
                self._noted[key] = texts()
            except NotWritten:
                self._noted[key] = None
                self.is_whole = False
        noted = self._noted[key]
        if noted is not None:
            self.called(*noted)

    def called(self, binding: Binding, call: str, result: str) -> None:
        """Notes the result of a call."""
        if binding.module:
            self.results[binding, call] = result
            if binding.module != self._modules[-1]:
                self._uses.calls[binding, call] = result

    @property
    def _uses(self) -> Uses:
        return self.by_module.setdefault(self._modules[-1], Uses())
