# cython: language_level=3, boundscheck=False, wraparound=False, freethreading_compatible=True
"""The compiled kernel: the functions of `_native` on one table of character classes.

Every code point has a class; a matrix says of two neighbouring classes whether some gate fires at
them. So a scan costs two look-ups for a character, whatever the number of gates. The classes of
the first 65,536 code points lie in one flat table, those beyond in pages.
"""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memset

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
    """A table in which bit k stands for the k-th of `gates`."""
    gates = list(gates)
    if len(gates) > 64:
        raise ValueError("a table holds at most 64 gates")
    room = PAIRS
    while True:
        try:
            return _compiled(gates, room)
        except OverflowError:
            if room == 1:
                raise ValueError("a table holds at most 256 classes of characters") from None
            room //= 2


cdef Table _compiled(list gates, int room):
    """A table with `room` bits for pairs; the last stands for all the rest, which may fire for
    nothing. Fewer bits make fewer classes.
    """
    cdef Table table = Table()
    events = {}
    pairs = {}
    memset(table.owner, 0, sizeof(table.owner))
    for k, (chars, gate_pairs) in enumerate(gates):
        _toggle(events, chars, 0, 1 << k)
        for pair in gate_pairs:
            pairs.setdefault(pair, []).append(k)
    listed = list(pairs.items())
    if len(listed) > room:
        rest = listed[room - 1:]
        owners = [k for _, gates_of in rest for k in gates_of]
        first, second = (_union(pair[side] for pair, _ in rest) for side in (0, 1))
        listed = [*listed[: room - 1], ((first, second), owners)]
    for k, (pair, owners) in enumerate(listed):
        table.owner[k] = _mask(owners)
        _toggle(events, pair[0], 1, 1 << k)
        _toggle(events, pair[1], 2, 1 << k)
    _paint(table, events)
    return table


def _mask(owners):
    mask = 0
    for k in owners:
        mask |= 1 << k
    return mask


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
        if len(kinds) > CLASSES:
            raise OverflowError
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
    return i


