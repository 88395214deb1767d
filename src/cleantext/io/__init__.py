"""Bytes in, bytes out: encodings, sources and destinations; knows nothing of rules."""
