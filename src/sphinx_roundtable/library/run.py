"""Running the jobs of a library: here, one after the other, or by Dask, on this machine or others.

Tasks are handed out as soon as the volumes that they refer to are done. What a task raises is
tried again by Dask, as is the task of a worker that died; what fails for good is reported, and the
others stand.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed

from .join import join
from .volume import build_volume

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .jobs import Job
    from .join import Order
    from .volume import Done

__all__ = ["Outcome", "SchedulerError", "in_turn", "on_dask"]


class SchedulerError(Exception):
    """A scheduler that does not answer, or an address that is none."""


class Outcome(NamedTuple):
    """What came of one volume, or of the library itself."""

    name: str
    done: Done | None = None
    error: str = ""  #: why it could not be built


def in_turn(jobs: Mapping[str, Job], order: Order, retries: int) -> Iterator[Outcome]:
    """Build the volumes one after the other in this process, then join them."""
    for name in _sorted(jobs):
        yield _tried(name, partial(build_volume, jobs[name]), retries)
    yield _tried("", partial(join, order), retries)


def _tried(name: str, work: Callable[[], Done], retries: int) -> Outcome:
    for left in range(retries, -1, -1):
        try:
            return Outcome(name, work())
        except Exception as error:  # noqa: BLE001 - whatever a project does, the others stand
            if not left:
                return Outcome(name, error=_words(error))
    raise AssertionError


def on_dask(
    jobs: Mapping[str, Job], order: Order, retries: int, *, scheduler: str = "", workers: int = 1
) -> Iterator[Outcome]:
    """Build the volumes on a Dask cluster, then join them there.

    :param scheduler: address of a cluster; without it, one of *workers* processes is started here
    :raises SchedulerError: where the scheduler does not answer
    """
    with _client(scheduler, workers, retries) as client:
        waiting = {name: {*jobs[name].volume.refers} for name in jobs}
        names: dict[Any, str] = {}

        def submit_ready() -> list[Any]:
            futures = []
            for name in [name for name, others in waiting.items() if not others]:
                del waiting[name]
                future = client.submit(
                    build_volume, jobs[name], key=f"volume-{name}", retries=retries, pure=False
                )
                names[future.key] = name
                futures.append(future)
            return futures

        completed = as_completed(submit_ready())
        for future in completed:
            name = names[future.key]
            yield _outcome(name, future)
            for others in waiting.values():
                others.discard(name)
            completed.update(submit_ready())
        yield _outcome("", client.submit(join, order, key="library", retries=retries, pure=False))


@contextmanager
def _client(scheduler: str, workers: int, retries: int) -> Iterator[Client]:
    if scheduler:
        try:
            client = Client(scheduler)
        except (OSError, ValueError) as error:
            raise SchedulerError(f"{scheduler}: {_words(error)}") from error
        with client:
            yield client
        return
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": retries}),
        LocalCluster(
            n_workers=workers,
            # A task starts a process of its own, so a worker has one at a time.
            threads_per_worker=1,
            # Any port of this machine: with none, Dask asks for one that another cluster may have.
            dashboard_address="127.0.0.1:0",
            # What goes wrong is in the outcomes.
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _outcome(name: str, future: Any) -> Outcome:
    try:
        return Outcome(name, future.result())
    except KilledWorker:
        return Outcome(name, error="each worker that built it died")
    except Exception as error:  # noqa: BLE001 - whatever a project does, the others stand
        return Outcome(name, error=_words(error))


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _sorted(jobs: Mapping[str, Job]) -> Sequence[str]:
    """Return the names of volumes, each after those that it refers to."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        for other in jobs[name].volume.refers:
            if other not in found:
                visit(other)
        found[name] = None

    for name in jobs:
        visit(name)
    return list(found)
