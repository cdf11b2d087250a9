"""Whether this machine's processor can run code made for another one.

CPU code that uses an instruction the processor lacks ends the process, so it is refused.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# LLVM's name of an instruction set, and Linux's where it differs.
_LINUX_NAMES = {
    "aes": "aes",
    "amx-bf16": "amx_bf16",
    "amx-int8": "amx_int8",
    "amx-tile": "amx_tile",
    "avx": "avx",
    "avx2": "avx2",
    "avx512bf16": "avx512_bf16",
    "avx512bitalg": "avx512_bitalg",
    "avx512bw": "avx512bw",
    "avx512cd": "avx512cd",
    "avx512dq": "avx512dq",
    "avx512f": "avx512f",
    "avx512fp16": "avx512_fp16",
    "avx512ifma": "avx512ifma",
    "avx512vbmi": "avx512vbmi",
    "avx512vbmi2": "avx512_vbmi2",
    "avx512vl": "avx512vl",
    "avx512vnni": "avx512_vnni",
    "avx512vpopcntdq": "avx512_vpopcntdq",
    "avxvnni": "avx_vnni",
    "bmi": "bmi1",
    "bmi2": "bmi2",
    "f16c": "f16c",
    "fma": "fma",
    "fma4": "fma4",
    "gfni": "gfni",
    "lzcnt": "abm",
    "movbe": "movbe",
    "pclmul": "pclmulqdq",
    "popcnt": "popcnt",
    "sha": "sha_ni",
    "sse3": "pni",
    "sse4.1": "sse4_1",
    "sse4.2": "sse4_2",
    "sse4a": "sse4a",
    "ssse3": "ssse3",
    "vaes": "vaes",
    "vpclmulqdq": "vpclmulqdq",
    "xop": "xop",
}


def relevant_features(features: Iterable[str]) -> tuple[str, ...]:
    """Those of LLVM's feature names (``+avx2``) that compiled code may depend on."""
    plain = {feature[1:] for feature in features if feature.startswith("+")}
    return tuple(sorted(plain & _LINUX_NAMES.keys()))


def missing_features(needed: Iterable[str]) -> list[str]:
    """The needed instruction sets that this processor lacks; none where it cannot be told."""
    present = _processor_flags()
    if not present:
        return []
    return [feature for feature in needed if _LINUX_NAMES.get(feature, "") not in present]


@cache
def _processor_flags() -> frozenset[str]:
    if sys.platform != "linux" or platform.machine() not in ("x86_64", "AMD64"):
        return frozenset()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return frozenset()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())
