"""CSV files as sources: a row for each turn, as tools for oral history write them."""

from .sources import admit_transcripts, setup_transcripts

__all__ = ["admit_transcripts", "setup_transcripts"]
