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


def compile_table(gates):
    """A table in which bit k stands for the k-th of `gates`.

    Where a table has not enough room for all pairs, those of a gate become one, which fires for
    nothing too.
    """
    cdef Table table = Table()
    gates = list(gates)
    if len(gates) > 64:
        raise ValueError("a table holds at most 64 gates")
    pairs = {}
    for k, (_, gate_pairs) in enumerate(gates):
        for pair in gate_pairs:
            pairs[pair] = pairs.get(pair, 0) | 1 << k
    while True:
        events = _events(gates, pairs)
        if len(pairs) <= PAIRS and _count_classes(events) <= CLASSES:
            break
        pairs = _coarser(pairs)
    table.is_one = len(gates) == 1
    memset(table.owner, 0, sizeof(table.owner))
    for k, owners in enumerate(pairs.values()):
        table.owner[k] = owners
    _paint(table, events)
    table.calm = -1
    return table


def _events(gates, pairs):
    """Where a range of characters begins or ends, and of what."""
    events = {}
    for k, (chars, _) in enumerate(gates):
        _toggle(events, chars, 0, 1 << k)
    for k, (first, second) in enumerate(pairs):
        _toggle(events, first, 1, 1 << k)
        _toggle(events, second, 2, 1 << k)
    return events


def _count_classes(events):
    state = 0, 0, 0
    classes = {state}
    for bound in sorted(events):
        a, b, c = events[bound]
        state = state[0] ^ a, state[1] ^ b, state[2] ^ c
        classes.add(state)
    return len(classes)


def _coarser(pairs):
    """Fewer pairs, of which some fire for nothing: those of one set of gates are made one.

    The set is that whose one pair is the smallest, so that it fires for nothing most seldom.
    """
    groups = {}
    for (first, second), owners in pairs.items():
        groups.setdefault(owners, []).append((first, second))
    merged = {
        owners: tuple(_union(pair[side] for pair in members) for side in (0, 1))
        for owners, members in groups.items()
        if len(members) > 1
    }
    if not merged:
        raise ValueError("too many pairs of characters for one table")
    least = min(merged, key=lambda owners: _size(merged[owners][0]) * _size(merged[owners][1]))
    kept = {pair: owners for pair, owners in pairs.items() if owners != least}
    kept[merged[least]] = kept.get(merged[least], 0) | least
    return kept


def _size(ranges):
    return sum(high - low + 1 for low, high in ranges)


def _union(sets):
    from .gate import ranges

    return ranges([part for parts in sets for part in parts])


def _toggle(events, ranges, kind, bit):
    """Note that `bit` of the kind (0 single, 1 first, 2 second) changes where a range has an end."""
    for low, high in ranges:
        for at in (low, high + 1):
            marks = events.setdefault(at, [0, 0, 0])
            marks[kind] ^= bit


cdef int _paint(Table table, dict events) except -1:
    cdef Py_ssize_t low, high, code, page, begin, end
    cdef uint8_t kind
    cdef int a, b
    kinds = {(0, 0, 0): 0}
    memset(table.flat, 0, sizeof(table.flat))
    memset(table.page, 0, sizeof(table.page))
    memset(table.page_class, 0, sizeof(table.page_class))
    state = [0, 0, 0]
    bounds = sorted(events)
    high_pages = {}
    for index, bound in enumerate(bounds):
        marks = events[bound]
        state = [state[0] ^ marks[0], state[1] ^ marks[1], state[2] ^ marks[2]]
        low = bound
        high = bounds[index + 1] if index + 1 < len(bounds) else 0x110000
        kind = kinds.setdefault(tuple(state), len(kinds))
        if not kind:
            continue
        if low < FLAT:
            memset(&table.flat[low], kind, min(high, FLAT) - low)
        full = bytes([kind]) * 256
        for page in range(max(low, FLAT) >> 8, (high + 255) >> 8):
            begin, end = max(low - (page << 8), 0), min(high - (page << 8), 256)
            if end - begin == 256:
                high_pages[page] = full
            else:
                row = high_pages.setdefault(page, bytearray(256))
                row[begin:end] = full[begin:end]
    rows = {bytes(256): 0}
    for page, row in high_pages.items():
        key = bytes(row)
        at = rows.get(key, 0)
        if not at and any(row):
            at = rows[key] = len(rows)
            if at >= CLASSES:
                raise ValueError("a table holds at most 256 different pages beyond U+FFFF")
            for code in range(256):
                table.page_class[at][code] = row[code]
        table.page[page - (FLAT >> 8)] = at
    for (single, first, second), number in kinds.items():
        table.single[number] = single
        for a in range(WORDS):
            table.first[number * WORDS + a] = first >> (64 * a) & 0xFFFFFFFFFFFFFFFF
            table.second[number * WORDS + a] = second >> (64 * a) & 0xFFFFFFFFFFFFFFFF
    memset(table.hot, 0, sizeof(table.hot))
    for a in range(len(kinds)):
        for b in range(len(kinds)):
            table.hot[a << 8 | b] = table.single[b] != 0 or table.is_pair(a, b)
    for a in range(256):
        for b in range(256):
            table.bytes_hot[a << 8 | b] = table.hot[table.flat[a] << 8 | table.flat[b]]
    return 0


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


