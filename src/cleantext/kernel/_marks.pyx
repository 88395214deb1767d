# cython: language_level=3, boundscheck=False, wraparound=False
"""Marks worth a look and gaps, compiled: see `marks.py`, whose patterns these are, branch by branch."""

from libc.stdint cimport uint8_t

include "text.pxi"

cdef uint8_t IS_MARK[256]
for sign in ".!?,;:)([]\u00bb":
    IS_MARK[<int>ord(sign)] = 1
IS_MARK[32] = 2

cdef inline bint is_letter(uint32_t c) noexcept nogil:
    if c < 128:
        return 97 <= (c | 32) <= 122
    return c != NONE and Py_UNICODE_ISALNUM(c) and not Py_UNICODE_ISDECIMAL(c)


cdef inline bint is_word(uint32_t c) noexcept nogil:
    return c == c"_" or (c != NONE and Py_UNICODE_ISALNUM(c))


cdef inline bint is_dash(uint32_t c) noexcept nogil:
    return c == c"-" or c == 0x2013 or c == 0x2014


cdef inline bint is_between(uint32_t c) noexcept nogil:
    return among(c, b"\"'()[]") or c in (
        0x201C, 0x201D, 0x2018, 0x2019, 0xBB, 0xAB, 0x201E, 0xBF, 0xA1
    )


cdef enum:
    PART = 40  # letters of a part of a name
    WORD = 64
    REACH = 600
    TOKEN = 96


cdef inline Py_ssize_t letters(const text_t* t, Py_ssize_t at, int step, Py_ssize_t most) noexcept nogil:
    """How many letters stand from a place on, one way or the other, counted up to `most`."""
    cdef Py_ssize_t k = 0
    while k < most and is_letter(char_at(t, at + step * k)):
        k += 1
    return k


