"""The cache: hits, explanations, eviction, damage, other processes, and disks that refuse."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from eshkol_mlir.compiler import cache as cache_module
from eshkol_mlir.compiler.cache import DEFAULT_LIMIT, CacheKey, ModuleCache, default_limit, default_root
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.diagnostics import Source, UsageError
from hypothesis import given, settings
from hypothesis import strategies as st


def key(source: str = "(define x 1)", flags: str = "-O2", subject: str = "net.esk main") -> CacheKey:
    return CacheKey(subject, {"source": source, "flags": flags, "versions": "iree 3.13.0"})


@pytest.fixture
def cache(tmp_path: Path) -> ModuleCache:
    return ModuleCache(tmp_path / "cache", 10_000)


def entry_files(cache: ModuleCache) -> list[Path]:
    return sorted(path for path in (cache.root / "entries").rglob("*") if path.is_file())


def test_what_is_put_is_found(cache: ModuleCache) -> None:
    assert cache.get(key()) is None
    assert cache.put(key(), b"module")
    assert cache.get(key()) == b"module"
    assert cache.get(key(flags="-O3")) is None
    assert ModuleCache(cache.root).get(key()) == b"module"


@settings(deadline=None)
@given(
    st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
)
def test_keys_are_equal_exactly_when_their_parts_are(one: dict[str, str], two: dict[str, str]) -> None:
    assert (CacheKey("a", one).digest == CacheKey("b", two).digest) == (one == two)


def test_text_and_bytes_are_the_same_part() -> None:
    assert CacheKey("", {"source": "λ"}).digest == CacheKey("", {"source": "λ".encode()}).digest


def test_explanations(cache: ModuleCache) -> None:
    def why(asked: CacheKey) -> str:
        return str(cache.explain(asked))

    assert why(key()) == "net.esk main: compiled, because it was never compiled before"
    cache.put(key(), b"module")
    assert why(key()) == "net.esk main: found in the cache"
    assert why(key(source="(define x 2)")) == (
        "net.esk main: compiled, because source changed from '(define x 1)' to '(define x 2)'"
    )
    assert why(key(flags="-O3")) == "net.esk main: compiled, because flags changed from '-O2' to '-O3'"
    assert why(key("x" * 1000, "-O0")) == (
        "net.esk main: compiled, because flags changed from '-O2' to '-O0' and source changed"
    )
    assert why(CacheKey("net.esk main", {"source": "(define x 1)", "entry": "main"})) == (
        "net.esk main: compiled, because entry is new and flags is no longer there and versions is no longer there"
    )
    assert why(key(subject="other.esk")).endswith("found in the cache")


def test_explaining_a_missing_and_a_damaged_entry(cache: ModuleCache) -> None:
    cache.put(key(), b"module")
    [path] = entry_files(cache)
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.explain(key()).reasons == ("its cache entry is damaged",)
    assert cache.get(key()) is None
    assert cache.explain(key()).reasons == ("its cache entry is gone: evicted to make room, or deleted",)


def test_asking_does_not_change_the_answer(cache: ModuleCache) -> None:
    cache.put(key(), b"module")
    changed = key(flags="-O3")
    assert cache.get(changed) is None
    assert cache.explain(changed).reasons == ("flags changed from '-O2' to '-O3'",)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_entry_is_never_returned(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cache = ModuleCache(tmp_path_factory.mktemp("cache"))
    payload = bytes(range(50))
    cache.put(key(), payload)
    [path] = entry_files(cache)
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    path.write_bytes(bytes(content))
    assert cache.get(key()) is None
    assert not path.exists()
    assert cache.put(key(), payload)
    assert cache.get(key()) == payload


def test_a_damaged_record_of_a_source_is_no_record(cache: ModuleCache) -> None:
    cache.put(key(), b"module")
    for path in (cache.root / "subjects").iterdir():
        for text in ("", "[]", "{}", '{"digest": 1, "parts": 3}', "\0\0"):
            path.write_text(text)
            assert cache.explain(key(flags="-O3")).reasons == ("it was never compiled before",)


def test_the_least_recently_used_entries_go_first(cache: ModuleCache) -> None:
    for number in range(8):
        cache.put(key(flags=str(number)), bytes(900))
        os.utime(cache._entry(key(flags=str(number)).digest), (number, number))
    assert cache.get(key(flags="0")) is not None
    cache.put(key(flags="new"), bytes(4000))
    assert cache.size() <= cache.limit
    assert cache.get(key(flags="0")) is not None
    assert cache.get(key(flags="new")) is not None
    assert cache.get(key(flags="1")) is None
    assert cache.get(key(flags="7")) is not None


@pytest.mark.parametrize("notes", [None, b"", b"no number\n", b"-\xff\n", b"1\n" * 20_000])
def test_processes_that_each_store_one_entry_keep_to_the_limit(
    cache: ModuleCache, notes: bytes | None
) -> None:
    sizes = cache.root / "sizes"
    for number in range(30):
        ModuleCache(cache.root, cache.limit).put(key(flags=str(number)), bytes(900))
        assert cache.size() <= cache.limit
        if number % 9 == 5 and notes is None:
            sizes.unlink()
        elif number % 9 == 5 and notes is not None:
            sizes.write_bytes(notes)
    assert len(entry_files(cache)) >= 8


def test_entries_are_counted_now_and_then(cache: ModuleCache, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    count = ModuleCache._evict
    monkeypatch.setattr(ModuleCache, "_evict", lambda self: (counts.append(1), count(self)))
    for number in range(2000):
        ModuleCache(cache.root, 1 << 30).put(key(flags=str(number % 10)), bytes(900))
    assert 1 <= len(counts) <= 4


def test_what_is_too_large_is_not_stored(cache: ModuleCache) -> None:
    assert not cache.put(key(), bytes(10_001))
    assert cache.get(key()) is None
    assert not ModuleCache(cache.root, 0).put(key(), b"x")


def test_abandoned_temporary_files_are_removed(cache: ModuleCache) -> None:
    cache.put(key(), b"module")
    folder = entry_files(cache)[0].parent
    old, new = folder / ".a.tmp", folder / ".b.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    # They are looked for where entries are counted.
    cache.put(key(flags="-O2"), bytes(5000))
    assert old.exists()
    cache.put(key(flags="-O3"), bytes(5000))
    assert not old.exists()
    assert new.exists()


def test_deleting_the_folder_while_in_use(cache: ModuleCache) -> None:
    cache.put(key(), b"module")
    shutil.rmtree(cache.root)
    assert cache.get(key()) is None
    assert cache.put(key(), b"module")
    assert cache.get(key()) == b"module"


def test_clearing(cache: ModuleCache) -> None:
    cache.put(key(), b"module")
    cache.clear()
    assert cache.size() == 0
    assert cache.explain(key()).reasons == ("it was never compiled before",)


def test_a_full_disk_means_no_cache(cache: ModuleCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(cache_module, "replace_file", full)
    assert not cache.put(key(), b"module")
    assert cache.get(key()) is None
    assert cache.warning == f"the cache in {cache.root} is not used: No space left on device"


def test_a_root_that_is_a_file_means_no_cache(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    path.write_text("not a folder")
    cache = ModuleCache(path)
    assert cache.get(key()) is None
    assert not cache.put(key(), b"module")
    assert cache.explain(key()).reasons == ("it was never compiled before",)
    assert cache.warning.startswith(f"the cache in {path} is not used: ")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder read-only; permissions do not bind root, who mounts a file system on it."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this root may not mount a file system")
    yield
    subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_folder_means_no_cache(tmp_path: Path) -> None:
    cache = ModuleCache(tmp_path)
    with read_only(tmp_path):
        assert not cache.put(key(), b"module")
        assert cache.get(key()) is None
        assert cache.explain(key()).reasons == ("it was never compiled before",)
    assert cache.warning.startswith(f"the cache in {tmp_path} is not used: ")


def hammer(root: str, seed: int) -> bool:
    """Random puts and gets; true if every get gave what belongs to its key."""
    cache = ModuleCache(root, 3_000)
    dice = random.Random(seed)
    for _ in range(150):
        number = dice.randrange(12)
        if dice.random() < 0.5:
            cache.put(key(flags=str(number)), bytes([number]) * 500)
        else:
            found = cache.get(key(flags=str(number)))
            if found not in (None, bytes([number]) * 500):
                return False
    return not cache.warning


def test_processes_share_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        assert pool.starmap(hammer, [(str(tmp_path), seed) for seed in range(3)]) == [True] * 3
    assert not list(tmp_path.rglob("*.tmp"))


def test_threads_share_it(tmp_path: Path) -> None:
    outcomes: list[bool] = []
    threads = [
        threading.Thread(target=lambda seed=seed: outcomes.append(hammer(str(tmp_path), seed)))
        for seed in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [True] * 4


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESHKOL_CACHE_DIR", "/a/b")
    assert default_root() == Path("/a/b")
    monkeypatch.delenv("ESHKOL_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert default_root() == Path("/x/eshkol")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/h")
    assert default_root() == Path("/h/.cache/eshkol")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", DEFAULT_LIMIT),
        ("0", 0),
        ("1234", 1234),
        ("64K", 65536),
        ("500M", 500 << 20),
        ("2g", 2 << 30),
        ("1GiB", 1 << 30),
    ],
)
def test_how_large_it_may_be(monkeypatch: pytest.MonkeyPatch, text: str, expected: int) -> None:
    monkeypatch.setenv("ESHKOL_CACHE_SIZE", text)
    assert default_limit() == expected


def test_a_size_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESHKOL_CACHE_SIZE", "9" * 5000)
    with pytest.raises(UsageError, match="which is no size"):
        ModuleCache()
    monkeypatch.setenv("ESHKOL_CACHE_SIZE", "plenty")
    with pytest.raises(UsageError) as caught:
        ModuleCache()
    assert str(caught.value) == (
        "error[E0909]: UsageError: ESHKOL_CACHE_SIZE is 'plenty', which is no size\n"
        "  = help: write a number of bytes, or one with K, M or G such as 500M"
    )


@pytest.mark.parametrize("content", [b"no module", b"PK\3\4 not quite a module"])
def test_a_whole_entry_that_is_no_module_is_made_again(cache: ModuleCache, content: bytes) -> None:
    source = Source("program.esk", "(define (f x : float64) (* 2 x))")

    class Recording(ModuleCache):
        def put(self, key: CacheKey, data: bytes) -> bool:
            keys.append(key)
            return super().put(key, data)

    keys: list[CacheKey] = []
    recording = Recording(cache.root, DEFAULT_LIMIT)
    made = Compiler(source, cache=recording).artifact()
    assert recording.put(keys[0], content)
    assert Compiler(source, cache=recording).artifact().to_bytes() == made.to_bytes()
