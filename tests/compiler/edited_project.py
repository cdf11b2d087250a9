"""A program in files whose parts are edited, and what ``eshkol check`` says of it with a cache and without."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from eshkol_mlir.cli.eshkol import main
from eshkol_mlir.compiler import checking, rechecking

#: What may stand in each slot of the texts; the first is what stands there at first.
Slots = Mapping[str, Sequence[str]]


class Project:
    """A program and its modules in files, and two caches: one that stays, and one that is always empty.

    Args:
        texts: of the files, by their names; ``main`` is the program.
        slots: in these.
    """

    def __init__(
        self, texts: Mapping[str, str], slots: Slots, root: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        self.texts, self.slots = texts, slots
        self.root, self._monkeypatch, self._capsys = root, monkeypatch, capsys
        self.chosen = {name: choices[0] for name, choices in slots.items()}
        self.shared = root / "shared"
        self._fresh = 0
        #: How many checks found that nothing is wrong without checking the whole program.
        self.partial = 0
        self.whole = 0
        monkeypatch.chdir(root)
        self._count(monkeypatch)
        self.write()

    def _count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = checking._check_whole
        partial = rechecking.checked_again

        def counted_partial(*arguments: object) -> object:
            found = partial(*arguments)  # type: ignore[arg-type]
            self.partial += found is not None
            return found

        def counted_whole(*arguments: object) -> object:
            self.whole += 1
            return whole(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(rechecking, "checked_again", counted_partial)
        monkeypatch.setattr(checking, "_check_whole", counted_whole)

    def write(self, **chosen: str) -> None:
        """Writes all files, with another choice in some slots."""
        self.chosen |= {name.replace("_", "-"): text for name, text in chosen.items()}
        for name, text in self.texts.items():
            for slot, written in self.chosen.items():
                text = text.replace(f"{{{slot}}}", written)
            (self.root / f"{name}.esk").write_text(text)

    def said(self, cache: Path, *options: str) -> tuple[int, str, str]:
        """What ``eshkol check`` says with a cache."""
        self._monkeypatch.setenv("ESHKOL_CACHE_DIR", str(cache))
        status = main(["check", *options, "main.esk"])
        return status, *self._capsys.readouterr()

    def check(self, *options: str) -> int:
        """Checks with both caches; the status, of which there is one."""
        found = self.said(self.shared, *options)
        partial, whole = self.partial, self.whole
        self._fresh += 1
        assert found == self.said(self.root / f"fresh{self._fresh}", *options)
        self.partial, self.whole = partial, whole
        return found[0]

    def ways(self, **chosen: str) -> tuple[int, int, int]:
        """The status of a check after a change, and whether a part and whether the whole was checked."""
        self.write(**chosen)
        self.partial = self.whole = 0
        return self.check(), self.partial, self.whole

    def edit_at_random(self, seed: int, count: int) -> None:
        """Checks after each of many edits of some slots; some break the program, and others mend it."""
        chosen = random.Random(seed)
        self.partial = self.whole = 0
        errors = 0
        for _ in range(count):
            for slot in chosen.sample(list(self.slots), chosen.choice([1, 1, 1, 2, 3])):
                texts = self.slots[slot]
                # What is wrong is mended before long.
                self.chosen[slot] = texts[0] if chosen.random() < 0.5 else chosen.choice(texts)
            self.write()
            if self.check(*chosen.choice([(), (), (), ("--boundaries",)])):
                errors += 1
                if chosen.random() < 0.7:
                    self.write(**{slot: texts[0] for slot, texts in self.slots.items()})
                    assert self.check() == 0
        assert min(errors, self.partial, self.whole) > 0

    def edit_each_slot(self) -> None:
        """Checks after each of all edits of one slot."""
        for slot, texts in self.slots.items():
            for text in texts[1:]:
                self.write(**{slot: text})
                self.check()
            self.write(**{slot: texts[0]})
            assert self.check() == 0


def kept_project(
    texts: Mapping[str, str],
    slots: Slots,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    """A project that has been checked as a whole, so that a second check finds nothing changed."""
    made = Project(texts, slots, folder, monkeypatch, capsys)
    assert made.ways() == (0, 0, 1)
    assert made.ways() == (0, 0, 0)
    return made
