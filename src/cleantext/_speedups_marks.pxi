# Which invisible characters stand where no rule would touch one. Included by `_speedups.pyx`;
# rules/invisible/slowly.py says the same in Python.

cdef enum:
    INVISIBLE = 1
    SPACELESS = 2
    ARABIC = 4
    INDIC = 8
    VIRAMA = 16
    JOINED = 32  # a sign that a joiner ties to the next one
    JOINING = 64  # a sign that a joiner ties on
    STYLED = 128  # has a presentation as emoji and one as text
    IDEOGRAPH = 256
    RTL = 512
    KEY = 1024
    PLANES = 0x20000  # the two that are looked up; of the others only a few ranges count
    DEPTH = 125  # UAX #9 BD2
    MANY = 4  # from so many runs on it counts what a line is full of


cdef class Marks:
    """What the characters beside an invisible one are, by code point."""

    cdef uint16_t* kinds

    def __cinit__(self, classes):
        """`classes` are ranges of code points for each bit from the lowest on."""
        cdef uint32_t low, high, code
        cdef uint16_t bit = 1
        self.kinds = <uint16_t*>calloc(PLANES, sizeof(uint16_t))
        if self.kinds == NULL:
            raise MemoryError
        for ranges in classes:
            for low, high in ranges:
                for code in range(low, min(high + 1, PLANES)):
                    self.kinds[code] |= bit
            bit <<= 1

    def __dealloc__(self):
        free(self.kinds)

    cdef inline uint16_t kind(self, uint32_t code) noexcept nogil:
        if code < PLANES:
            return self.kinds[code]
        if (code & 0xFFFE) == 0xFFFE or 0xE0000 <= code <= 0xE0FFF:
            return INVISIBLE
        return IDEOGRAPH if code <= 0x3134F else 0


def find_suspect(Marks marks, str text, Py_ssize_t start=0):
    """The first place from the start of a line on that rules for runs have to look at, or -1.

    It is that of a run of invisible characters, or of any other in its line.
    """
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef Py_ssize_t at
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    with nogil:
        if kind == 1:
            at = _suspect[uint8_t](marks, <uint8_t*>data, start, length)
        elif kind == 2:
            at = _suspect[uint16_t](marks, <uint16_t*>data, start, length)
        else:
            at = _suspect[uint32_t](marks, <uint32_t*>data, start, length)
    return at


cdef Py_ssize_t _suspect(
    Marks marks, unit_t* data, Py_ssize_t start, Py_ssize_t length
) noexcept nogil:
    cdef Py_ssize_t i = start, end, k, marked = -9, bidi = -1
    cdef uint32_t code = 0, before = 0, after
    cdef uint16_t kind = 0, left = 0, right
    cdef int depth = 0, spaces = 0, joiners = 0
    cdef bint is_rtl = False
    cdef uint8_t opened[DEPTH + 1]  # 1 for an embedding, 2 for an isolate

    while i < length:
        code = data[i]
        kind = marks.kind(code)
        if not kind & INVISIBLE:
            if code == 0x0A:
                if bidi >= 0 and not is_rtl:
                    return bidi
                bidi = -1
                depth = 0
                is_rtl = False
            elif kind & RTL:
                is_rtl = True
            before = code
            left = kind
            i += 1
            continue
        end = i + 1
        while end < length and marks.kind(data[end]) & INVISIBLE:
            end += 1
        after = data[end] if end < length else 0x0A
        right = marks.kind(after)
        if end == i + 1 and not _is_bidi(code):
            if not _is_settled(code, before, left, after, right):
                return i
            # after each of many letters in turn it is no writing
            if 0x200B <= code <= 0x200D:
                if marked != i - 2:
                    spaces = joiners = 0
                marked = i
                spaces = spaces + 1 if code == 0x200B else 0
                joiners += 1
                if spaces > 3 or joiners > 5:
                    return i
        elif _is_bidi(code):
            for k in range(i, end):
                code = data[k]
                if not _is_bidi(code) or not _is_balanced(code, opened, &depth):
                    return i
            bidi = i
        elif end == i + 2 and code == 0xFE0F and <uint32_t>data[i + 1] == 0x200D:
            if not (left & STYLED and right & JOINING):
                return i
        elif not (before == 0x1F3F4 and _is_flag(data, i, end)):
            return i
        before = 0
        left = 0
        i = end
    return bidi if bidi >= 0 and not is_rtl else -1


