# cython: language_level=3, boundscheck=False, wraparound=False, freethreading_compatible=True
"""The compiled kernel: the functions of `_native` on one table of character classes.

Every code point has a class; a matrix says of two neighbouring classes whether some gate fires at
them. So a scan costs two look-ups for a character, whatever the number of gates. The classes of
the first 65,536 code points lie in one flat table, those beyond in pages.
"""

import sys

cimport cython
from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memcmp, memcpy, memset

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    int Py_UNICODE_ISSPACE(uint32_t code) nogil
    int Py_UNICODE_ISALPHA(uint32_t code) nogil
    int Py_UNICODE_ISDECIMAL(uint32_t code) nogil
    int Py_UNICODE_ISDIGIT(uint32_t code) nogil
    int Py_UNICODE_ISNUMERIC(uint32_t code) nogil
    uint32_t Py_UNICODE_TOLOWER(uint32_t code) nogil

ctypedef fused unit_t:
    uint8_t
    uint16_t
    uint32_t

cdef enum:
    FLAT = 0x10000
    PAGES = 0x1000
    CLASSES = 256
    LINE_FEED = 10
    LINE = 1  # Scope, as the engine counts it
    WORDS = 2  # of 64 bits
    PAIRS = 128

cdef class Table:
    """Gates compiled for this kernel; made by `compile_table`, read by `find` and `scan`."""

    cdef uint8_t flat[FLAT]
    cdef uint8_t page[PAGES]  # of 256 code points each, from U+10000 on
    cdef uint8_t page_class[CLASSES][256]
    cdef uint8_t hot[CLASSES * CLASSES]  # does any gate fire at these two classes?
    cdef uint8_t bytes_hot[FLAT]  # the same for two neighbours below U+0100
    cdef uint64_t single[CLASSES]
    cdef uint64_t first[CLASSES * WORDS]  # a bit for each pair, and so for each class WORDS words
    cdef uint64_t second[CLASSES * WORDS]
    cdef uint64_t owner[PAIRS]  # the gates that each pair belongs to
    cdef bint is_one  # gate, so that a hit is its hit
    cdef uint8_t calm_low[2]  # two ranges of bytes among which no gate fires
    cdef uint8_t calm_span[2]
    cdef int calm  # whether there are any, -1 until they are looked for

    cdef inline uint8_t class_of(self, uint32_t code) noexcept nogil:
        if code < FLAT:
            return self.flat[code]
        return self.page_class[self.page[(code - FLAT) >> 8]][code & 0xFF]

    cdef uint64_t bits(self, uint8_t before, uint8_t here) noexcept nogil:
        return self.single[here] | self.pair_bits(before, here)

    cdef uint64_t pair_bits(self, uint8_t before, uint8_t here) noexcept nogil:
        cdef uint64_t found = 0
        cdef uint64_t pairs
        cdef int word, k
        for word in range(WORDS):
            pairs = self.first[before * WORDS + word] & self.second[here * WORDS + word]
            k = word * 64
            while pairs:
                if pairs & 1:
                    found |= self.owner[k]
                pairs >>= 1
                k += 1
        return found

    cdef inline bint is_pair(self, uint8_t before, uint8_t here) noexcept nogil:
        cdef int word
        for word in range(WORDS):
            if self.first[before * WORDS + word] & self.second[here * WORDS + word]:
                return True
        return False


