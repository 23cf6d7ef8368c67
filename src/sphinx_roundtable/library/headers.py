"""What hosts are asked to send with each page of a library: one policy for all volumes.

A host that knows ``_headers`` finds it at the top of what it serves, and there alone. Each page
still has the policy of its own in its head, which is as strict as that of the volume alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["HEADERS", "allow_all", "policy_of"]

HEADERS = "_headers"
_POLICY = "  Content-Security-Policy: "


def policy_of(site: Path) -> str:
    """Return the policy that the host of a *site* is asked to send; empty where there is none."""
    path = site / HEADERS
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return next((line.removeprefix(_POLICY) for line in lines if line.startswith(_POLICY)), "")


def allow_all(site: Path, policies: Iterable[str]) -> None:
    """Let the host of a *site* allow what any of *policies* allows, too.

    Where one is empty, there are pages without a policy: then none is sent.
    """
    path, own = site / HEADERS, policy_of(site)
    if not own:
        return
    allowed: dict[str, dict[str, None]] = {}
    everything = [own, *policies]
    for directive in (part.split() for policy in everything for part in policy.split(";")):
        if directive:
            allowed.setdefault(directive[0], {}).update(dict.fromkeys(directive[1:]))
    for sources in allowed.values():
        if len(sources) > 1:
            sources.pop("'none'", None)
    # Sorted, since which pages are made together must not show.
    policy = "; ".join(f"{name} {' '.join(sorted(sources))}" for name, sources in allowed.items())
    text = path.read_text("utf-8")
    text = text.replace(own, policy) if all(everything) else text.replace(f"{_POLICY}{own}\n", "")
    path.write_text(text, encoding="utf-8", newline="\n")
