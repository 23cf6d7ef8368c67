"""Less searching for garbage while a roundtable is built.

Python looks for garbage whenever there are 700 objects more than before, and in time goes through
all that is in memory. A page alone has thousands of objects, and most are gone with it: looked for
after a few pages, they are found at once. What has been read is to stay, and is not searched.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_garbage"]

#: How many new objects start a search: those of a few pages. With more, memory grows, and no time
#: is won.
OBJECTS: Final = 10_000
#: How many times what is in use may be kept, before what former builds left is searched for: the
#: share that Python itself waits for, before it goes through all that is in memory.
SURPLUS: Final = 1.25


class _Thrift:
    """The setting of Python that a build changes, and gives back."""

    #: How many blocks of memory were in use at the last search, or when the first build began: of
    #: the process, as what is set apart is.
    in_use: ClassVar[int] = 0

    def __init__(self) -> None:
        self._before: tuple[int, ...] = ()

    def begin(self, app: Sphinx, config: Config) -> None:
        """Search more rarely; a site that only loads the extension is not changed in any way."""
        if not config.roundtables:
            return
        blocks = sys.getallocatedblocks()  # to count what is set apart would take much longer
        if not _Thrift.in_use:
            _Thrift.in_use = blocks
        elif blocks > SURPLUS * _Thrift.in_use:
            # What former builds of this process have left. A small one leaves little, and a search
            # goes through all modules as well.
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            _Thrift.in_use = sys.getallocatedblocks()
        first, *others = gc.get_threshold()
        if 0 < first < OBJECTS:
            self._before = (first, *others)
            gc.set_threshold(OBJECTS, *others)

    def keep(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Search no more in what there is by now: all of it is needed until the end.

        It stays so when the build has ended, for most processes end then, too. Python would
        search all of it once more, which takes longer than a build in which nothing has changed.
        """
        if self._before:
            gc.freeze()
        return []

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Search as often as before."""
        if self._before:
            gc.set_threshold(*self._before)
            self._before = ()


def setup_garbage(app: Sphinx) -> None:
    """Register the steps."""
    thrift = _Thrift()
    # Before the environment is loaded: it has many objects, and none of them is garbage.
    app.connect("config-inited", thrift.begin)
    # When all has been read, and again when pages have been made of it.
    app.connect("env-updated", thrift.keep, priority=300)
    app.connect("env-updated", thrift.keep, priority=900)
    app.connect("build-finished", thrift.end)
