# cython: language_level=3, boundscheck=False, wraparound=False
"""What stands around no-break spaces, compiled: see `spaces.py`, whose patterns these are."""

from libc.stdint cimport uint8_t
from libc.string cimport memchr

include "text.pxi"

cdef extern from "Python.h":
    enum: PyUnicode_1BYTE_KIND

from .spaces import FIRM, LONE, STRAY, WANTED, closers

cdef int IS_WANTED = WANTED, IS_STRAY = STRAY, IS_FIRM = FIRM, IS_LONE = LONE
cdef uint32_t CLOSING[128]  # first and last character of each range
cdef int closing = 0


cdef int prepare() except -1:
    """Read when first needed: few texts have such a space."""
    global closing
    signs = closers()
    cdef int k = 0, n = 0
    if len(signs) > 64:
        raise ValueError("too many signs")
    while k < len(signs):
        CLOSING[2 * n] = CLOSING[2 * n + 1] = ord(signs[k])
        if signs[k + 1 : k + 2] == "-":
            CLOSING[2 * n + 1] = ord(signs[k + 2])
            k += 2
        n += 1
        k += 1
    closing = n
    return 0


cdef inline bint is_closer(uint32_t c) noexcept nogil:
    cdef int k
    for k in range(closing):
        if CLOSING[2 * k] <= c <= CLOSING[2 * k + 1]:
            return True
    return False


cdef inline bint is_digit(uint32_t c) noexcept nogil:
    return 48 <= c <= 57


cdef inline bint is_small(uint32_t c) noexcept nogil:
    return 97 <= c <= 122


cdef inline bint is_capital(uint32_t c) noexcept nogil:
    return 65 <= c <= 90


cdef bint is_word(uint32_t c) noexcept nogil:
    if c < 128:
        return is_digit(c) or is_small(c | 32)
    return not (
        c <= 0xBF or 0x2000 <= c <= 0x2BFF or 0x2E00 <= c <= 0x303F or 0xD800 <= c <= 0xF8FF
        or 0xFE00 <= c <= 0xFFFF or c >= 0x1F000
    )


cdef inline bint is_letter(uint32_t c) noexcept nogil:
    return is_word(c) and not is_digit(c)


cdef inline bint is_quote(uint32_t c) noexcept nogil:
    return 0x2018 <= c <= 0x201F or c == 0x2039 or c == 0x203A


cdef bint is_bare_unit(const text_t* t, Py_ssize_t at) noexcept nogil:
    cdef uint32_t c = char_at(t, at), d = char_at(t, at + 1)
    if (among(c, b"mgsBbVWALlKJh") or c == 0x3A9) and not is_word(d):
        return True
    if (c == c"H" and d == c"z") or (c == c"P" and d == c"a") or (c == c"d" and d == c"B") or (
        c == c"p" and (d == c"x" or d == c"t")
    ):
        return not is_word(char_at(t, at + 2))
    return c == c"m" and d == c"i" and char_at(t, at + 2) == c"n" and not is_word(char_at(t, at + 3))


cdef bint is_unit(const text_t* t, Py_ssize_t at) noexcept nogil:
    cdef uint32_t c = char_at(t, at)
    return is_bare_unit(t, at) or (
        (among(c, b"kMGTcmdn") or c == 0xB5 or c == 0x3BC) and is_bare_unit(t, at + 1)
    )


cdef bint is_number(const text_t* t, Py_ssize_t at) noexcept nogil:
    """A capital or a Roman number, and a mark."""
    cdef Py_ssize_t k = at
    while among(char_at(t, k), b"IVXLC"):
        k += 1
    if k == at and is_capital(char_at(t, at)):
        k += 1
    return k > at and (among(char_at(t, k), b".:)") or char_at(t, k) == 0xA0)


