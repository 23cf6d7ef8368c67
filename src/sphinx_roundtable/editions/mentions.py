"""Links from a source as written to the pages of the systems that it names."""

from __future__ import annotations

from functools import partial
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .._sphinx import application
from ..nodes import MENTION, mention_link
from ..reading import marked
from .joined import is_joined

__all__ = ["LinkMentions"]


class LinkMentions(SphinxPostTransform):
    """Let a source lead to systems as its pages do: those have the links in their doctrees.

    What is a mention depends on the sidecar alone, not on other sources. With another
    sidecar a source is read again, and so written again.
    """

    #: After joined editions have dropped what the pages show, before links become addresses.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        if application(self.env).builder.format == "texinfo":
            # Info writes "*note" before each reference: that would alter what people say.
            for reference in list(self.document.findall(nodes.reference)):
                if MENTION in reference["classes"]:
                    reference.parent.replace(reference, reference.children)
            return
        domain: Any = self.env.domains["roundtable"]
        docname = self.env.current_document.docname
        owner = domain.owners.get(docname)
        if owner not in domain.roundtables or is_joined(self.document):
            return
        table = domain.roundtables[owner]
        if table.systems:
            said = table.said_in.get(docname, ())
            examined = domain.finder(owner).examine(said, marked(self.document))
            examined.link(partial(mention_link, table))
