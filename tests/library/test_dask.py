"""Workers build the volumes, here or elsewhere; one that dies changes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.library.shelf import FILES, LIBRARY, arguments, library, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.once  # jobs and processes: what a volume is made of, other tests ask

#: Seconds that a busy machine may take.
PATIENCE = 240

#: The configuration of a volume that does not end when it is built for the first time.
WAITS = """
import os, pathlib, time
mark = pathlib.Path({mark!r})
if not mark.exists():
    part = mark.with_suffix(".part")
    part.write_text(f"{{os.getppid()}} {{os.getpid()}} {{pathlib.Path().resolve()}}")
    part.rename(mark)
    time.sleep(1000)
extensions = ["sphinx_roundtable"]
roundtables = ["index"]
project = "Tools"
"""


def _waiting(mark: Path) -> dict[str, str]:
    return {**FILES, "tools/conf.py": WAITS.format(mark=str(mark))}


def _is_alive(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    try:
        return path.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait(what: str, until: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a scheduler and its workers, as an operator would; yield its address and its process."""
    told = folder / "scheduler.json"
    processes = []

    def start(*command: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        processes.append(process)

    try:
        start(
            *("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(told)),
        )
        _wait("a scheduler", told.is_file)
        for number in range(workers):
            start(
                *("worker", "--scheduler-file", str(told), "--nworkers", "1", "--no-nanny"),
                *("--nthreads", "2", "--no-dashboard", "--name", str(number)),
                *("--host", "127.0.0.1", "--local-directory", str(folder / f"worker-{number}")),
            )
        _wait("an address", lambda: told.read_text().strip().endswith("}"))
        address: str = json.loads(told.read_text())["address"]
        yield address, processes[0]
    finally:
        for process in reversed(processes):
            # A worker that is asked to end waits for its scheduler first.
            process.kill()
        for process in processes:
            process.wait(PATIENCE)


def _build_and_kill(folder: Path, *options: str) -> tuple[int, str, str]:
    """Build the library; kill the worker that builds the volume which does not end."""
    mark = folder.parent / "mark"
    library_files = _waiting(mark)
    with subprocess.Popen(**arguments(folder, *options, files=library_files)) as process:
        _wait("the volume is being built", mark.is_file)
        worker, project, _ = mark.read_text().split(maxsplit=2)
        os.kill(int(worker), signal.SIGKILL)
        told, errors = process.communicate(timeout=PATIENCE)
    _wait("what the worker had begun has ended", lambda: not _is_alive(int(project)))
    return process.returncode, told.strip(), errors.removesuffix("\n")


def _build_and_lose(
    folder: Path, scheduler: subprocess.Popen[bytes], *options: str
) -> tuple[int, str, str]:
    """Build a library; kill the scheduler while it waits for a volume that does not end."""
    mark = folder.parent / "lost-mark"
    with subprocess.Popen(**arguments(folder, *options, files=_waiting(mark))) as process:
        _wait("the volume is being built", mark.is_file)
        scheduler.kill()
        told, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, told.strip(), errors.removesuffix("\n")


def _serial(folder: Path) -> dict[str, str]:
    """Build the same one volume after the other, and return its state."""
    ran = library(folder / "serial", "-j", "1", files=_waiting(folder / "mark"))
    assert (ran.status, ran.errors) == (0, "")
    return state(folder / "serial/out")


def test_a_worker_that_dies_changes_nothing(tmp_path: Path) -> None:
    ran = _build_and_kill(tmp_path / "library", "-j", "2")
    assert ran == (0, "2 built, 0 unchanged, 0 failed", "")
    assert state(tmp_path / "library/out") == _serial(tmp_path)


def test_a_cluster_that_is_there_already(tmp_path: Path) -> None:
    with _cluster(tmp_path, workers=3) as (address, scheduler):
        ran = _build_and_kill(tmp_path / "library", "--scheduler", address)
        assert ran == (0, "2 built, 0 unchanged, 0 failed", "")
        again = library(
            tmp_path / "library", "--scheduler", address, files=_waiting(tmp_path / "mark")
        )
        assert again == (0, "0 built, 2 unchanged, 0 failed", "")
        ran = _build_and_lose(tmp_path / "lost", scheduler, "--scheduler", address)
        assert ran == (2, "", "sphinx-roundtable: the connection to the scheduler is lost")
    assert state(tmp_path / "library/out") == _serial(tmp_path)


def test_a_volume_that_kills_its_workers_is_reported(tmp_path: Path) -> None:
    deadly = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n"
    ran = library(tmp_path, "-j", "2", files={**FILES, "texts/weather/conf.py": deadly})
    assert ran.status == 1
    assert ran.told == "1 built, 0 unchanged, 1 failed"
    assert ran.errors == "weather: ERROR: each worker that built it died"
    assert (tmp_path / "out/volumes/tools/index.html").is_file()
    assert "The tools panel" in (tmp_path / "out/index.html").read_text("utf-8")


def test_what_fails_once_is_tried_again(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    conf = (
        f"import pathlib\nmark = pathlib.Path({str(mark)!r})\n"
        "first = not mark.exists()\nmark.touch()\n"
        "if first: raise OSError('the disk is away')\n"
        "extensions = ['sphinx_roundtable']\nroundtables = ['index']\n"
    )
    files = {**FILES, "tools/conf.py": conf}
    assert library(tmp_path / "a", "-j", "1", files=files).status == 0
    mark.unlink()
    assert library(tmp_path / "b", "-j", "2", files=files).status == 0
    mark.unlink()
    ran = library(tmp_path / "c", "-j", "1", "--retries", "0", files=files)
    assert ran.status == 1
    assert "the disk is away" in ran.errors


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense"])
def test_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    ran = library(tmp_path, "--scheduler", address)
    assert ran.status == 2
    (line,) = ran.errors.splitlines()
    assert line.startswith(f"sphinx-roundtable: {address}: ")
    assert not (tmp_path / "out").exists()


def test_several_at_once_are_the_same_bytes(serial: Path, tmp_path: Path) -> None:
    more = LIBRARY + '[volumes.more]\nfolder = "texts/weather"\n[volumes.most]\nfolder = "tools"\n'
    files = {**FILES, "library.toml": more.replace('refers = ["tools"]', "")}
    files["texts/weather/index.rst"] = files["texts/weather/index.rst"].replace(
        ":external+tools:roundtable:answer:", ""
    )
    assert library(tmp_path / "a", "-j", "3", files=files).told.startswith("4 built")
    assert library(tmp_path / "b", "-j", "1", files=files).told.startswith("4 built")
    assert state(tmp_path / "a/out") == state(tmp_path / "b/out")
