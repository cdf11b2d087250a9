"""The prompt, with its input through a pipe."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from eshkol_mlir.cli.repl import is_complete
from eshkol_mlir.cli.repl_terminal import Names, history_file, indentation, run_in_terminal
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

COMMAND = [sys.executable, "-m", "eshkol_mlir.cli.eshkol", "repl"]


def converse(text: str, folder: Path | None = None) -> tuple[int, str, str]:
    """The status of a session, and what it prints on both streams."""
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        COMMAND, input=text, capture_output=True, text=True, timeout=120, check=False, cwd=folder, env=surroundings
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("(+ 1 2)", "3\n"),
        ('(list 1 "two" #\\3 \'four 5.0)', '(1 "two" #\\3 four 5.0)\n'),
        ("(values 1 2) (values)", "1\n2\n"),
        ("(if #f #f)\n(define x 5)\nx\n(set! x 6)\nx\n", "5\n6\n"),
        ("(define (f)\n  (g))\n(define (g) 1)\n(f)\n(define (g) 2)\n(f)\n", "1\n2\n"),
        # A name of the language that is defined: procedures before it see it, macros and other procedures do not.
        ("(define (f x) (flatten x))\n(define (flatten x) (list 'mine x))\n(f 1)\n(flatten 2)", "(mine 1)\n(mine 2)\n"),
        ("(define (f x) (map car x))\n(define (car x) 'first)\n(f '((1)))\n(list-sort < '(2 1))", "(first)\n(1 2)\n"),
        ("(define (f [x : float64]) : float64 (square x))\n(define (square x y) 'mine)\n(f 3.0)", "9.0\n"),
        ("(define (f) (for/fold ([s 0]) ([x '(1 2)]) (+ s x)))\n(define (+ . xs) 'sum)\n(f)\n(- 3 1)", "sum\n2\n"),
        ('(display "no value")', "no value"),
        ("(import (srfi no))\n'after", "after\n"),
        ("(import (prefix (scheme base) b:))\n(b:+ 1 2)", "3\n"),
        ("(define-syntax m (syntax-rules () ((_) 1)))\n(m)\n(define-syntax m (syntax-rules () ((_) 2)))\n(m)", "1\n2\n"),
        ("(eval '(define y 4) (interaction-environment))\ny", "4\n"),
        ("", ""),
        ("; only a comment\n#| and\nanother |#\n", ""),
    ],
)  # fmt: skip
def test_values_are_printed(text: str, output: str) -> None:
    status, stdout, stderr = converse(text)
    assert stdout == output, stderr
    assert status == (70 if stderr else 0)


def test_an_error_does_not_end_the_session() -> None:
    status, stdout, stderr = converse(
        """\