cdef bint ends_short(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Whether a full stop at a place ends an initial or a form of address: `J.`, `Mrs.`."""
    cdef Py_ssize_t n = 0
    while n < 6 and is_small(char_at(t, at - 1 - n)):
        n += 1
    return n != 4 and n < 6 and is_capital(char_at(t, at - 1 - n))


cdef bint holds(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Whether U+00A0 keeps in one line what stands before and after it."""
    cdef uint32_t last = char_at(t, at - 1), before = char_at(t, at - 2), after = char_at(t, at + 1)
    if after == c"&" or last == c"&" or (last == c">" and after == c"<"):
        return True
    if is_letter(last) and (is_digit(after) or is_number(t, at + 1)):
        return True
    if is_letter(after):
        if is_digit(last) or ((last == c"." or last == c")") and is_digit(before)):
            return True
        if among(last, b"iksvzouwKSVZOUW") or 0x410 <= last <= 0x44F or last == 0x456 or last == 0x406:
            if before == NONE or is_space(before) or among(before, b"(>") or before in (
                0x201E, 0x201C, 0xAB
            ):
                return True
    if last != c".":
        return False
    if is_capital(after):
        return ends_short(t, at - 1)
    return is_digit(after) and 97 <= (before | 32) <= 122


cdef bint is_wanted(const text_t* t, Py_ssize_t at, uint32_t space) noexcept nogil:
    cdef uint32_t last = char_at(t, at - 1), before = char_at(t, at - 2)
    cdef uint32_t after = char_at(t, at + 1), second = char_at(t, at + 2)
    if is_small(before) and (is_small(last) or last == c"," or last == c";") and (
        is_small(after) or after == 32
    ):
        return False  # none of these, as most are
    if (last == 0xAB or last == 0x2039) and not is_word(before):
        return True
    if (after == 0xBB or after == 0x203A) and not is_word(second):
        return True
    if is_closer(after) or (is_quote(last) and is_quote(after)):
        return True
    if is_digit(last):
        if is_unit(t, at + 1):
            return True
        if is_digit(after) and is_digit(second) and is_digit(char_at(t, at + 3)) and not is_digit(
            char_at(t, at + 4)
        ):
            return True
    if is_digit(after) and (
        last == c"$" or last in (0xD7, 0xB1, 0xA7, 0x2116) or 0xA3 <= last <= 0xA5
        or 0x20A0 <= last <= 0x20CF
    ):
        return True
    return space == 0xA0 and holds(t, at)


cdef int look(const text_t* t, Py_ssize_t at, uint32_t space) noexcept nogil:
    cdef uint32_t last = char_at(t, at - 1), before = char_at(t, at - 2), after = char_at(t, at + 1)
    cdef int found = 0
    if is_wanted(t, at, space):
        found |= IS_WANTED
    if is_letter(last) and is_letter(before) and is_letter(after) and not is_number(t, at + 1):
        found |= IS_STRAY
    if last == 0xAB or among(after, b":;!?") or after == 0xBB or 0x17D4 <= after <= 0x17D9 or (
        after == 0x104A or after == 0x104B
    ):
        found |= IS_FIRM
    if among(last, b"aoAO") and not (before != NONE and Py_UNICODE_ISALNUM(before)):
        found |= IS_LONE
    return found


cdef Py_ssize_t next_space(const text_t* t, Py_ssize_t at) noexcept nogil:
    """The next such space from a place on, or the size of the text."""
    cdef const uint8_t* found
    cdef uint32_t c
    if t.kind == PyUnicode_1BYTE_KIND:
        if at >= t.size:
            return t.size
        found = <const uint8_t*> memchr(<const uint8_t*> t.data + at, 0xA0, t.size - at)
        return t.size if found == NULL else found - <const uint8_t*> t.data
    while at < t.size:
        c = PyUnicode_READ(t.kind, t.data, at)
        if c == 0xA0 or c == 0x202F or c == 0x2009:
            break
        at += 1
    return at


def no_breaks(str text not None):
    cdef text_t t = opened(text)
    cdef list found = []
    cdef Py_ssize_t at = next_space(&t, 0)
    if at < t.size and not closing:
        prepare()
    while at < t.size:
        found.append((at, look(&t, at, PyUnicode_READ(t.kind, t.data, at))))
        at = next_space(&t, at + 1)
    return found
