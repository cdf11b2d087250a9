"""Programs with tokens or characters deleted, repeated, moved and exchanged: a program, or a diagnostic."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source

ROOT = Path(__file__).parents[2]
TOKEN = re.compile(r"\s+|[()\[\]]|[^\s()\[\]]+")
CHARACTERS = "()[]{}'`,\"#|;:.\\-+*/019eE <>?!\t\n\0é\u03bb\U0001f600@&^$"
BATCHES, BATCH = 8, 250


def programs() -> list[str]:
    """Everything written in the language that is short: the tests' wrong programs, and the pages'."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/errors").glob("*.esk"))]
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        texts += re.findall(r"```scheme[^\n]*\n(.*?)```", text, re.DOTALL)
        texts += re.findall(r"eshkol -e '([^']*)'", text)
    return [text for text in texts if len(text) < 4000]


PROGRAMS = programs()
TOKENS = sorted({token for text in PROGRAMS for token in TOKEN.findall(text) if not token.isspace()})


def mutated(choose: random.Random) -> str:
    text = choose.choice(PROGRAMS)
    by_token = choose.random() < 0.8
    parts = TOKEN.findall(text) if by_token else list(text)
    for _ in range(choose.choice((1, 1, 1, 2, 4))):
        if not parts:
            break
        at, other = choose.randrange(len(parts)), choose.randrange(len(parts))
        new = f" {choose.choice(TOKENS)} " if by_token else choose.choice(CHARACTERS)
        match choose.randrange(5):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[at])
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case 3:
                parts[at] = new
            case _:
                parts.insert(at, new)
    return "".join(parts)


def complaint(text: str, script: str | None) -> str:
    """What the frontend says about a text; nothing about a program."""
    try:
        compile_frontend(Source("mutated.esk", text), script=script)
    except EshkolError as error:
        return str(error)
    except Exception as error:
        pytest.fail(f"{type(error).__name__}: {error}\n{text}")
    return ""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_program_compiles_or_is_diagnosed(batch: int) -> None:
    said = []
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        choose = random.Random(seed)
        text = mutated(choose)
        said.append(complaint(text, choose.choice((None, "run", "values"))))
        assert "InternalError" not in said[-1], text
        assert all(len(line) < 2000 for line in said[-1].splitlines()), text
    assert 0 < said.count("") < BATCH
