"""Programs split at random into modules compute what they compute in one piece."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modules_support import canonical, value

SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Defined:
    """One definition of a program: ``text`` has ``{0}``, ``{1}`` ... for what it calls the ones before it."""

    kind: str
    text: str
    uses: tuple[int, ...]


@dataclass(frozen=True)
class Split:
    """Which module each definition is in, and how modules name what others have."""

    #: The module of each definition; modules import only those with smaller numbers.
    modules: tuple[int, ...]
    #: Whether each module is one of ``define-library``, and whether it is in a file of its own.
    libraries: tuple[bool, ...]
    files: tuple[bool, ...]
    #: The external name of each definition, by renaming on export; "" is none.
    external: tuple[str, ...]
    #: How each module, the program last, names what it imports: the prefix, and what it is imported by.
    prefixes: tuple[str, ...]
    ways: tuple[str, ...]


#: Shapes of definitions of two kinds: ``{name}`` is defined, ``{a}`` and ``{b}`` are earlier values.
VALUES = (
    "(define {name} (+ {a} {k}))",
    "(define {name} (* {a} {b}))",
    "(define {name} (let ((x {a})) (if (< x {k}) (- x {b}) (+ x {b}))))",
    "(define {name} (let* ((x {a}) (y (- x {k}))) (list-ref (list x y {b}) 1)))",
    "(define-values ({name} {name}-unused) (values (- {a} {b}) {k}))",
    "(define {name} ((lambda (x) (+ x {a})) {b}))",
    "(define {name} {k})",
)
MACROS = (
    "(define-syntax {name} (syntax-rules () ((_ e) (+ e {a} {k}))))",
    "(define-syntax {name} (syntax-rules () ((_ e) (let ((x {a})) (+ x (* e {b}))))))",
)
PROCEDURES = (
    "(define ({name} x) (+ (* x {k}) {a}))",
    "(define ({name} x) (let ((y (- x {b}))) (if (< y {a}) y {k})))",
)


@st.composite
def programs(draw: st.DrawFn) -> list[Defined]:
    """Definitions, each of which may use those before it."""
    result: list[Defined] = []
    for number in range(draw(st.integers(2, 6))):
        kind = draw(st.sampled_from(("value", "value", "procedure", "macro")))
        shapes = {"value": VALUES, "procedure": PROCEDURES, "macro": MACROS}[kind]
        uses: list[int] = []

        def operand(uses: list[int] = uses, number: int = number) -> str:
            earlier = draw(st.integers(-1, number - 1))
            if earlier < 0:
                return str(draw(st.integers(-9, 9)))
            uses.append(earlier)
            name = f"<{earlier}>"
            return name if result[earlier].kind == "value" else f"({name} {draw(st.integers(-9, 9))})"

        parts = {"name": f"<{number}>", "a": operand(), "b": operand(), "k": draw(st.integers(-9, 9))}
        text = draw(st.sampled_from(shapes)).format(**parts)
        result.append(Defined(kind, text, tuple(uses)))
    return result


@st.composite
def splits(draw: st.DrawFn, count: int) -> Split:
    modules = tuple(sorted(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))))
    booleans = st.tuples(*[st.booleans()] * 5)
    prefixes = st.tuples(*[st.sampled_from(("", "p:", "q-"))] * 5)
    ways = st.tuples(*[st.sampled_from(("import", "rename", "only", "alias", "dots", "open"))] * 5)
    external = tuple(draw(st.sampled_from(("", f"out{i}", f"car{i}"))) for i in range(count))
    return Split(modules, draw(booleans), draw(booleans), external, draw(prefixes), draw(ways))


def filled(text: str, names: dict[int, str]) -> str:
    """A text with names in place of ``<0>``, ``<1>`` ..."""
    for number, name in names.items():
        text = text.replace(f"<{number}>", name)
    return text


def results(program: list[Defined], names: dict[int, str]) -> str:
    """An expression whose value tells all that a program defines."""
    parts = [names[i] if d.kind == "value" else f"({names[i]} 7)" for i, d in enumerate(program)]
    return f"(list {' '.join(parts)})"


def unsplit(program: list[Defined], names: dict[int, str]) -> str:
    return "\n".join([*(filled(d.text, names) for d in program), results(program, names)])


class Joined:
    """The text and files of a program that is split."""

    def __init__(self, program: list[Defined], split: Split, private: dict[int, str]) -> None:
        self.program = program
        self.split = split
        self.private = private
        self.files: dict[str, str] = {}
        texts: list[str] = []
        for module in sorted(set(split.modules)):
            text = self._module(module)
            if split.files[module]:
                self.files[f"part/m{module}.esk"] = text
            else:
                texts.append(text)
        # What a file's module imports must be there before it: those of the program come first.
        texts.append(self._uses(4, list(range(len(program)))))
        names = self._names(4, list(range(len(program))))
        self.text = "\n".join([*texts, results(program, names)])

    def _external(self, number: int) -> str:
        return self.split.external[number] or self.private[number]

    def _way(self, module: int) -> str:
        way = self.split.ways[module]
        # Libraries have no forms but R7RS's unless they import them.
        is_library = module < 4 and self.split.libraries[module]
        return "import" if is_library and way in ("alias", "open") else way

    def _names(self, module: int, used: list[int]) -> dict[int, str]:
        """How a module calls definitions of others."""
        prefix, way = self.split.prefixes[module], self._way(module)
        found = {}
        for number in used:
            home, name = self.split.modules[number], self._external(number)
            if home == module:
                found[number] = self.private[number]
            elif way == "alias":
                found[number] = f"v{home}{'.' if prefix else ':'}{name}"
            elif way == "dots":
                found[number] = f"part.m{home}.{name}"
            elif way == "open":
                found[number] = name
            elif way == "rename":
                found[number] = f"{prefix}r{number}"
            else:
                found[number] = prefix + name
        return found

    def _uses(self, module: int, used: list[int]) -> str:
        """The imports, or what stands for them, of a module or of the program."""
        prefix, way = self.split.prefixes[module], self._way(module)
        forms = []
        for home in sorted({self.split.modules[number] for number in used} - {module}):
            numbers = [n for n in dict.fromkeys(used) if self.split.modules[n] == home]
            if way == "alias":
                forms.append(f"(define-module-alias v{home} part.m{home})")
            elif way == "open":
                forms.append(f"(namespace-open (part m{home}))")
            elif way == "rename":
                pairs = " ".join(f"({prefix}{self._external(n)} {prefix}r{n})" for n in numbers)
                forms.append(f"(import (rename (prefix part.m{home} {prefix or 'z'}) {pairs}))")
                if not prefix:
                    forms[-1] = f"(import (rename (part m{home}) {pairs}))"
            elif way == "only":
                names = " ".join(prefix + self._external(n) for n in numbers)
                base = f"(prefix (part m{home}) {prefix})" if prefix else f"part.m{home}"
                forms.append(f"(import (only {base} {names}))")
            elif way == "import":
                forms.append(
                    f"(import (prefix part.m{home} {prefix}))" if prefix else f"(import part.m{home})"
                )
        return "\n".join(forms)

    def _module(self, module: int) -> str:
        own = [n for n, home in enumerate(self.split.modules) if home == module]
        used = [n for number in own for n in self.program[number].uses]
        names = self._names(module, used) | {n: self.private[n] for n in own}
        body = "\n".join(filled(self.program[n].text, names) for n in own)
        exports = " ".join(
            f"(rename {self.private[n]} {self._external(n)})" if self.split.external[n] else self.private[n]
            for n in own
        )
        imports = self._uses(module, used)
        if self.split.libraries[module]:
            return (
                f"(define-library (part m{module}) (export {exports}) (import (scheme base))\n"
                f"{imports} (begin {body}))"
            )
        return f"(define-module part.m{module}\n{imports} (export {exports})\n{body})"


def plain(count: int) -> dict[int, str]:
    return {number: f"name{number}" for number in range(count)}


@SETTINGS
@given(st.data())
def test_a_split_program_computes_what_the_whole_does(data: st.DataObject) -> None:
    program = data.draw(programs())
    split = data.draw(splits(len(program)))
    names = plain(len(program))
    joined = Joined(program, split, names)
    assert value(joined.text, joined.files) == value(unsplit(program, names))


@SETTINGS
@given(st.data())
def test_the_core_programs_differ_only_in_names(data: st.DataObject) -> None:
    program = data.draw(programs())
    split = data.draw(splits(len(program)))
    names = plain(len(program))
    joined = Joined(program, split, names)
    assert canonical(joined.text, joined.files) == canonical(unsplit(program, names))


@SETTINGS
@given(st.data())
def test_private_names_may_be_renamed(data: st.DataObject) -> None:
    program = data.draw(programs())
    split = data.draw(splits(len(program)))
    # All exports get names of their own, so that those inside are private.
    split = replace(split, external=tuple(f"out{i}" for i in range(len(program))))
    # Names that the language has, that another module may have too, and that look like those of modules.
    words = st.sampled_from(
        ("car", "square", "tmp", "map", "cons", "name0", "name1", "v0", "a.b", "else", "z")
    )
    chosen = data.draw(st.lists(words, min_size=len(program), max_size=len(program), unique=True))
    names = plain(len(program))
    whole = unsplit(program, names)
    renamed = Joined(program, split, dict(enumerate(chosen)))
    assert value(renamed.text, renamed.files) == value(whole)
    assert canonical(renamed.text, renamed.files) == canonical(whole)


@SETTINGS
@given(st.data())
def test_modules_may_all_use_the_same_private_names(data: st.DataObject) -> None:
    program = data.draw(programs())
    split = replace(
        data.draw(splits(len(program))),
        modules=tuple(range(min(4, len(program)))),
        external=tuple(f"out{i}" for i in range(4)),
    )
    program = program[:4]
    same = Joined(program, split, dict.fromkeys(range(len(program)), "same"))
    assert canonical(same.text, same.files) == canonical(unsplit(program, plain(len(program))))
