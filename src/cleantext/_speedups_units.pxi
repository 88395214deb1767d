# Part of `_speedups.pyx`: the lines, paragraphs or texts at which gates fire.

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