def units(Table table, str text, int scope, uint64_t mask, bint everywhere=False):
    """The units of `scope` at which gates of `mask` fire, or all: `(start, end, bits)` of each."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef list found = []
    if kind == 1:
        _units[uint8_t](table, <uint8_t*>data, length, scope, mask, everywhere, found)
    elif kind == 2:
        _units[uint16_t](table, <uint16_t*>data, length, scope, mask, everywhere, found)
    else:
        _units[uint32_t](table, <uint32_t*>data, length, scope, mask, everywhere, found)
    return found


cdef int _units(
    Table table, unit_t* data, Py_ssize_t length, int scope, uint64_t mask, bint everywhere,
    list found
) except -1:
    cdef Py_ssize_t at = 0  # where a unit begins, after a line feed
    cdef Py_ssize_t start, end
    cdef uint8_t before = table.flat[LINE_FEED]
    cdef uint64_t bits
    cdef bint is_known = False
    while at < length:
        start = at
        if not everywhere:
            at = _find(table, data, at, length, before)
            if at < 0:
                break
            # A line feed fires with what follows: what stands before it was looked at.
            is_known = table.is_one and data[at] != LINE_FEED
            at += data[at] == LINE_FEED
            if at == length:
                break
        _bounds(data, length, scope, at, &start, &end)
        bits = (1 if is_known else _scan(table, data + start, end - start)) & mask
        if bits or (everywhere and end > start):
            found.append((start, end, bits))
        at = end + 1
    return 0


cdef void _bounds(
    unit_t* data, Py_ssize_t length, int scope, Py_ssize_t at, Py_ssize_t* start, Py_ssize_t* end
) noexcept nogil:
    """The bounds of the unit around `at`; it does not begin before `start[0]`."""
    cdef Py_ssize_t low = start[0], other
    start[0] = _line_start(data, low, at)
    end[0] = _line_end(data, length, at)
    if scope == LINE or _is_blank(data, start[0], end[0]):
        return
    while start[0] > low:
        other = _line_start(data, low, start[0] - 1)
        if _is_blank(data, other, start[0] - 1):
            break
        start[0] = other
    while end[0] < length:
        other = _line_end(data, length, end[0] + 1)
        if _is_blank(data, end[0] + 1, other):
            break
        end[0] = other


cdef inline Py_ssize_t _line_start(unit_t* data, Py_ssize_t low, Py_ssize_t at) noexcept nogil:
    while at > low and data[at - 1] != LINE_FEED:
        at -= 1
    return at


cdef inline Py_ssize_t _line_end(unit_t* data, Py_ssize_t length, Py_ssize_t at) noexcept nogil:
    while at < length and data[at] != LINE_FEED:
        at += 1
    return at


cdef inline bint _is_blank(unit_t* data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    while start < end and Py_UNICODE_ISSPACE(data[start]):
        start += 1
    return start == end


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


include "_speedups_utf8.pxi"
