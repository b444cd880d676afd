"""Measurements: `python -m bench`. The last line printed is one JSON object with all figures."""
