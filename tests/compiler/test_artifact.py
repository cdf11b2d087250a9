"""Artifact files: contents, compatibility with other tools, damage, and failures to write."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from eshkol_mlir.compiler import atomic
from eshkol_mlir.compiler.artifact import Artifact, Provenance, TargetModule, check_versions, read_artifact
from eshkol_mlir.compiler.iree_backend import compile_module, compile_to_vmfb
from eshkol_mlir.compiler.iree_session import compile_once
from eshkol_mlir.compiler.signature import FunctionInfo, ParameterInfo, ResultInfo, Signature, TensorInfo
from eshkol_mlir.compiler.targets import TargetSpec, iree_flags, parse_target
from eshkol_mlir.diagnostics import ArtifactError, FileError
from hypothesis import given, settings
from hypothesis import strategies as st
from mlir_samples import matmul, unary

TOOLS = Path(sys.executable).parent
F32 = TensorInfo("f32", (4, 4))
SIGNATURE = Signature(
    (
        FunctionInfo(
            "mm", (ParameterInfo("a", F32), ParameterInfo("b", F32)), (ResultInfo(F32),), doc="A product."
        ),
    )
)
VERSIONS = {"eshkol": "0.1.0", "iree-compiler": "3.13.0", "iree-runtime": "3.13.0", "llvm": "22.1.8"}
PROVENANCE = Provenance("net.esk", hashlib.sha256(b"source").hexdigest(), VERSIONS, ("--target=cpu", "-O2"))


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    modules = []
    for target in ("cpu", "vulkan", "cuda"):
        spec = parse_target(target)
        made = compile_module(matmul(4, 4, 4), spec)
        modules.append(
            TargetModule(spec, made.vmfb, made.flags, made.fallbacks, made.cpu_features, made.read_only)
        )
    return Artifact(tuple(modules), SIGNATURE, PROVENANCE)


@pytest.fixture(scope="module")
def content(artifact: Artifact) -> bytes:
    return artifact.to_bytes()


def test_round_trip(artifact: Artifact, content: bytes) -> None:
    read = Artifact.from_bytes(content)
    assert read.signature == artifact.signature
    assert read.provenance == artifact.provenance
    assert read.modules == artifact.modules
    assert read.digest == artifact.digest


def test_what_was_read_writes_the_same_bytes(content: bytes) -> None:
    assert Artifact.from_bytes(content).to_bytes() == content


def test_code_that_was_in_another_file_gives_the_same_bytes(artifact: Artifact, content: bytes) -> None:
    # As the cache does: each module comes out of a file of its own.
    alone = [Artifact((module,), None).to_bytes() for module in artifact.modules]
    modules = tuple(Artifact.from_bytes(data).modules[0] for data in alone)
    assert Artifact(modules, SIGNATURE, PROVENANCE).to_bytes() == content


def test_equal_artifacts_give_equal_bytes(artifact: Artifact, content: bytes) -> None:
    again = Artifact(artifact.modules, SIGNATURE, replace(PROVENANCE))
    assert again.to_bytes() == content
    assert again.digest == artifact.digest


def test_zip_tools_read_it(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "module.fb"
        assert names[-3:] == ["eshkol.json", "eshkol/1-vulkan.vmfb", "eshkol/2-cuda-sm_80.vmfb"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_iree_tools_read_it(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.vmfb"
    path.write_bytes(content)
    command = [TOOLS / "iree-run-module", f"--module={path}", "--device=local-sync", "--function=mm"]
    inputs = ["--input=4x4xf32=1", "--input=4x4xf32=2"]
    done = subprocess.run([*command, *inputs], capture_output=True, text=True, check=True)
    assert "4x4xf32=[8 8 8 8][8 8 8 8][8 8 8 8][8 8 8 8]" in done.stdout


def test_finding_the_code_for_a_target(artifact: Artifact) -> None:
    assert artifact.module_for("vulkan") is artifact.modules[1]
    assert artifact.module_for("rocm", "cuda") is artifact.modules[2]
    assert artifact.module_for("rocm") is None


def test_a_module_of_plain_iree_has_no_signature() -> None:
    vmfb = compile_to_vmfb(matmul(4, 4, 4), parse_target("cpu"))
    read = Artifact.from_bytes(vmfb)
    assert read.signature is None
    assert read.modules[0].vmfb == TargetModule(TargetSpec("cpu"), vmfb).vmfb
    assert read.modules[0].target == TargetSpec("unknown")
    flat = compile_once(
        unary("math.absf", "f32").encode(),
        [*iree_flags(parse_target("cpu")), "--iree-vm-emit-polyglot-zip=false"],
        "m",
    ).vmfb
    assert flat is not None
    assert Artifact.from_bytes(flat).signature is None


@pytest.mark.parametrize("data", [b"", b"flat", b"PK\x03\x04" + bytes(40)])
def test_code_that_is_no_archive_is_kept_as_it_is(data: bytes) -> None:
    assert TargetModule(TargetSpec("cpu"), data).vmfb == data


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_noticed(content: bytes, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(content) - 1))
    flip = data.draw(st.integers(1, 255))
    damaged = bytearray(content)
    damaged[position] ^= flip
    with pytest.raises(ArtifactError):
        Artifact.from_bytes(bytes(damaged))


def test_every_truncation_is_noticed(content: bytes) -> None:
    # All lengths near the end, where the members of inner modules are, and a sample elsewhere.
    near_end = range(max(0, len(content) - 3000), len(content))
    for length in [*range(0, len(content), 7), *near_end]:
        with pytest.raises(ArtifactError):
            Artifact.from_bytes(content[:length])


@settings(max_examples=100, deadline=None)
@given(extra=st.binary(min_size=1, max_size=200))
def test_appended_bytes_are_noticed(content: bytes, extra: bytes) -> None:
    with pytest.raises(ArtifactError):
        Artifact.from_bytes(content + extra)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_changed_module_of_plain_iree_is_noticed_or_unchanged(data: st.DataObject) -> None:
    vmfb = PLAIN
    position = data.draw(st.integers(0, len(vmfb) - 1))
    damaged = bytearray(vmfb)
    damaged[position] ^= data.draw(st.integers(1, 255))
    try:
        Artifact.from_bytes(bytes(damaged))
    except ArtifactError:
        return
    # What got through differs only where no member's content is.
    with zipfile.ZipFile(io.BytesIO(vmfb)) as intact, zipfile.ZipFile(io.BytesIO(bytes(damaged))) as changed:
        assert changed.namelist() == intact.namelist()
        assert [changed.read(name) for name in changed.namelist()] == [
            intact.read(name) for name in intact.namelist()
        ]


PLAIN = compile_to_vmfb(unary("math.absf", "f32"), parse_target("cpu"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_module(data: bytes) -> None:
    with pytest.raises(ArtifactError):
        Artifact.from_bytes(data)


def test_a_truncated_file_says_what_to_do(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.vmfb"
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ArtifactError) as caught:
        read_artifact(path)
    assert str(caught.value) == (
        f"error[E1013]: ArtifactError: '{path}' is damaged: its directory cannot be read (File is not a zip file)\n"
        "  = note: the file was cut short or changed after it was written\n"
        "  = help: copy it again from where it came from, or compile its source again"
    )


def test_a_changed_file_says_what_to_do(content: bytes) -> None:
    damaged = bytearray(content)
    damaged[len(content) // 2] ^= 1
    with pytest.raises(ArtifactError) as caught:
        Artifact.from_bytes(bytes(damaged), "'m.vmfb'")
    assert str(caught.value).startswith(
        "error[E1013]: ArtifactError: 'm.vmfb' is damaged: its checksum does not match\n"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"",
            "error[E1012]: ArtifactError: 'm' is empty\n"
            "  = help: compile it again; an interrupted copy leaves such files",
        ),
        (
            b"(define (f x) x)",
            "error[E1012]: ArtifactError: 'm' is not a compiled module\n"
            "  = note: compiled modules are the .vmfb files that eshkol-compile writes\n"
            "  = help: it looks like Eshkol source: compile it with eshkol-compile",
        ),
        (
            b"module {\n}",
            "error[E1012]: ArtifactError: 'm' is not a compiled module\n"
            "  = note: compiled modules are the .vmfb files that eshkol-compile writes\n"
            "  = help: it looks like MLIR: compile it with eshkol-compile",
        ),
        (
            b"\x7fELF",
            "error[E1012]: ArtifactError: 'm' is not a compiled module\n"
            "  = note: compiled modules are the .vmfb files that eshkol-compile writes",
        ),
    ],
)
def test_files_of_other_kinds(data: bytes, message: str) -> None:
    with pytest.raises(ArtifactError) as caught:
        Artifact.from_bytes(data, "'m'")
    assert str(caught.value) == message


def test_a_zip_archive_is_no_module() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ArtifactError, match="is not a compiled module"):
        Artifact.from_bytes(buffer.getvalue())


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read_artifact(tmp_path / "none.vmfb")
    assert str(caught.value) == (
        f"error[E0914]: FileError: cannot read '{tmp_path}/none.vmfb': no such file or directory"
    )


def test_another_release_of_iree(artifact: Artifact) -> None:
    old = replace(artifact, provenance=replace(PROVENANCE, versions={**VERSIONS, "iree-compiler": "3.9.1"}))
    with pytest.raises(ArtifactError) as caught:
        check_versions(old, "'net.vmfb'")
    lines = str(caught.value).splitlines()
    assert lines[0] == "error[E1014]: ArtifactError: 'net.vmfb' was made for another version of IREE"
    assert (
        lines[1] == "  = note: built with Eshkol 0.1.0, IREE compiler 3.9.1, IREE runtime 3.13.0, LLVM 22.1.8"
    )
    assert lines[2].startswith("  = note: running Eshkol ")
    assert lines[3] == "  = help: compile it again: eshkol-compile net.esk --target=cpu -O2"


def test_the_same_release_is_accepted(artifact: Artifact) -> None:
    check_versions(artifact)
    patched = {**VERSIONS, "iree-compiler": "3.13.7", "eshkol": "9.9.9"}
    check_versions(replace(artifact, provenance=replace(PROVENANCE, versions=patched)))


def test_another_file_format(artifact: Artifact, monkeypatch: pytest.MonkeyPatch) -> None:
    from eshkol_mlir.compiler import artifact as module

    monkeypatch.setattr(module, "FORMAT", 7)
    content = artifact.to_bytes()
    monkeypatch.undo()
    with pytest.raises(ArtifactError) as caught:
        Artifact.from_bytes(content, "'net.vmfb'")
    lines = str(caught.value).splitlines()
    assert (
        lines[0]
        == "error[E1014]: ArtifactError: 'net.vmfb' has file format 7, but this Eshkol reads format 1"
    )
    assert lines[-1] == "  = help: compile it again: eshkol-compile net.esk --target=cpu -O2"


def test_writing_replaces_the_file_and_leaves_nothing_else(artifact: Artifact, tmp_path: Path) -> None:
    path = tmp_path / "m.vmfb"
    path.write_text("old")
    artifact.write(path)
    assert read_artifact(path).signature == SIGNATURE
    assert os.listdir(tmp_path) == ["m.vmfb"]


def fail_with(code: int) -> object:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    artifact: Artifact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "m.vmfb"
    path.write_text("old")
    monkeypatch.setattr(atomic.os, step, fail_with(errno.ENOSPC))
    with pytest.raises(FileError) as caught:
        artifact.write(path)
    assert str(caught.value) == (
        f"error[E0915]: FileError: cannot write '{path}': no space left on device\n"
        "  = note: nothing was written; a file that was there before is unchanged\n"
        "  = help: free some space there, or write to another file system"
    )
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["m.vmfb"]


def test_a_really_full_disk(artifact: Artifact, tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a small file system needs root")
    try:
        with pytest.raises(FileError, match="no space left on device"):
            artifact.write(tmp_path / "m.vmfb")
        assert os.listdir(tmp_path) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_missing_folder_and_a_folder_for_a_file(artifact: Artifact, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        artifact.write(tmp_path / "none" / "m.vmfb")
    assert f"  = help: make the folder {tmp_path}/none first" in str(caught.value)
    with pytest.raises(FileError) as caught:
        artifact.write(tmp_path)
    assert str(caught.value).endswith("  = help: give the name of a file")
