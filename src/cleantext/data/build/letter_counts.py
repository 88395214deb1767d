"""What the model of letters counts in texts: symbols, and which of them follow each other."""

from __future__ import annotations

import collections
import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from .letter_symbols import (
    AROUND,
    CLASSES,
    INDEX,
    THROUGH,
    case_of,
    class_of,
    folded,
    symbol_of,
)
from .letter_text import Text

ENOUGH, MOST, LIFT = 400_000, 1_000_000, 4.0
"""Characters of a language above which it is not lifted, most of one kind, largest lift."""
Array = Any


def balanced(source: Iterable[Text]) -> Iterator[tuple[str, int]]:
    """Texts with weights by which small languages count more; of large ones, the first part."""
    kept: list[Text] = []
    read: dict[tuple[str, str], int] = {}
    size: dict[str, int] = {}
    for text in source:
        key = text.language, text.kind
        if read.get(key, 0) < MOST:
            read[key] = read.get(key, 0) + len(text.text)
            size[text.language] = size.get(text.language, 0) + len(text.text)
            kept.append(text)
    for text in kept:
        lift = min(LIFT, max(1.0, math.sqrt(ENOUGH / size[text.language])))
        yield text.text, round(2 * lift * text.weight)


class Counts(NamedTuple):
    """n-grams as rows of dense symbol numbers, and how often each was seen."""

    grams: Array
    seen: Array


class Corpus:
    """The symbols and cases of all texts in one row, each text after and before a space."""

    def __init__(self, source: Iterable[tuple[str, int]], order: int) -> None:
        self.order = order
        points = range(0x110000)
        every = [0 if 0xD800 <= p < 0xE000 else symbol_of(chr(p)) for p in points]
        self.symbols, dense = np.unique(np.array(every), return_inverse=True)
        case = np.array([case_of(chr(p)) for p in points], np.int8)
        pad = " " * (order - 1)
        whole, weights = zip(*((f"{pad}{text} ", weight) for text, weight in source), strict=True)
        lengths = np.array([len(text) for text in whole])
        text = np.frombuffer("".join(whole).encode("utf-32-le"), np.uint32)
        row = dense.astype(np.int32)[text]
        weight = np.repeat(np.array(weights, np.int32), lengths)
        starts = np.cumsum(lengths) - lengths
        padded = np.zeros(len(row), bool)
        for at in range(order - 1):
            padded[starts + at] = True
        weight[padded] = 0
        self.signs = self._signs(row, text)
        self.of = np.array([class_of(chr(symbol)) for symbol in self.symbols.tolist()])
        stays = ~np.isin(self.of[row], [INDEX[name] for name in THROUGH])
        self.through = self._through(self.of[row], weight, stays)
        row, text, weight, padded = row[stays], text[stays], weight[stays], padded[stays]
        space = row == np.searchsorted(self.symbols, 0x20)
        kept = padded | ~space
        kept[1:] |= ~space[:-1]
        self.row, self.case, self.weight = row[kept], case[text[kept]], weight[kept]

    def _signs(self, row: Array, text: Array) -> collections.Counter[str]:
        """How often each sign of `AROUND` is there."""
        signs = collections.Counter[str]()
        around = np.isin(self.symbols[row], [ord(signs[0]) for signs in AROUND.values()])
        for point, count in zip(*np.unique(text[around], return_counts=True), strict=True):
            signs[folded(chr(point))] += int(count)
        return signs

    def _through(self, kinds: Array, weight: Array, stays: Array) -> Array:
        """How often each class comes after two that stay, and how often anything does."""
        before = np.maximum(np.cumsum(stays) - stays, 2)
        among = kinds[stays]
        first, second = among[before - 2], among[before - 1]
        size = len(CLASSES)
        key = (first * size + second) * size + kinds
        return np.bincount(key, weights=weight, minlength=size**3).reshape(size, size, size)

    def count(self, length: int) -> Counts:
        """The n-grams that end where something is foretold, by value."""
        used = np.unique(self.row)
        row = np.zeros(len(self.symbols), np.int64)
        row[used] = np.arange(len(used))
        row = row[self.row]
        bits = max(1, (len(used) - 1).bit_length())
        key = np.zeros(len(row) - length + 1, np.int64)
        for at in range(length):
            key = key << bits | row[at : at + len(key)]
        weight = self.weight[length - 1 :]
        order = np.argsort(key[weight > 0], kind="stable")
        key, weight = key[weight > 0][order], weight[weight > 0][order]
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        seen = np.add.reduceat(weight.astype(np.float64), starts)
        found = key[starts]
        columns = [found >> bits * (length - 1 - at) & (1 << bits) - 1 for at in range(length)]
        return Counts(used[np.stack(columns, 1)], seen)


def contexts_of(grams: Array) -> tuple[Array, Array]:
    """The contexts of sorted n-grams, and for each n-gram which is its own."""
    if not len(grams):
        return grams[:, :-1], np.zeros(0, np.int64)
    new = np.ones(len(grams), bool)
    new[1:] = (grams[1:, :-1] != grams[:-1, :-1]).any(1)
    return grams[new, :-1], np.cumsum(new) - 1


def rows_of(grams: Array, among: Array) -> Array:
    """For each row of `grams` its place in the sorted rows `among`, -1 if it is not there."""

    def packed(rows: Array) -> Array:
        key = np.zeros(len(rows), np.int64)
        for at in range(rows.shape[1]):
            key = key * 0x1FFFFF + rows[:, at]  # wraps around: a hash, without accident here
        return key

    keys = packed(among)
    order = np.argsort(keys, kind="stable")
    at = np.searchsorted(keys, packed(grams), sorter=order)
    found = order[np.minimum(at, len(order) - 1)]
    return np.where((among[found] == grams).all(1), found, -1)
