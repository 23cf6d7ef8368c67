"""A way to leave: pages as ordinary files, for a project that needs nothing but Sphinx.

The doctrees are written as reStructuredText, as they are when all references have been resolved.
"""