(define kept 1)
(car kept)
(error "the message:" 'irritant "text" 5)
(raise 'object)
(undefined-procedure 1)
(if)
kept
)
(list 'still 'here)
"""
    )
    assert stdout == "1\n(still here)\n"
    assert status == 70
    for said in (
        "error: car: argument 1 must be a pair, but is 1\n  at <stdin>:2:1\n",
        'error: the message: irritant "text" 5\n',
        "error: uncaught object: object\n",
        "<stdin>:5:2: error[E0301]: NameError: `undefined-procedure` is not defined\n",
        "<stdin>:6:1: error[E0201]: SyntaxError: malformed if\n",
        "<stdin>:8:1: error[E0103]: SyntaxError: ",
        "6 | (if)\n",
    ):
        assert said in stderr


def test_what_an_error_left_is_left() -> None:
    status, stdout, stderr = converse(
        """\
(dynamic-wind (lambda () (display "in ")) (lambda () (car 1)) (lambda () (display "out ")))
(define port (open-output-string))
(parameterize ((current-output-port port)) (display "hidden") (car 2))
(display "shown")
(get-output-string port)
(with-exception-handler (lambda (e) (display "handled ") 5) (lambda () (raise 'x)))
(raise-continuable 'y)
"""
    )
    assert stdout == 'in out shown"hidden"\nhandled '
    assert "uncaught object: y" in stderr
    assert status == 70


def test_continuations_go_back_to_earlier_forms() -> None:
    status, stdout, _ = converse(
        """\
(define k #f)
(define count 0)
(list 'value (call/cc (lambda (c) (set! k c) 0)))
(set! count (+ count 1))
(if (< count 3) (k count))
(if (< count 3) (k 'again))
'end
"""
    )
    assert (status, stdout) == (0, "(value 0)\n(value 1)\n(value again)\nend\n")


@pytest.mark.parametrize(
    ("text", "status"),
    [("(exit)", 0), ("(exit 7)", 7), ("(exit #f)", 1), (",quit", 0), ("(car 1)\n(exit 3)", 3)],
)
def test_leaving(text: str, status: int) -> None:
    assert converse(f"{text}\n(display 'never)\n")[:2] == (status, "")


def test_deep_recursion() -> None:
    status, stdout, stderr = converse(
        "(define (depth n) (if (= n 0) 0 (+ 1 (depth (- n 1)))))\n(depth 1000000)\n(define (f) (+ 1 (f)))\n(f)\n'on\n"
    )
    assert stdout == "1000000\non\n"
    assert "recursion is too deep" in stderr
    assert status == 70


def test_static_types() -> None:
    status, stdout, stderr = converse("""\
(define-type (Option a) (Union (Some [value : a]) None))
(define (id x) x)
(define say : (-> {IO} string integer) (lambda (s) (display s) 1))
(define (size [o : (Option string)]) : integer
  (match o ((Some s) (string-length s)) (None 0)))
,type id
,type say
,type size
,type (Some 1)
,type (size None)
,type (vector-ref (vector 1) 0)
(size (Some 5))
(define wrong : string (size None))
,type (string-append (size None))
(define (size s) s)
(size 5)
(define x : integer 1)
(set! x "a")
(display "on")
(+ 1 "a")
""")
    assert status == 70
    assert [line.removeprefix("static type: ") for line in stdout.splitlines() if "static type" in line] == [
        "(forall (a) (-> a a))",
        "(-> {IO} string integer)",
        "(-> (Option string) integer)",
        "(Some integer)",
        "integer",
    ]
    # What is defined again has the new type; what is wrong has not been evaluated.
    assert stdout.splitlines()[-2:] == ["5", "on"]
    assert [line.split(": ", 1)[1] for line in stderr.splitlines() if ": error[" in line] == [
        "error[E1201]: TypeError: argument 1 (o) of `size` should be a (Option string), but is a (Some integer)",
        "error[E1203]: TypeError: `wrong` should be a string, but is an integer",
        "error[E1204]: TypeError: argument 1 of `string-append` should be a string, but is an integer",
        "error[E1203]: TypeError: `x` should be an integer, but is a string",
    ]
    assert "+: argument 2 must be a number" in stderr


def test_commands(tmp_path: Path) -> None:
    Path(tmp_path, "loaded.scm").write_text("(define from-file 11)\n(display 'loading)\n5\n")
    status, stdout, stderr = converse(
        """\
(define (area w . more) "The area." (* w w))
,type area
,type (list 1/2 "x")
,type car
,doc area
,doc list-tabulate
,doc if
,doc matmul
,doc car
,expand (when 1 2)
,emit core (define (hidden) 1)
hidden
,emit asm (area 2)
,load loaded.scm
from-file
,time (area 3)
,nonsense
,help
""",
        tmp_path,
    )
    assert status == 70
    lines = stdout.splitlines()
    for line in (
        *("(area w . more)", "a procedure of 1 or more arguments", "a list of 2 elements"),
        *("a procedure of 1 argument", "The area.", "if is syntax of the language"),
        "(list-tabulate count f)",
        *("in device code: (matmul a b)", "car takes 1 argument", "from (scheme base), (scheme r5rs)"),
        *("(if 1 2)", "loading11", "9"),
    ):
        assert line in lines, stdout
    assert ".cfi_startproc" in stdout
    assert "evaluated in" in stdout
    assert all(
        f",{name}" in stdout for name in ("help", "type", "expand", "emit", "time", "doc", "load", "quit")
    )
    assert "`hidden` is not defined" in stderr
    assert "there is no command ,nonsense" in stderr


def test_an_interrupt_ends_the_evaluation_only() -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as session:
        assert session.stdin is not None
        assert session.stdout is not None
        session.stdin.write("(begin (display 'started) (newline) (flush-output-port) (let loop () (loop)))\n")
        session.stdin.write("(let loop ((kept '())) (loop (list kept kept)))\n'after\n")
        session.stdin.flush()
        assert session.stdout.readline() == "started\n"
        for _ in range(2):
            time.sleep(0.5)
            session.send_signal(signal.SIGINT)
        stdout, stderr = session.communicate("(list 'still 'here)\n", timeout=60)
    assert stdout == "after\n(still here)\n"
    assert stderr.count("interrupted\n") == 2


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("(+ 1 2)", True), ("(+ 1", False), ('"text', False), ("#| open", False), ("'", False), ("", True),
        ("(a))", True), (",emit core (f", True), ("(define (f x)\n  x)", True), ("[1 2", False),
    ],
)  # fmt: skip
def test_what_is_complete(text: str, complete: bool) -> None:
    assert is_complete(text) is complete


# In a terminal ---------------------------------------------------------------------------


class FakePrompt:
    """Knows some names."""

    def names(self) -> list[str]:
        return ["string-append", "string-length", "vector"]


def typed(text: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """What is handed over for evaluation when this is typed; the end of input comes after it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    found: list[str] = []
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(text + "\x04")
        assert run_in_terminal(lambda form: found.append(form), FakePrompt()) == 0  # type: ignore[arg-type, func-returns-value]
    return found


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("(+ 1 2)\r", ["(+ 1 2)"]),
        ("(define (f x)\r(* x x))\r'next\r", ["(define (f x)\n  (* x x))", "'next"]),
        ("(let ((s \"(\"))\rs)\r", ['(let ((s "("))\n  s)']),
        ("\r  \r5\r", ["5"]),
        ("(never finished\x03'other\r", ["'other"]),
    ],
)  # fmt: skip
def test_typing(text: str, forms: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert typed(text, monkeypatch, tmp_path) == forms


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("(string-a", ["string-append"]),
        ("(map string-", ["string-append", "string-length"]),
        (",he", [",help"]),
        (",t", [",type", ",time"]),
        ("(", []),
        ("unknown", []),
    ],
)
def test_completion(before: str, found: list[str]) -> None:
    completions = Names(FakePrompt()).get_completions(Document(before), CompleteEvent())  # type: ignore[arg-type]
    assert [completion.text for completion in completions] == found


def test_history(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    typed("(first)\r", monkeypatch, tmp_path)
    assert history_file() == tmp_path / "eshkol" / "history"
    assert history_file().stat().st_mode & 0o077 == 0
    assert typed("\x1b[A\r", monkeypatch, tmp_path) == ["(first)"]


def test_history_that_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    obstacle = tmp_path / "file"
    obstacle.write_text("")
    assert typed("1\r", monkeypatch, obstacle) == ["1"]
    assert "the history is not kept" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("(a", 2), ("  (a (b", 7), ("(a (b)", 2), ('(a "((" ', 2), ("(a ; ((", 2), ("(a #\\( ", 2), ("(a\n (b", 3),
        ("(a))", 0), ("", 0), ("[a {b", 5), ('(a "b', 0), ('(a "b\\"\n(', 0),
    ],
)  # fmt: skip
def test_indentation(text: str, column: int) -> None:
    assert indentation(text) == column