cdef Py_ssize_t _quiet(Table table, unit_t* data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    """An offset up to which no gate fires, near the first that does.

    Several independent look-ups a turn: one by one they would wait for each other. Below U+0100
    the pair of characters itself is looked up, else the pair of their classes.
    """
    cdef uint8_t* hot = &table.hot[0]
    cdef uint8_t* flat = &table.flat[0]
    cdef Py_ssize_t i = start + 1
    cdef uint32_t a, b, c, d, e
    if unit_t is uint8_t:
        hot = &table.bytes_hot[0]
        while i + 8 <= end:
            if (
                hot[data[i - 1] << 8 | data[i]] | hot[data[i] << 8 | data[i + 1]]
                | hot[data[i + 1] << 8 | data[i + 2]] | hot[data[i + 2] << 8 | data[i + 3]]
                | hot[data[i + 3] << 8 | data[i + 4]] | hot[data[i + 4] << 8 | data[i + 5]]
                | hot[data[i + 5] << 8 | data[i + 6]] | hot[data[i + 6] << 8 | data[i + 7]]
            ):
                break
            i += 8
    elif unit_t is uint16_t:
        a = flat[data[start]]
        while i + 4 <= end:
            b, c, d, e = flat[data[i]], flat[data[i + 1]], flat[data[i + 2]], flat[data[i + 3]]
            if hot[a << 8 | b] | hot[b << 8 | c] | hot[c << 8 | d] | hot[d << 8 | e]:
                break
            a = e
            i += 4
    else:
        a = table.class_of(data[start])
        while i + 4 <= end:
            b, c = table.class_of(data[i]), table.class_of(data[i + 1])
            d, e = table.class_of(data[i + 2]), table.class_of(data[i + 3])
            if hot[a << 8 | b] | hot[b << 8 | c] | hot[c << 8 | d] | hot[d << 8 | e]:
                break
            a = e
            i += 4
    return i


cdef inline uint8_t _class(Table table, unit_t code) noexcept nogil:
    if unit_t is uint32_t:
        return table.class_of(code)
    return table.flat[code]


cdef Py_ssize_t _find(
    Table table, unit_t* data, Py_ssize_t start, Py_ssize_t end, uint8_t before
) noexcept nogil:
    """The first offset from `start` on at which a gate fires; `before` is the class before it."""
    cdef Py_ssize_t i
    cdef uint8_t here
    if start >= end:
        return -1
    if not table.hot[before << 8 | _class(table, data[start])]:
        start = _quiet(table, data, start, end) - 1
        before = 0
    for i in range(start, end):
        here = _class(table, data[i])
        if table.hot[before << 8 | here]:
            if i > start and table.is_pair(before, here):
                return i - 1
            return i
        before = here
    if table.is_pair(before, table.flat[LINE_FEED]):
        return end - 1
    return -1


cdef uint64_t _scan(Table table, unit_t* data, Py_ssize_t end) noexcept nogil:
    cdef Py_ssize_t i = 0
    cdef uint32_t before = table.flat[LINE_FEED], here, pair, quiet = 0
    cdef uint64_t found = 0
    cdef uint16_t[64] seen  # pairs that have fired, by their sum
    if end == 0:
        return 0
    memset(seen, 0, sizeof(seen))
    if not table.hot[before << 8 | _class(table, data[0])]:
        i = _quiet(table, data, 0, end)
        before = _class(table, data[i - 1])
    while i < end:
        here = _class(table, data[i])
        i += 1
        pair = before << 8 | here
        if not table.hot[pair]:
            quiet += 1
            if quiet == 8:  # what fires is rare again
                i = _quiet(table, data, i - 1, end)
                here = _class(table, data[i - 1])
                quiet = 0
        elif seen[(before + here) & 63] != pair:
            seen[(before + here) & 63] = pair
            found |= table.bits(before, here)
            quiet = 0
        before = here
    return found | table.pair_bits(before, table.flat[LINE_FEED])


def find(Table table, str text, Py_ssize_t start=0):
    """The first offset from `start` on at which a gate fires, or -1."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef Py_ssize_t at
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef uint8_t before = 0 if start else table.flat[LINE_FEED]
    with nogil:
        if kind == 1:
            at = _find[uint8_t](table, <uint8_t*>data, start, length, before)
        elif kind == 2:
            at = _find[uint16_t](table, <uint16_t*>data, start, length, before)
        else:
            at = _find[uint32_t](table, <uint32_t*>data, start, length, before)
    return at


def scan(Table table, str text):
    """The bits of the gates that fire somewhere in `text`."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef uint64_t found
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    with nogil:
        if kind == 1:
            found = _scan[uint8_t](table, <uint8_t*>data, length)
        elif kind == 2:
            found = _scan[uint16_t](table, <uint16_t*>data, length)
        else:
            found = _scan[uint32_t](table, <uint32_t*>data, length)
    return found


def positions(Table table, str text):
    """Every offset at which a gate fires, in order; a pair counts where its first character is."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef Py_ssize_t at = 0
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef uint8_t before = table.flat[LINE_FEED]
    cdef list found = []
    while True:
        if kind == 1:
            at = _find[uint8_t](table, <uint8_t*>data, at, length, before)
        elif kind == 2:
            at = _find[uint16_t](table, <uint16_t*>data, at, length, before)
        else:
            at = _find[uint32_t](table, <uint32_t*>data, at, length, before)
        if at < 0:
            return found
        found.append(at)
        at += 1
        before = 0


ctypedef fused offset_t:
    int32_t
    int64_t


def dirty_rows(Table table, const uint8_t[:] data, const offset_t[:] offsets):
    """The numbers of the rows at which some gate fires, and of those that are no UTF-8.

    Row k lies between `offsets[k]` and `offsets[k + 1]`, as in Arrow's string arrays.
    """
    cdef Py_ssize_t row, rows = offsets.shape[0] - 1
    cdef const uint8_t* start = &data[0] if data.shape[0] else NULL
    cdef list found = []
    if rows > 0 and (offsets[0] < 0 or offsets[rows] > data.shape[0]):
        raise ValueError("offsets reach beyond the data")
    for row in range(rows):
        if _fires_utf8(table, start + offsets[row], offsets[row + 1] - offsets[row]):
            found.append(row)
    return found


cdef bint _fires_utf8(Table table, const uint8_t* data, Py_ssize_t length) noexcept nogil:
    cdef Py_ssize_t i = 0, k, more
    cdef uint32_t before = table.flat[LINE_FEED], code
    cdef uint8_t here
    if length == 0:
        return False
    while i < length:
        code = data[i]
        i += 1
        if code >= 0x80:
            # Broken UTF-8: whoever decodes it says so.
            if code < 0xC2 or code > 0xF4:
                return True
            more = 1 + (code >= 0xE0) + (code >= 0xF0)
            if i + more > length:
                return True
            code &= 0x3F >> more
            for k in range(more):
                if not _continues(data[i + k]):
                    return True
                code = code << 6 | (data[i + k] & 0x3F)
            if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                return True
            i += more
        here = table.class_of(code)
        if table.hot[before << 8 | here]:
            return True
        before = here
    return table.is_pair(before, table.flat[LINE_FEED])


include "_speedups_table.pxi"
include "_speedups_units.pxi"
include "_speedups_utf8.pxi"
