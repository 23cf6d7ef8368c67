"""Running the tasks of a library: here, one after the other, or by Dask, on this machine or others.

First the volumes, each after those that it refers to; then the pages of the library. What fails is
tried again, as is the task of a worker that died; what fails for good is reported, and the others
stand.
"""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from uuid import uuid4

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed
from distributed.utils import silence_logging_cmgr

from .join import make_batch, make_front
from .plan import plan
from .volume import build_volume

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from .jobs import Job
    from .state import Order
    from .volume import Done

__all__ = ["Crew", "Here", "Outcome", "SchedulerError", "build_library", "look", "on_dask"]


class SchedulerError(Exception):
    """A scheduler that does not answer, or no longer, or an address that is none."""


class Outcome(NamedTuple):
    """What came of a volume, or of a task for the library's own pages, which has no name."""

    name: str
    done: Done | None = None
    error: str = ""  #: why it could not be done


class Task(NamedTuple):
    """Something to do, wherever that is."""

    work: Callable[..., Done]
    given: tuple[Any, ...]
    after: Collection[str] = ()  #: names of tasks that must have ended


class Crew(Protocol):
    """Whoever does tasks."""

    def run(self, tasks: Mapping[str, Task]) -> Iterator[Outcome]:
        """Yield what comes of *tasks*, each as soon as it is known."""


def build_library(crew: Crew, jobs: Mapping[str, Job], order: Order) -> Iterator[Outcome]:
    """Build the volumes, then the pages of the library that are not as they should be."""
    yield from crew.run(_of_volumes(jobs))
    batches = None
    for outcome in crew.run({"plan": Task(plan, (order,))}):
        yield outcome._replace(name="")
        if outcome.done and outcome.done.built:
            batches = outcome.done.batches
    if batches is None:
        return
    failed = False
    tasks = {f"batch-{number}": Task(make_batch, (order, number)) for number in range(batches)}
    for outcome in crew.run(tasks):
        failed = failed or bool(outcome.error)
        yield outcome._replace(name="")
    # The next run goes on from here.
    for outcome in crew.run({"front": Task(make_front, (order,))}) if not failed else ():
        yield outcome._replace(name="")


def look(crew: Crew, jobs: Mapping[str, Job]) -> Iterator[Outcome]:
    """Tell which volumes would be built, and write nothing."""
    yield from crew.run(_of_volumes(jobs, only_look=True))


def _of_volumes(jobs: Mapping[str, Job], *, only_look: bool = False) -> Mapping[str, Task]:
    work = partial(build_volume, only_look=only_look)
    return {name: Task(work, (job,), job.volume.refers) for name, job in jobs.items()}


class Here:
    """Does one task after the other in this process."""

    def __init__(self, retries: int) -> None:
        self._retries = retries

    def run(self, tasks: Mapping[str, Task]) -> Iterator[Outcome]:
        """Yield what comes of *tasks*."""
        for name in _sorted(tasks):
            yield self._tried(name, tasks[name])

    def _tried(self, name: str, task: Task) -> Outcome:
        for left in range(self._retries, -1, -1):
            try:
                return Outcome(name, task.work(*task.given))
            except Exception as error:  # noqa: BLE001 - whatever a project does, the others stand
                if not left:
                    return Outcome(name, error=_words(error))
        raise AssertionError


class Cluster:
    """Does tasks on a Dask cluster."""

    def __init__(self, client: Client, retries: int) -> None:
        self._client = client
        self._retries = retries
        #: Others may build libraries with volumes of the same names on the same cluster.
        self._run = uuid4().hex
        self._numbers = count()

    def run(self, tasks: Mapping[str, Task]) -> Iterator[Outcome]:
        """Yield what comes of *tasks*.

        :raises SchedulerError: where the scheduler is there no more
        """
        waiting = {name: {*task.after} for name, task in tasks.items()}
        names: dict[Any, str] = {}

        def submit_ready() -> list[Any]:
            futures = []
            for name in [name for name, others in waiting.items() if not others]:
                del waiting[name]
                task = tasks[name]
                future = self._client.submit(
                    task.work,
                    *task.given,
                    key=f"{name}-{self._run}-{next(self._numbers)}",
                    retries=self._retries,
                    pure=False,
                )
                names[future.key] = name
                futures.append(future)
            return futures

        completed = as_completed(submit_ready())
        for future in completed:
            name = names[future.key]
            try:
                yield _outcome(name, future)
            except CancelledError as error:
                raise SchedulerError("the connection to the scheduler is lost") from error
            for others in waiting.values():
                others.discard(name)
            completed.update(submit_ready())


@contextmanager
def on_dask(retries: int, *, scheduler: str = "", workers: int = 1) -> Iterator[Cluster]:
    """Give a Dask cluster.

    :param scheduler: its address; without it, one of *workers* processes is started here
    :raises SchedulerError: where the scheduler does not answer
    """
    if scheduler:
        try:
            client = Client(scheduler)
        except (OSError, ValueError) as error:
            raise SchedulerError(f"{scheduler}: {_words(error)}") from error
        # What goes wrong is in the outcomes, or ends it all.
        with silence_logging_cmgr(logging.CRITICAL), client:
            yield Cluster(client, retries)
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
        yield Cluster(client, retries)


def _outcome(name: str, future: Any) -> Outcome:
    try:
        return Outcome(name, future.result())
    except KilledWorker:
        return Outcome(name, error="each worker that built it died")
    except CancelledError:  # nobody asks for that: it is told where the connection is lost
        raise
    except Exception as error:  # noqa: BLE001 - whatever a project does, the others stand
        return Outcome(name, error=_words(error))


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split()) or type(error).__name__


def _sorted(tasks: Mapping[str, Task]) -> list[str]:
    """Return the names of tasks, each after those that must have ended."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        for other in tasks[name].after:
            if other not in found:
                visit(other)
        found[name] = None

    for name in tasks:
        visit(name)
    return list(found)
