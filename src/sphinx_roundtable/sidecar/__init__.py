"""The sidecar: what the text of a roundtable does not say, in TOML.

A sidecar is optional, and so is every key. A mistake in it ends the build with
one line that names file, line and key: a half-read sidecar would publish a
half-right book.
"""

from .keys import (
    Folder,
    Form,
    Id,
    Labels,
    Link,
    MentionRules,
    PersonHints,
    Sidecar,
    SystemHints,
    Text,
    TopicHints,
)
from .loading import line_of, load
from .names import faults
from .toml import SidecarError, convert, line_in, parse

__all__ = [
    "Folder",
    "Form",
    "Id",
    "Labels",
    "Link",
    "MentionRules",
    "PersonHints",
    "Sidecar",
    "SidecarError",
    "SystemHints",
    "Text",
    "TopicHints",
    "convert",
    "faults",
    "line_in",
    "line_of",
    "load",
    "parse",
]
