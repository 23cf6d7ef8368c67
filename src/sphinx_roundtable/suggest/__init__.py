"""Systems proposed from a text, as lines of a sidecar to keep or drop."""

from .propose import Proposal, proposals
from .write import as_toml

__all__ = ["Proposal", "as_toml", "proposals"]