cdef bint is_in_name(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of a mark before a letter: what is after the word makes it code, another full stop stands behind the word after it or, if it is a
    full stop itself, before the word before it."""
    cdef Py_ssize_t after = letters(t, at + 1, 1, WORD + 1), before
    cdef uint32_t c = char_at(t, at + 1 + after)
    if 1 <= after <= WORD and (among(c, b"(=_[/@{}|~#") or 48 <= c <= 57):
        return True
    if 2 <= after <= PART and c == c"." and is_letter(char_at(t, at + 2 + after)):
        return True
    if char_at(t, at) != c"." or not 1 <= after <= WORD:
        return False
    if c == c"-" or c == c"'" or c == 0x2019 or 0x300 <= c <= 0x36F:
        return False
    before = letters(t, at - 1, -1, PART + 1)
    return (
        2 <= before <= PART and char_at(t, at - 1 - before) == c"."
        and is_letter(char_at(t, at - 2 - before))
    )


cdef bint is_in_code(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of a mark before a letter: a sign of code stands in what is around it without white space."""
    cdef Py_ssize_t k
    cdef int step
    cdef uint32_t c
    cdef bint is_code = False
    for step in range(-1, 2, 2):
        k = at + step
        c = char_at(t, k)
        while c != NONE and not is_space(c) and step * (k - at) <= TOKEN:
            if c == c"-" or c == c"<" or c == c">":
                return False
            is_code |= among(c, b"@\\={}`|#$~^+")
            k += step
            c = char_at(t, k)
    return is_code


cdef bint ends_sentence(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of `.`, `!` or `?`: a letter after it, perhaps after quotes and brackets, or after a dash."""
    cdef Py_ssize_t k = at + 1
    cdef uint32_t c = char_at(t, k), second
    while k < at + 5 and is_between(char_at(t, k)):
        k += 1
    if char_at(t, k - 1) == 0xAB and is_space(char_at(t, k)):
        k += 1
    if k == at + 1 and is_letter(c) and (is_in_name(t, at) or is_in_code(t, at)):
        return False
    if is_letter(char_at(t, k)) and (
        char_at(t, k - 1) != c"." or not 97 <= char_at(t, k) <= 122
    ):
        return True
    second = char_at(t, at + 2)
    if is_dash(c):
        return second == 32 and is_letter(char_at(t, at + 3))
    if (c == c"," or c == c"`") and second == c:
        return is_letter(char_at(t, at + 3 + (char_at(t, at + 3) == 32)))
    return False


cdef inline bint goes_on(uint32_t c) noexcept nogil:
    """Of what stands before a letter: it may be of the same word; a tag is taken out."""
    return is_letter(c) or c == c"'" or c == 0x2019 or c == c">" or 0x300 <= c <= 0x36F


cdef bint holds_words(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of a bracket after a letter: a space before it closes, and no sign of code."""
    cdef Py_ssize_t k = at + 1
    cdef uint32_t c = char_at(t, k)
    while k <= at + REACH + 1 and c != NONE and not among(c, b")\n<"):
        if among(c, b"={}|\\;*_("):
            return False
        k += 1
        c = char_at(t, k)
    k = at + 2
    c = char_at(t, at + 1)
    if not (is_letter(c) or c == c'"' or c == 0x201C or (c != NONE and Py_UNICODE_ISDECIMAL(c))):
        return False
    c = char_at(t, k)
    while k < at + 98 and c != NONE and c != c")" and not is_space(c):
        k += 1
        c = char_at(t, k)
    return c == NONE or is_space(c)


cdef bint may_close(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of a bracket that something is glued to: a remark or a link may end with it."""
    cdef Py_ssize_t k = at - 1
    cdef bint is_first = True, is_tagged = False, is_apart = False
    cdef uint32_t c, last
    while k >= 0 and k >= at - REACH:
        c = char_at(t, k)
        if c == c">":
            is_tagged = True
        elif c == c"(":
            last = char_at(t, k - 1)
            if last == c"]":
                return True
            if is_first:
                is_apart = is_tagged or last == NONE or last == c">" or is_space(last)
                is_first = False
        k -= 1
    return is_apart and char_at(t, at + 1) != c"("


cdef bint is_link(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of `[`: the item that it begins is a link."""
    cdef Py_ssize_t k = at + 1
    cdef uint32_t c = char_at(t, at - 2)
    if char_at(t, at - 1) != c"*" or not (c == NONE or is_space(c)):
        return False
    c = char_at(t, k)
    while k < at + 301 and c != NONE and not among(c, b"[]\n"):
        k += 1
        c = char_at(t, k)
    return k > at + 1 and c == c"]" and char_at(t, k + 1) == c"("


cdef bint is_open_stop(const text_t* t, Py_ssize_t at) noexcept nogil:
    """Of a full stop after a space: it ends what stands before, not `.5` nor ` . a`."""
    cdef Py_ssize_t k = at + 1
    cdef uint32_t c = char_at(t, k)
    if 97 <= c <= 122 or not (
        c == NONE or is_space(c) or is_letter(c) or among(c, b"\"')") or c in (0x2019, 0x201D)
    ):
        return False
    while is_space(c):
        k += 1
        c = char_at(t, k)
    return k == at + 1 or not (97 <= c <= 122 or 48 <= c <= 57 or among(c, b".,;:!?"))


cdef int look(const text_t* t, Py_ssize_t at, uint32_t c) noexcept nogil:
    """How many characters the pattern takes at a mark, 0 where it does not fit."""
    cdef uint32_t last = char_at(t, at - 1), after = char_at(t, at + 1)
    cdef bint is_stop = c == c"." or c == c"!" or c == c"?"
    cdef bint is_pause = c == c"," or c == c";" or c == c":"
    cdef bint is_opener
    if after != 32 and after != 10:
        if is_stop:
            if ends_sentence(t, at):
                return 1
        elif is_pause:
            if is_word(last) or among(last, b")]>\"'*") or last == 0x201D or last == 0xBB:
                is_opener = after == c'"' or after in (0x201C, 0x201E, 0xAB, 0xBF, 0xA1)
                if is_letter(char_at(t, at + 1 + is_opener)) and (
                    is_opener or is_letter(last) or last == c"'"
                    or (c != c":" and not 65 <= after <= 90)
                ):
                    return 1 + is_opener
        elif c == c")" or c == 0x201D or c == 0xBB:
            if (is_letter(after) or (c == c")" and after == c"(")) and (
                c != c")" or last == 32 or may_close(t, at)
            ):
                return 1
        elif c == c"]":
            if last == 32 and after == c"(":
                after = char_at(t, at + 2)
                return after != NONE and after != c")" and not is_space(after)
        elif c == c"(":
            if is_letter(last) and goes_on(char_at(t, at - 2)) and holds_words(t, at):
                return 1
        elif c == 0x201C:
            if is_word(after) and (is_word(last) or among(last, b",.;:!?")):
                return 1
    if c == c"[" and is_link(t, at):
        return 1
    if c == c"(" or c == c"[" or c == 0x201C:
        return after == 32
    if last != 32:
        return 0
    if c == c")" or c == 0x201D:
        return 1
    if c == c":":
        return after == NONE or is_space(after)
    if c == c".":
        return is_open_stop(t, at)
    return (c == c"," or c == c"!" or c == c"?") and (
        after == NONE or is_space(after) or is_letter(after) or among(after, b".,!?\"')")
        or after == 0x2019 or after == 0x201D
    )


cdef bint is_gap(const text_t* t, Py_ssize_t at) noexcept nogil:
    cdef uint32_t last = char_at(t, at - 1), after = char_at(t, at + 2)
    if char_at(t, at + 1) != 32:
        return False
    if not (
        is_letter(last) or among(last, b".,;:!?\")]>*_`") or last == 0x201D or last == 0x2019
        or (is_dash(last) and char_at(t, at - 2) == 32)
    ):
        return False
    if after == c"<" and char_at(t, at + 3) == c"/":
        return False
    return is_letter(after) or among(after, b"\"(&<*_`@") or after == 0x201C or after == 0x2018


cdef Py_ssize_t next_place(const text_t* t, Py_ssize_t at) noexcept nogil:
    """The next place from `at` on at which a pattern may fit, or the size of the text."""
    cdef const uint8_t* bytes_ = <const uint8_t*> t.data
    cdef uint32_t c
    if t.kind == 1:
        while at < t.size and not (
            IS_MARK[bytes_[at]] == 1
            or (bytes_[at] == 32 and at + 1 < t.size and bytes_[at + 1] == 32)
        ):
            at += 1
        return at
    while at < t.size:
        c = PyUnicode_READ(t.kind, t.data, at)
        if (c < 256 and IS_MARK[c]) or c == 0x201C or c == 0x201D:
            break
        at += 1
    return at


def marks(str text not None):
    cdef text_t t = opened(text)
    cdef list found = [], gaps = []
    cdef Py_ssize_t at = next_place(&t, 0)
    cdef uint32_t c
    cdef int width
    while at < t.size:
        c = PyUnicode_READ(t.kind, t.data, at)
        width = 1
        if c == 32:
            if is_gap(&t, at):
                gaps.append(at)
        else:
            width = look(&t, at, c)
            if width:
                found.append(at)
            else:
                width = 1
        at = next_place(&t, at + width)
    return found, gaps


def has_marks(str text not None):
    cdef text_t t = opened(text)
    cdef Py_ssize_t at = next_place(&t, 0)
    cdef uint32_t c
    while at < t.size:
        c = PyUnicode_READ(t.kind, t.data, at)
        if is_gap(&t, at) if c == 32 else look(&t, at, c):
            return True
        at = next_place(&t, at + 1)
    return False