cdef Py_ssize_t _find(
    Table table, unit_t* data, Py_ssize_t start, Py_ssize_t end, uint8_t before
) noexcept nogil:
    """The first offset from `start` on at which a gate fires; `before` is the class before it."""
    cdef Py_ssize_t i
    cdef uint8_t here
    if start >= end:
        return -1
    if unit_t is not uint32_t:
        if not table.hot[before << 8 | table.flat[data[start]]]:
            start = _quiet(table, data, start, end) - 1
            before = 0
    for i in range(start, end):
        if unit_t is uint32_t:
            here = table.class_of(data[i])
        else:
            here = table.flat[data[i]]
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
    cdef uint8_t before = table.flat[LINE_FEED]
    cdef uint8_t here
    cdef uint64_t found = 0
    if end == 0:
        return 0
    if unit_t is not uint32_t:
        if not table.hot[before << 8 | table.flat[data[0]]]:
            i = _quiet(table, data, 0, end)
            before = table.flat[data[i - 1]]
    while i < end:
        if unit_t is uint32_t:
            here = table.class_of(data[i])
        else:
            here = table.flat[data[i]]
        i += 1
        if table.hot[before << 8 | here]:
            found |= table.bits(before, here)
            if unit_t is not uint32_t:
                i = _quiet(table, data, i - 1, end)
                here = table.flat[data[i - 1]]
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
    while at < length:
        start = at
        if not everywhere:
            at = _find(table, data, at, length, before)
            if at < 0:
                break
            # A line feed fires with what follows: what stands before it was looked at.
            at += data[at] == LINE_FEED
            if at == length:
                break
        _bounds(data, length, scope, at, &start, &end)
        bits = _scan(table, data + start, end - start) & mask
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
    """The numbers of the rows of UTF-8 at which some gate fires.

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
    cdef Py_ssize_t i = 0
    cdef uint32_t before = table.flat[LINE_FEED], code
    cdef uint8_t here
    if length == 0:
        return False
    while i < length:
        code = data[i]
        if code < 0x80:
            i += 1
        elif code < 0xE0 and i + 1 < length:
            code = (code & 0x1F) << 6 | (data[i + 1] & 0x3F)
            i += 2
        elif code < 0xF0 and i + 2 < length:
            code = (code & 0x0F) << 12 | (data[i + 1] & 0x3F) << 6 | (data[i + 2] & 0x3F)
            i += 3
        elif i + 3 < length:
            code = (
                (code & 0x07) << 18 | (data[i + 1] & 0x3F) << 12
                | (data[i + 2] & 0x3F) << 6 | (data[i + 3] & 0x3F)
            )
            i += 4
            if code > 0x10FFFF:
                return True
        else:
            return True  # broken UTF-8: whoever decodes it says so
        here = table.class_of(code)
        if table.hot[before << 8 | here]:
            return True
        before = here
    return table.is_pair(before, table.flat[LINE_FEED])


cdef enum:
    SPACE = 1  # in FOLD; letters stand there as themselves in lower case
    QUOTE = 2  # an apostrophe between letters belongs to the word
    SHORTEST = 3
    LONGEST = 24
    MOST_LETTERS = 64  # of a word that slips are looked for in
    REMEMBERED = 1 << 18
    TELLING = 4  # letters: shorter words tell little about the language
    FOREIGN_WORDS = 10
    FOREIGN_PART = 3
    AFTER_A = 1  # kinds of `Pair`
    AFTER_AN = 2
    DOUBLE = 3

cdef uint64_t SEED = 0xcbf29ce484222325ULL
cdef uint64_t PRIME = 0x100000001b3ULL

cdef uint16_t FOLD[FLAT]


cdef inline bint _is_letter(uint32_t code) noexcept nogil:
    return not Py_UNICODE_ISDECIMAL(code) and (
        Py_UNICODE_ISALPHA(code) or Py_UNICODE_ISDIGIT(code) or Py_UNICODE_ISNUMERIC(code)
    )


cdef inline uint32_t _lower(uint32_t code) noexcept nogil:
    return code if code == 0x130 else Py_UNICODE_TOLOWER(code)  # whose lower case is two characters


cdef void _fill_fold() noexcept nogil:
    cdef uint32_t code
    for code in range(FLAT):
        FOLD[code] = (
            SPACE if Py_UNICODE_ISSPACE(code)
            else _lower(code) if _is_letter(code)
            else QUOTE if code == 39 or code == 0x2019
            else 0
        )


_fill_fold()


cdef inline uint32_t _fold(uint32_t code) noexcept nogil:
    if code < FLAT:
        return FOLD[code]
    return _lower(code) if _is_letter(code) else 0


cdef inline uint64_t _mixed(uint64_t code) noexcept nogil:
    code ^= code >> 32
    code *= 0x9e3779b97f4a7c15ULL
    code ^= code >> 29
    return code if code else 1


cdef class _Hashes:
    """A set of 64-bit hashes, in one table with open addressing."""

    cdef uint64_t* slots
    cdef uint64_t mask
    cdef Py_ssize_t count

    def __cinit__(self, Py_ssize_t room):
        cdef uint64_t size = 16
        while size < <uint64_t>room * 2:
            size *= 2
        self.slots = <uint64_t*>calloc(size, sizeof(uint64_t))
        if self.slots == NULL:
            raise MemoryError
        self.mask = size - 1
        self.count = 0

    def __dealloc__(self):
        free(self.slots)

    cdef inline bint has(self, uint64_t code) noexcept nogil:
        cdef uint64_t key = _mixed(code)
        cdef uint64_t at = key & self.mask
        while self.slots[at]:
            if self.slots[at] == key:
                return True
            at = (at + 1) & self.mask
        return False

    cdef void add(self, uint64_t code) noexcept nogil:
        cdef uint64_t key = _mixed(code)
        cdef uint64_t at = key & self.mask
        while self.slots[at]:
            if self.slots[at] == key:
                return
            at = (at + 1) & self.mask
        self.slots[at] = key
        self.count += 1

    cdef void clear(self) noexcept nogil:
        # In place: another thread may be reading, and finds what was remembered or does not.
        memset(self.slots, 0, (self.mask + 1) * sizeof(uint64_t))
        self.count = 0


cdef struct Place:  # of a run with an unknown word
    Py_ssize_t context, begin, end, stop


cdef struct Pair:
    Py_ssize_t kind, begin, end


cdef struct Found:
    Place* places
    Py_ssize_t place_count, place_room
    Pair* pairs
    Py_ssize_t pair_count, pair_room
    bint failed


cdef void _add_place(Found* found, Place place) noexcept nogil:
    cdef void* moved
    if found.place_count == found.place_room:
        found.place_room = 2 * found.place_room + 16
        moved = realloc(found.places, found.place_room * sizeof(Place))
        if moved == NULL:
            found.failed = True
            found.place_room = found.place_count
            return
        found.places = <Place*>moved
    found.places[found.place_count] = place
    found.place_count += 1


cdef void _add_pair(Found* found, Pair pair) noexcept nogil:
    cdef void* moved
    if found.pair_count == found.pair_room:
        found.pair_room = 2 * found.pair_room + 16
        moved = realloc(found.pairs, found.pair_room * sizeof(Pair))
        if moved == NULL:
            found.failed = True
            found.pair_room = found.pair_count
            return
        found.pairs = <Pair*>moved
    found.pairs[found.pair_count] = pair
    found.pair_count += 1


cdef inline uint64_t _hash_on(
    uint64_t code, unit_t* data, Py_ssize_t begin, Py_ssize_t end
) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(begin, end):
        code = (code ^ data[i]) * PRIME
    return code


cdef inline uint64_t _hash_tail(
    uint64_t code, Py_UCS4* letters, Py_ssize_t begin, Py_ssize_t end
) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(begin, end):
        code = (code ^ <uint64_t>letters[i]) * PRIME
    return code


cdef inline uint64_t _hash_place(unit_t* data, Place* place) noexcept nogil:
    """Of the context, and of where in it the run stands."""
    cdef uint64_t code = _hash_on(SEED, data, place.context, place.begin) * PRIME
    code = _hash_on(code, data, place.begin, place.end) * PRIME
    return _hash_on(code, data, place.end, place.stop)


cdef class Vocabulary:
    """Known words, and what was found to be harmless: see `_native.Vocabulary`."""

    cdef _Hashes known
    cdef _Hashes remembered

    def __init__(self, listed, words=None):
        cdef str lines = bytes(listed()).decode("utf8", "surrogatepass")
        cdef Py_UCS4 char
        cdef uint64_t code = SEED
        self.known = _Hashes(lines.count("\n") + 1)
        for char in lines:
            if char == 10:
                self.known.add(code)
                code = SEED
            else:
                code = (code ^ <uint64_t>char) * PRIME
        self.known.add(code)
        self.remembered = _Hashes(REMEMBERED)

    def remember(self, str harmless):
        """Say nothing more of a run or pair."""
        cdef uint64_t code = SEED
        cdef Py_UCS4 char
        for char in harmless:
            code = (code ^ <uint64_t>char) * PRIME
        self._keep(code)

    def remember_place(self, str text, tuple place):
        """Say nothing more of a run where it stands so."""
        cdef Place at
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        at.context, at.begin, at.end, at.stop = place
        if not 0 <= at.context <= at.begin <= at.end <= at.stop <= PyUnicode_GET_LENGTH(text):
            raise ValueError("a place beyond the text")
        if kind == 1:
            self._keep(_hash_place(<uint8_t*>data, &at))
        elif kind == 2:
            self._keep(_hash_place(<uint16_t*>data, &at))
        else:
            self._keep(_hash_place(<uint32_t*>data, &at))

    cdef void _keep(self, uint64_t code) noexcept:
        if self.remembered.count >= REMEMBERED:
            self.remembered.clear()
        self.remembered.add(code)

    def slips(self, str word, str alphabet):
        """The known words one slip away, with the kind of slip and where it is."""
        cdef Py_UCS4 letters[MOST_LETTERS]
        cdef uint64_t heads[MOST_LETTERS + 1]
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), i
        cdef Py_UCS4 letter
        cdef uint64_t code
        cdef dict found = {}
        if size > MOST_LETTERS:
            return found
        heads[0] = SEED
        for i in range(size):
            letters[i] = word[i]
            heads[i + 1] = (heads[i] ^ <uint64_t>letters[i]) * PRIME
        for i in range(size):
            if i + 1 < size:
                code = (heads[i] ^ <uint64_t>letters[i + 1]) * PRIME
                code = _hash_tail((code ^ <uint64_t>letters[i]) * PRIME, letters, i + 2, size)
                if self.known.has(code):
                    near = word[:i] + word[i + 1] + word[i] + word[i + 2:]
                    found.setdefault(near, ("transposed", i))
            if self.known.has(_hash_tail(heads[i], letters, i + 1, size)):
                found.setdefault(word[:i] + word[i + 1:], ("extra", i))
        for i in range(size + 1):
            for letter in alphabet:
                code = (heads[i] ^ <uint64_t>letter) * PRIME
                if self.known.has(_hash_tail(code, letters, i, size)):
                    found.setdefault(word[:i] + letter + word[i:], ("missing", i))
            if i == size:
                break
            for letter in alphabet:
                code = (heads[i] ^ <uint64_t>letter) * PRIME
                if self.known.has(_hash_tail(code, letters, i + 1, size)):
                    found.setdefault(word[:i] + letter + word[i + 1:], ("letter", i))
        found.pop(word, None)
        return found

    def doubts(self, str text):
        """Places of runs, and pairs of words, that are neither known nor remembered."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t i, length = PyUnicode_GET_LENGTH(text)
        cdef Found found
        cdef Place* place
        cdef Pair* pair
        memset(&found, 0, sizeof(found))
        with nogil:
            if kind == 1:
                _look(self.known, self.remembered, <uint8_t*>data, length, &found)
            elif kind == 2:
                _look(self.known, self.remembered, <uint16_t*>data, length, &found)
            else:
                _look(self.known, self.remembered, <uint32_t*>data, length, &found)
        if not found.places and not found.pairs:
            if found.failed:
                raise MemoryError
            return [], []
        try:
            if found.failed:
                raise MemoryError
            places = []
            for i in range(found.place_count):
                place = &found.places[i]
                places.append((place.context, place.begin, place.end, place.stop))
            pairs = []
            for i in range(found.pair_count):
                pair = &found.pairs[i]
                word = text[pair.begin:pair.end].lower().replace("\u2019", "'")
                first, second = (
                    (word, "") if pair.kind == DOUBLE
                    else ("a" if pair.kind == AFTER_A else "an", word)
                )
                pairs.append(f"{first}\t{second}")
            return places, pairs
        finally:
            free(found.places)
            free(found.pairs)

