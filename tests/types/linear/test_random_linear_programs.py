"""Random programs of which it is known by their making whether they use each qubit exactly once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.diagnostics import TypeError as EshkolTypeError
from eshkol_mlir.types.linear.check import check_linear_use

#: Stands before what an error is to point at.
MARK = "#|here|#"
HEAD = """
(define-type Pair (Record [left : qubit] [right : qubit]))
(define-type Choice (Union (Left [q : qubit]) (Right [q : qubit])))
(define (f [h : (-> qubit qubit)] [cx : (-> qubit qubit (values qubit qubit))] [m : (-> qubit integer)]
           [t : boolean] {parameters}) : integer
  {body})
"""
MISUSES = ("twice", "unused", "discarded", "in a loop", "in a procedure", "leaves")
CODES = {
    "twice": Code.QUBIT_USED_TWICE,
    "discarded": Code.QUBIT_DISCARDED,
    "in a loop": Code.QUBIT_IN_LOOP,
    "in a procedure": Code.QUBIT_CAPTURED,
    "leaves": Code.QUBIT_LEAVES,
}


@dataclass
class Qubit:
    """A variable of a qubit: the variable that it was bound as first, and the number of conditionals around that."""

    name: str
    origin: str
    depth: int


@dataclass
class Generator:
    """Makes one program; ``misuse`` is what is wrong with it, in one place."""

    random: random.Random
    misuse: str = ""
    code: Code | None = None
    #: The variable whose binding an error is to point at.
    marked: str = ""
    _count: int = 0
    _consumed: list[str] = field(default_factory=list)

    def program(self) -> str:
        live = [self._new(0) for _ in range(self.random.randint(1, 4))]
        parameters = " ".join(f"[<{q.name}> : qubit]" for q in live)
        body = self._block(live, [], self.random.randint(1, 8), 0, bool(self.misuse))
        text = HEAD.format(parameters=parameters, body=body)
        for number in range(self._count):
            name = f"q{number}"
            text = text.replace(f"<{name}>", MARK + name if name == self.marked else name)
        return text

    def _new(self, depth: int, origin: str = "") -> Qubit:
        name = f"q{self._count}"
        self._count += 1
        return Qubit(name, origin or name, depth)

    def _block(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        """Expressions that use all of ``live``; ``used`` are those that are used already."""
        if is_wrong and self.misuse != "unused" and self._may_be_wrong(live, used, size):
            return self._wrong(live, used, size, depth)
        if size == 0:
            return self._end(live, depth, is_wrong)
        makers = [self._one, self._alias, self._loop, self._branches, self._union]
        if len(live) >= 2:
            makers += [self._two, self._record, self._choice]
        if not live:
            return self._end(live, depth, is_wrong)
        return self.random.choice(makers)(live, used, size - 1, depth, is_wrong)

    def _take(self, live: list[Qubit]) -> tuple[Qubit, list[Qubit]]:
        taken = self.random.choice(live)
        return taken, [q for q in live if q is not taken]

    def _end(self, live: list[Qubit], depth: int, is_wrong: bool) -> str:
        left = list(live)
        if is_wrong and self.misuse == "unused" and left:
            lost, left = self._take(left)
            if lost.depth == depth:
                self.code, self.marked = Code.QUBIT_UNUSED, lost.origin
            else:
                self.code = Code.QUBIT_IN_ONE_BRANCH
        self.random.shuffle(left)
        return f"(+ 0 {' '.join(f'(m {q.name})' for q in left)})"

    # Uses ----------------------------------------------------------------------------

    def _one(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        taken, left = self._take(live)
        new = self._new(depth)
        rest = self._block([*left, new], [*used, taken.name], size, depth, is_wrong)
        return f"(let ((<{new.name}> (h {taken.name}))) {rest})"

    def _alias(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        taken, left = self._take(live)
        new = self._new(taken.depth, taken.origin)
        rest = self._block([*left, new], used, size, depth, is_wrong)
        return f"(let ((<{new.name}> {taken.name})) {rest})"

    def _loop(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        taken, left = self._take(live)
        new = self._new(depth)
        rest = self._block([*left, new], [*used, taken.name], size, depth, is_wrong)
        loop = f"(let loop ((z {taken.name}) (n 3)) (if (= n 0) z (loop (h z) (- n 1))))"
        return f"(let ((<{new.name}> {loop})) {rest})"

    def _two(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        return self._several("(cx {} {})", live, used, size, depth, is_wrong)

    def _choice(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        return self._several("(if t (values {0} {1}) (cx {1} {0}))", live, used, size, depth, is_wrong)

    def _several(
        self, form: str, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool
    ) -> str:
        one, left = self._take(live)
        two, left = self._take(left)
        a, b = self._new(depth), self._new(depth)
        rest = self._block([*left, a, b], [*used, one.name, two.name], size, depth, is_wrong)
        return f"(let-values (((<{a.name}> <{b.name}>) {form.format(one.name, two.name)})) {rest})"

    def _record(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        one, left = self._take(live)
        two, left = self._take(left)
        pair = self._new(depth)
        a, b = self._new(depth, pair.name), self._new(depth, pair.name)
        rest = self._block([*left, a, b], [*used, one.name, two.name], size, depth, is_wrong)
        made = f"(Pair {one.name} {two.name})"
        return f"(let ((<{pair.name}> {made})) (match {pair.name} ((Pair <{a.name}> <{b.name}>) {rest})))"

    def _union(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        taken, left = self._take(live)
        union = self._new(depth)
        new = [self._new(depth, union.name) for _ in range(2)]
        lives = [[*left, part] for part in new]
        one, two = self._ways(lives, [*used, taken.name], size, depth, is_wrong)
        made = self.random.choice(
            (f"(Left {taken.name})", f"(if t (Left {taken.name}) (Right {taken.name}))")
        )
        clauses = f"((Left <{new[0].name}>) {one}) ((Right <{new[1].name}>) {two})"
        return f"(let ((<{union.name}> {made})) (match {union.name} {clauses}))"

    def _branches(self, live: list[Qubit], used: list[str], size: int, depth: int, is_wrong: bool) -> str:
        one, two = self._ways([list(live), list(live)], used, size, depth, is_wrong)
        return f"(if t {one} {two})"

    def _ways(
        self, lives: Sequence[list[Qubit]], used: list[str], size: int, depth: int, is_wrong: bool
    ) -> list[str]:
        """Two ways that meet, of which one is wrong."""
        before = self.code
        wrong_one = self.random.randrange(2) if is_wrong else -1
        ways = []
        for position, live in enumerate(lives):
            way = self._block(live, list(used), size // 2, depth + 1, position == wrong_one)
            if position == wrong_one and before is None and self.code is Code.QUBIT_IN_ONE_BRANCH:
                way = way if MARK in way else MARK + way
            ways.append(way)
        return ways

    # Misuses -------------------------------------------------------------------------

    def _may_be_wrong(self, live: list[Qubit], used: list[str], size: int) -> bool:
        is_possible = bool(used) if self.misuse == "twice" else bool(live)
        return is_possible and (size == 0 or self.random.random() < 0.4)

    def _wrong(self, live: list[Qubit], used: list[str], size: int, depth: int) -> str:
        self.code = CODES[self.misuse]
        if self.misuse == "twice":
            rest = self._block(live, used, size, depth, False)
            return f"(begin (m {MARK}{self.random.choice(used)}) {rest})"
        taken, left = self._take(live)
        rest = self._block(left, [*used, taken.name], size, depth, False)
        wrong = {
            "discarded": f"{MARK}(h {taken.name})",
            "in a loop": f"(do ((i 0 (+ i 1))) ((= i 3)) (m {MARK}{taken.name}))",
            "in a procedure": f"(map (lambda (x) (m {MARK}{taken.name})) '(1 2))",
            "leaves": f"(list 1 {MARK}{taken.name})",
        }
        return f"(begin {wrong[self.misuse]} {rest})"


def check(text: str) -> None:
    check_linear_use(expand_source(Source("random.esk", text)))


@pytest.mark.parametrize("seed", range(120))
def test_programs_that_use_each_qubit_once_are_accepted(seed: int) -> None:
    check(Generator(random.Random(seed)).program())


@pytest.mark.parametrize("misuse", MISUSES)
@pytest.mark.parametrize("seed", range(40))
def test_a_misuse_is_found_where_it_is(misuse: str, seed: int) -> None:
    generator = Generator(random.Random(f"{misuse} {seed}"), misuse)
    text = generator.program()
    if generator.code is None:
        # All ways ended without a qubit that could be misused.
        check(text)
        return
    with pytest.raises(EshkolTypeError) as caught:
        check(text)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code is generator.code
    assert diagnostic.span is not None
    assert diagnostic.span.start == text.index(MARK) + len(MARK)
    assert text.count(MARK) == 1


def test_most_misuses_can_be_made() -> None:
    made = [
        generator.code
        for misuse in MISUSES
        for seed in range(40)
        if (generator := Generator(random.Random(f"{misuse} {seed}"), misuse)).program()
    ]
    assert sum(code is not None for code in made) > 200
    assert set(made) >= {*CODES.values(), Code.QUBIT_UNUSED, Code.QUBIT_IN_ONE_BRANCH}