def strays(Marks marks, str text, Py_ssize_t start, Py_ssize_t end):
    """Where lone characters that must go stand in the line from `start` to `end`.

    None if anything else invisible in it is not settled, which only the rules for runs can judge.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef list found = []
    cdef bint is_sure
    if kind == 1:
        is_sure = _strays[uint8_t](marks, <uint8_t*>data, start, end, found)
    elif kind == 2:
        is_sure = _strays[uint16_t](marks, <uint16_t*>data, start, end, found)
    else:
        is_sure = _strays[uint32_t](marks, <uint32_t*>data, start, end, found)
    return found if is_sure else None


cdef bint _strays(
    Marks marks, unit_t* data, Py_ssize_t start, Py_ssize_t end, list found
) except -1:
    cdef Py_ssize_t i = start
    cdef int runs = 0
    cdef uint32_t code, before = 0x0A, after
    while i < end:
        code = data[i]
        if marks.kind(code) & INVISIBLE:
            runs += 1
            after = data[i + 1] if i + 1 < end else 0x0A
            if runs == MANY or marks.kind(after) & INVISIBLE or _is_bidi(code):
                return False
            if _is_plain(before) and _is_plain(after) and _is_never_single(code):
                found.append(i)
            elif not _is_settled(code, before, marks.kind(before), after, marks.kind(after)):
                return False
        before = code
        i += 1
    return True


cdef inline bint _is_never_single(uint32_t code) noexcept nogil:
    """Whether nobody wants one invisible character between plain letters, signs or spaces."""
    return code == 0xAD or 0x200B <= code <= 0x200D or 0x2060 <= code <= 0x2064 or code == 0xFEFF


cdef inline bint _is_plain(uint32_t code) noexcept nogil:
    """A letter of Latin-1, or a space, quote or stop beside one."""
    return (
        0x61 <= code <= 0x7A or 0x41 <= code <= 0x5A or 0xC0 <= code <= 0xFF
        or code == 0x20 or code == 0x21 or code == 0x22 or code == 0x27 or code == 0x2C
        or code == 0x2E or code == 0x3A or code == 0x3B or code == 0x3F
        or 0x2018 <= code <= 0x201D
    )


cdef inline bint _is_bidi(uint32_t code) noexcept nogil:
    return (
        code == 0x200E or code == 0x200F or code == 0x061C
        or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    )


cdef inline bint _is_balanced(uint32_t code, uint8_t* opened, int* depth) noexcept nogil:
    """Whether a mark or control of a line is one that does something and no override (UAX #9)."""
    cdef int k
    if code == 0x200E or code == 0x200F or code == 0x061C:
        return True
    if code == 0x202D or code == 0x202E:
        return False
    if code == 0x202C:
        if depth[0] and opened[depth[0] - 1] == 1:
            depth[0] -= 1
            return True
        return False
    if code == 0x2069:
        k = depth[0]
        while k and opened[k - 1] == 1:
            k -= 1
        if k:
            depth[0] = k - 1
        return k > 0
    if depth[0] >= DEPTH:
        return False
    opened[depth[0]] = 1 if code <= 0x202B else 2
    depth[0] += 1
    return True


cdef inline bint _is_settled(
    uint32_t code, uint32_t before, uint16_t left, uint32_t after, uint16_t right
) noexcept nogil:
    """Whether one invisible character is where its neighbours want it, whatever else there is."""
    if code == 0x200B:
        return left & right & SPACELESS
    if code == 0x200C:
        return (left & right & (ARABIC | INDIC)) != 0 or left & VIRAMA
    if code == 0x200D:
        return left & right & INDIC or left & VIRAMA or (left & JOINED and right & JOINING)
    if code == 0xFE0F:
        return left & STYLED or (left & KEY and after == 0x20E3)
    if code == 0xFE0E:
        return left & STYLED
    if 0xE0100 <= code <= 0xE01EF:
        return left & IDEOGRAPH
    return False


cdef inline bint _is_flag(unit_t* data, Py_ssize_t i, Py_ssize_t end) noexcept nogil:
    """England, Scotland, Wales: the flags of subdivisions that are for general interchange."""
    cdef uint32_t last = 0
    cdef Py_ssize_t k
    if end - i != 6 or <uint32_t>data[end - 1] != 0xE007F:
        return False
    if <uint32_t>data[i] != 0xE0067 or <uint32_t>data[i + 1] != 0xE0062:
        return False
    for k in range(i + 2, i + 5):
        last = last << 8 | (<uint32_t>data[k] & 0xFF)
    return last == 0x656E67 or last == 0x736374 or last == 0x776C73
