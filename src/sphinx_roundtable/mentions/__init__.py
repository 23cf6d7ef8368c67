"""Where systems and people are named in what is said: found, recorded, linked."""
