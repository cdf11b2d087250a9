"""Compiled modules on disk: one file with the code for several targets, readable by IREE's tools.

The layout is described in ``docs/artifacts.md``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler import container
from eshkol_mlir.compiler.atomic import write_atomically
from eshkol_mlir.compiler.signature import (
    FunctionInfo,
    ParameterInfo,
    RecordInfo,
    ResultInfo,
    Signature,
    TensorInfo,
)
from eshkol_mlir.compiler.targets import TargetSpec
from eshkol_mlir.compiler.versions import versions
from eshkol_mlir.diagnostics import ArtifactError, EshkolError, FileError

__all__ = [
    "Artifact",
    "FunctionInfo",
    "ParameterInfo",
    "Provenance",
    "RecordInfo",
    "ResultInfo",
    "Signature",
    "TargetModule",
    "TensorInfo",
    "read_artifact",
]

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TargetModule:
    """The code for one target.

    Attributes:
        target: what it was compiled for.
        vmfb: the IREE module, brought to the form of :func:`container.canonical`.
        flags: the flags it was compiled with.
        fallbacks: what had to be switched off.
        cpu_features: the instruction sets that CPU code needs, in LLVM's names.
        read_only: by exported function, the indices of the arguments that its code never
            writes to; IREE computes in place in any other.
    """

    target: TargetSpec
    vmfb: bytes
    flags: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    cpu_features: tuple[str, ...] = ()
    read_only: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "vmfb", container.canonical(self.vmfb))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a module comes from.

    Attributes:
        source: the name of the source file, without folders.
        source_digest: SHA-256 of the source, hexadecimal.
        versions: of everything that took part in compiling.
        options: what was asked for on the command line, to compile the same again.
    """

    source: str = ""
    source_digest: str = ""
    versions: Mapping[str, str] = field(default_factory=versions)
    options: tuple[str, ...] = ()

    @property
    def rebuild(self) -> str:
        """The command that makes the module again."""
        if not self.source:
            return "compile its source again with eshkol-compile"
        return " ".join(["eshkol-compile", self.source, *self.options])


@dataclass(frozen=True, slots=True)
class Artifact:
    """A compiled module: code for one or more targets, its signature and its provenance.

    ``signature`` is ``None`` for a module that other tools made.
    """

    modules: tuple[TargetModule, ...]
    signature: Signature | None
    provenance: Provenance = field(default_factory=Provenance)

    def __post_init__(self) -> None:
        if not self.modules:
            raise ValueError("an artifact needs code for at least one target")

    @property
    def digest(self) -> str:
        """SHA-256 of the code of all targets."""
        digest = hashlib.sha256()
        for module in self.modules:
            digest.update(f"{module.target}\0{len(module.vmfb)}\0".encode() + module.vmfb)
        return digest.hexdigest()

    def module_for(self, *names: str) -> TargetModule | None:
        """The code for the first of these target names that the artifact has code for."""
        for name in names:
            for module in self.modules:
                if module.target.name == name:
                    return module
        return None

    def to_bytes(self) -> bytes:
        """The file's content; equal artifacts give equal bytes."""
        first, *others = self.modules
        members = [(_member_name(index, module), module.vmfb) for index, module in enumerate(others, 1)]
        manifest = json.dumps(_manifest(self), indent=1, sort_keys=True, ensure_ascii=False)
        return container.pack(first.vmfb, [(container.MANIFEST, manifest.encode()), *members])

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the file; on failure nothing is left behind.

        Raises:
            FileError: the file cannot be written.
        """
        write_atomically(path, self.to_bytes())

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "the module") -> Artifact:
        """The artifact in a file's content.

        A module that plain IREE tools made has no signature.

        Raises:
            ArtifactError: the data is damaged, no module, or made by an incompatible version.
        """
        contents = container.unpack(data, name)
        if contents.manifest is None:
            return cls((TargetModule(TargetSpec("unknown"), data),), None, Provenance(versions={}))
        try:
            manifest = json.loads(contents.manifest)
            _check_format(manifest, name)
            return _from_manifest(manifest, contents, data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise container.damaged(name, f"its description is malformed ({error})") from error


def read_artifact(path: str | os.PathLike[str]) -> Artifact:
    """The artifact in a file.

    Raises:
        FileError: the file cannot be read.
        ArtifactError: as :meth:`Artifact.from_bytes`.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return Artifact.from_bytes(data, f"'{os.fspath(path)}'")