def distance(str a, str b):
    """Slips between two words: letters missing, extra, wrong, or two changed places."""
    cdef Py_ssize_t rows[3][MOST_LETTERS + 1]
    cdef Py_UCS4 first[MOST_LETTERS]
    cdef Py_UCS4 second[MOST_LETTERS]
    cdef Py_ssize_t i, j, cost, size = len(a), width = len(b)
    cdef Py_ssize_t* row
    cdef Py_ssize_t* above
    cdef Py_ssize_t* before
    if size > MOST_LETTERS or width > MOST_LETTERS:
        raise ValueError(f"words of at most {MOST_LETTERS} letters")
    for i in range(size):
        first[i] = a[i]
    for j in range(width):
        second[j] = b[j]
        rows[0][j] = j
    rows[0][width] = width
    for i in range(1, size + 1):
        row, above, before = rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]
        row[0] = i
        for j in range(1, width + 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (first[i - 1] != second[j - 1]))
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
    return rows[size % 3][width]


cdef uint64_t WORD_A = (SEED ^ 97) * PRIME
cdef uint64_t WORD_AN = (((SEED ^ 97) * PRIME) ^ 110) * PRIME


cdef inline bint _is_mark(uint32_t char) noexcept nogil:
    """Quotes, markup and TeX before a word."""
    return char in (34, 36, 40, 42, 91, 92, 95, 96, 123, 8216, 8220)


