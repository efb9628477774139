"""Benchmarks: what to extract from, and how to score it."""