def check_versions(artifact: Artifact, name: str = "the module") -> None:
    """Check that the running IREE can load the artifact.

    Raises:
        ArtifactError: it was made for another release of IREE.
    """
    built = artifact.provenance.versions.get("iree-compiler")
    running = versions()["iree-runtime"]
    if built is None or "none" in (built, running) or _release(built) == _release(running):
        return
    raise ArtifactError.at(
        Code.ARTIFACT_VERSION,
        None,
        f"{name} was made for another version of IREE",
        notes=[
            f"built with {_versions_text(artifact.provenance.versions)}",
            f"running {_versions_text(versions())}",
        ],
        help=[f"compile it again: {artifact.provenance.rebuild}"],
    )


def _manifest(artifact: Artifact) -> dict[str, Any]:
    modules = []
    for index, module in enumerate(artifact.modules):
        entry = {
            "target": module.target.name,
            "cpu": module.target.cpu,
            "gpu": module.target.gpu,
            "flags": list(module.flags),
            "fallbacks": list(module.fallbacks),
            "cpu_features": list(module.cpu_features),
            "read_only": {symbol: list(indices) for symbol, indices in module.read_only.items()},
            "member": _member_name(index, module) if index else None,
        }
        modules.append(entry)
    provenance = artifact.provenance
    return {
        "format": FORMAT,
        "modules": modules,
        "provenance": {
            "source": provenance.source,
            "source_digest": provenance.source_digest,
            "versions": dict(provenance.versions),
            "options": list(provenance.options),
        },
        "signature": artifact.signature.to_json() if artifact.signature else None,
    }


def _from_manifest(manifest: dict[str, Any], contents: container.Contents, data: bytes) -> Artifact:
    modules = []
    for entry in manifest["modules"]:
        member = entry["member"]
        modules.append(
            TargetModule(
                TargetSpec(entry["target"], entry["cpu"], entry["gpu"]),
                data if member is None else contents.members[member],
                tuple(entry["flags"]),
                tuple(entry["fallbacks"]),
                tuple(entry["cpu_features"]),
                {symbol: tuple(indices) for symbol, indices in entry["read_only"].items()},
            )
        )
    origin = manifest["provenance"]
    provenance = Provenance(
        origin["source"], origin["source_digest"], dict(origin["versions"]), tuple(origin["options"])
    )
    signature = manifest["signature"]
    return Artifact(tuple(modules), Signature.from_json(signature) if signature else None, provenance)


def _check_format(manifest: dict[str, Any], name: str) -> None:
    made = manifest["format"]
    if made == FORMAT:
        return
    origin = manifest.get("provenance", {})
    provenance = Provenance(
        str(origin.get("source", "")),
        versions=dict(origin.get("versions", {})),
        options=tuple(origin.get("options", ())),
    )
    raise ArtifactError.at(
        Code.ARTIFACT_VERSION,
        None,
        f"{name} has file format {made}, but this Eshkol reads format {FORMAT}",
        notes=[f"built with {_versions_text(provenance.versions)}", f"running {_versions_text(versions())}"],
        help=[f"compile it again: {provenance.rebuild}"],
    )


def _member_name(index: int, module: TargetModule) -> str:
    detail = module.target.cpu or module.target.gpu
    suffix = f"-{detail}" if detail else ""
    return f"eshkol/{index}-{module.target.name}{suffix}.vmfb"


def _release(version: str) -> str:
    """``3.13`` of ``3.13.0``: IREE's bytecode may change between such releases."""
    return ".".join(version.split(".")[:2])


def _versions_text(found: Mapping[str, str]) -> str:
    names: Sequence[tuple[str, str]] = (
        ("eshkol", "Eshkol"),
        ("iree-compiler", "IREE compiler"),
        ("iree-runtime", "IREE runtime"),
        ("llvm", "LLVM"),
    )
    return ", ".join(f"{title} {found[key]}" for key, title in names if key in found) or "unknown versions"


def _unreadable(path: str | os.PathLike[str], error: OSError | ValueError) -> EshkolError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return FileError.at(
        Code.FILE_UNREADABLE, None, f"cannot read '{os.fspath(path)}': {reason[:1].lower()}{reason[1:]}"
    )
