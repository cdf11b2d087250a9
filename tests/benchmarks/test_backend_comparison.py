"""The command that compares the backends of device code: what it refuses."""

from __future__ import annotations

import pytest

from benchmarks import device_calls


def test_at_least_one_process_runs_for_each_backend(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        device_calls.main(["--repeat", "0"])
    assert stopped.value.code == 2
    assert "--repeat is at least 1" in capsys.readouterr().err