cdef inline bint _is_ascii_letter(uint32_t char) noexcept nogil:
    return 97 <= (char | 32) <= 122


cdef void _look(
    _Hashes known, _Hashes remembered, unit_t* data, Py_ssize_t length, Found* found
) noexcept nogil:
    cdef Py_ssize_t at = 0, line = 0, line_end = 0, context = -1, paragraph = 0, begin, word, size
    cdef Py_ssize_t words = 0, unknown = 0, breaks = 0, possessive
    cdef uint32_t low
    cdef uint64_t code, stem = 0, last, before = 0
    cdef int article = 0
    cdef bint strange, whole, solid, is_open = False
    cdef Place place
    while True:
        breaks = 0
        while at < length and _fold(data[at]) == SPACE:
            if data[at] == LINE_FEED:
                if not breaks:
                    line_end = at
                breaks += 1
                line = at + 1
            at += 1
        if at == length or breaks > 1 or context < 0:
            if is_open:
                place.stop = line_end if breaks else at
                _close(remembered, data, &place, found)
                is_open = False
            if words >= FOREIGN_WORDS and unknown * FOREIGN_PART > words:
                found.place_count = paragraph
            if at == length:
                return
            paragraph = found.place_count
            words = unknown = 0
            context = line
        begin = at
        last = 0
        strange = solid = False
        whole = True  # one word and nothing else
        while at < length:
            low = _fold(data[at])
            if low > QUOTE:
                word = at
                code = SEED
                possessive = 0
                while True:
                    code = (code ^ low) * PRIME
                    at += 1
                    if at == length:
                        break
                    low = _fold(data[at])
                    if low > QUOTE:
                        continue
                    if low < QUOTE or at + 1 == length:
                        break
                    low = _fold(data[at + 1])
                    if low <= QUOTE:
                        break
                    stem = code
                    code = (code ^ 39) * PRIME
                    at += 1
                    if low == 115:
                        possessive = at + 1
                size = at - word
                solid = True
                last = code
                if SHORTEST <= size <= LONGEST:
                    words += size >= TELLING
                    if not (known.has(code) or (possessive == at and known.has(stem))):
                        unknown += size >= TELLING
                        strange = True
            elif low == SPACE:
                break
            else:
                whole = False
                last = 0
                at += 1
        if is_open:
            place.stop = at
            _close(remembered, data, &place, found)
            is_open = False
        if strange and not remembered.has(_hash_on(SEED, data, begin, at)):
            place.context, place.begin, place.end, place.stop = context, begin, at, at
            is_open = True
        if solid:
            context = begin
        if article:
            _check_article(remembered, data, article, begin, at, found)
        article = AFTER_A if last == WORD_A else AFTER_AN if last == WORD_AN else 0
        if not whole:
            before = 0
        else:
            if last == before and last and not remembered.has((last ^ 9) * PRIME):
                _add_pair(found, Pair(DOUBLE, begin, at))
            before = last


