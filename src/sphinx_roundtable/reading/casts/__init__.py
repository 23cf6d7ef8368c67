"""The ways in which a text says who its people are: one module each."""
