#!/usr/bin/env python3
"""Writes ``reader/terminals.json``: the regular expressions of the terminals of ``reader/grammar.lark``."""

from __future__ import annotations

import json

from eshkol_mlir.reader import grammar


def main() -> None:
    """Writes the file."""
    kept = {"grammar": grammar.digest(grammar.grammar_text()), "terminals": grammar.terminals_of_grammar()}
    grammar.TERMINALS.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
