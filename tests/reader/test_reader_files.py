"""Source files, good and bad."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from eshkol_mlir.diagnostics import EshkolError, FileError, Source
from eshkol_mlir.diagnostics import SyntaxError as EshkolSyntaxError
from eshkol_mlir.reader.files import decode, load_source
from eshkol_mlir.reader.reader import read
from hypothesis import given
from hypothesis import strategies as st
from reader_support import fixed


def _written(folder: Path, data: bytes, name: str = "program.esk") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _message(path: str | Path) -> str:
    with pytest.raises(FileError) as caught:
        load_source(path)
    return str(caught.value)


def test_a_file(tmp_path: Path) -> None:
    path = _written(tmp_path, '(display "λ")\n'.encode())
    source = load_source(path)
    assert source.name == str(path)
    assert source.text == '(display "λ")\n'


def test_line_endings_stay_as_they_are(tmp_path: Path) -> None:
    assert load_source(_written(tmp_path, b"a\r\nb\rc\n")).text == "a\r\nb\rc\n"


def test_an_empty_file_holds_no_data(tmp_path: Path) -> None:
    assert read(load_source(_written(tmp_path, b""))) == []


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    source = load_source(_written(tmp_path, b"\xef\xbb\xbf(a)"))
    assert source.text == "(a)"
    assert read(source)[0].span.column == 1


def test_a_missing_file_suggests_a_near_name(tmp_path: Path) -> None:
    _written(tmp_path, b"", "train.esk")
    wanted = tmp_path / "trian.esk"
    expected = [
        f"error[E0913]: FileError: there is no file `{wanted}`",
        f"  = help: did you mean `{tmp_path / 'train.esk'}`?",
    ]
    assert _message(wanted).splitlines() == expected


def test_a_missing_file_without_a_near_name(tmp_path: Path) -> None:
    assert _message(tmp_path / "x.esk") == f"error[E0913]: FileError: there is no file `{tmp_path / 'x.esk'}`"


def test_a_near_name_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _written(tmp_path, b"", "train.esk")
    monkeypatch.chdir(tmp_path)
    assert "did you mean `train.esk`?" in _message("trane.esk")


def test_a_missing_directory(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "x.esk"
    assert (
        _message(path)
        == f"error[E0913]: FileError: cannot read `{path}`: there is no directory `{path.parent}`"
    )


def test_a_directory(tmp_path: Path) -> None:
    assert _message(tmp_path) == f"error[E0914]: FileError: cannot read `{tmp_path}`: it is a directory"


def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "pipe.esk"
    os.mkfifo(path)
    assert _message(path).endswith("it is not a regular file")


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(path: Path) -> bytes:
        raise error

    path = _written(tmp_path, b"(a)")
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert _message(path) == f"error[E0914]: FileError: cannot read `{path}`: {error.strerror.lower()}"


def test_a_path_through_a_file(tmp_path: Path) -> None:
    path = _written(tmp_path, b"") / "x.esk"
    assert _message(path).endswith(": not a directory")


def test_a_path_with_a_nul() -> None:
    assert "cannot read" in _message("a\0b")


def test_a_path_that_is_too_long(tmp_path: Path) -> None:
    assert "file name too long" in _message(tmp_path / ("x" * 5000))


def test_invalid_utf8_tells_byte_line_and_offset() -> None:
    with pytest.raises(EshkolSyntaxError) as caught:
        decode("latin.esk", '; ok λ\n(display "caf'.encode() + b'\xe9")\n')
    # The second line begins at byte 8, as λ takes two.
    assert str(caught.value).splitlines() == [
        "latin.esk:2:14: error[E0123]: SyntaxError: the file is not UTF-8",
        "  |",
        '2 | (display "caf\ufffd")',
        "  |              ^ byte 0xE9",
        "  = note: the byte 0xE9 at offset 21, in line 2, begins no valid character",
        "  = help: save the file as UTF-8",
    ]


@pytest.mark.parametrize(
    "data", [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf\xff"]
)
def test_invalid_utf8_is_refused(data: bytes) -> None:
    with pytest.raises(EshkolSyntaxError, match="the file is not UTF-8"):
        decode("bad.esk", data)


def test_utf16_is_recognized() -> None:
    with pytest.raises(EshkolSyntaxError, match="looks like UTF-16"):
        decode("windows.esk", "(a)".encode("utf-16"))


def test_a_nul_is_refused() -> None:
    with pytest.raises(EshkolSyntaxError, match="contains a NUL") as caught:
        decode("binary.esk", b"\x7fELF\n\x00\x00")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (2, 1)


@fixed
@given(st.binary())
def test_any_bytes_decode_or_are_refused_with_a_diagnostic(data: bytes) -> None:
    try:
        source = decode("any.esk", data)
    except EshkolError as error:
        shown = str(error)
        assert shown.startswith("any.esk:")
    else:
        assert isinstance(source, Source)
        assert source.text.encode() in (data, data[3:])
