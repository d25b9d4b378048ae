"""Measurements: `make bench`. Nothing here passes or fails; ratios are of one run."""
