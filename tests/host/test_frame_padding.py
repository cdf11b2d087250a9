"""What frames are filled up with is no reference to an object."""

from __future__ import annotations

import platform
import re

import pytest
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.host import HostProgram
from eshkol_mlir.compiler.host_code import generate_objects
from eshkol_mlir.diagnostics import Source

#: The sieve's frame keeps the first number: the frame pointer, rbx and one word of padding.
PROGRAM = """
(define (without n items)
  (cond ((null? items) '())
        ((= (remainder (car items) n) 0) (without n (cdr items)))
        (else (cons (car items) (without n (cdr items))))))
(define (sieve items)
  (if (null? items) '() (cons (car items) (sieve (without (car items) (cdr items))))))
(write (sieve '(2 3 4 5 6 7 8 9)))
"""
#: push %rbp; mov %rsp, %rbp; then pushes of rbx and r12 to r15.
PROLOGUE = rb"\x55\x48\x89\xe5(?:\x53|\x41[\x54-\x57])*"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="other processors fill up frames without a push")
def test_no_frame_keeps_what_was_returned_before_it() -> None:
    compiler = Compiler(Source("program.scm", PROGRAM))
    [code] = generate_objects(HostProgram(compiler, compiler.program()).mlir(), "program")
    push_rax, push_rbp = rb"\x50", rb"\x55"
    assert not re.search(PROLOGUE + push_rax, code)
    assert re.search(PROLOGUE + push_rbp, code)