cdef inline void _close(
    _Hashes remembered, unit_t* data, Place* place, Found* found
) noexcept nogil:
    """Note a place, now that its context is known, unless it was found to be harmless."""
    if not remembered.has(_hash_place(data, place)):
        _add_place(found, place[0])


cdef void _check_article(
    _Hashes remembered, unit_t* data, int article, Py_ssize_t begin, Py_ssize_t end, Found* found
) noexcept nogil:
    """Note an article that may not agree with the word that follows."""
    cdef Py_ssize_t i
    cdef uint32_t first
    cdef uint64_t code
    cdef bint formula = begin < end and data[begin] == 36
    while begin < end and _is_mark(data[begin]):
        begin += 1
    if begin == end or not _is_ascii_letter(data[begin]):
        return
    first = data[begin] | 32
    code = ((WORD_A if article == AFTER_A else WORD_AN) ^ 9) * PRIME
    i = begin
    while i < end and _is_ascii_letter(data[i]):
        code = (code ^ (data[i] | 32)) * PRIME
        i += 1
    if (
        (formula and i == begin + 1)
        or (article == AFTER_A and first in (97, 101, 104, 105, 111, 117))
        or (article == AFTER_AN and first not in (97, 105))
    ):
        if not remembered.has(code):
            _add_pair(found, Pair(article, begin, i))


include "_speedups_pages.pxi"
