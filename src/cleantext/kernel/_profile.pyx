# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What is counted in each line, compiled: see `profile.py`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memchr, memcmp, memcpy, memset, strlen

include "profile_chunks.pxi"
include "profile_registers.pxi"
include "profile_words.pxi"
include "profile_lines.pxi"


cdef class Counter(LineCounter):
    cdef list each(self, bytes text, long* groups):
        """The counts of each line."""
        cdef const uint8_t* s = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t size = PyBytes_GET_SIZE(text), start = 0, end
        cdef const uint8_t* found
        cdef uint8_t* scratch = <uint8_t*> malloc(size + 1)
        cdef counts c
        cdef list out = []
        if scratch == NULL:
            raise MemoryError
        while True:
            found = <const uint8_t*> memchr(s + start, c"\n", size - start)
            end = size if found == NULL else found - s
            memset(&c, 0, sizeof(counts))
            c.groups = groups
            with nogil:
                self.line(&c, s + start, end - start, scratch)
            out.append((
                c.words, c.small, c.chunks, c.signs, c.hidden, c.visible, c.arguments,
                c.keyed, c.ended, c.log, c.string, c.gaps, c.wide, c.starts, c.ends,
                (c.marks[0], c.marks[1], c.marks[2], c.marks[3], c.marks[4]),
                (c.spaced[0], c.spaced[1], c.spaced[2], c.spaced[3], c.spaced[4]),
            ))
            if end == size:
                break
            start = end + 1
        free(scratch)
        return out

    def lines(self, bytes text not None):
        cdef long groups[256]
        memset(groups, 0, sizeof(groups))
        return self.each(text, groups)

    def groups(self, bytes text not None):
        cdef long groups[256]
        cdef const uint8_t* s = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t size = PyBytes_GET_SIZE(text), at = 0, start, tag
        cdef counts c
        memset(groups, 0, sizeof(groups))
        memset(&c, 0, sizeof(counts))
        c.groups = groups
        with nogil:
            while at < size:
                while at < size and (CLASS[s[at]] & SPACE or s[at] == c"\n"):
                    at += 1
                start = at
                tag = 0
                if at < size:
                    at = self.plain_word(&c, s, start, size)
                    if at:
                        continue
                    at = start
                while at < size and not CLASS[s[at]] & SPACE and s[at] != c"\n":
                    if s[at] == c"<":
                        tag = tag_in_line(s, at, size)
                        if tag:
                            break
                    at = beyond(s, at + 1, size)
                if at > start:
                    self.chunk(&c, s + start, at - start, 0)
                if tag:
                    at = tag
        return c.words, [groups[k] for k in range(256)]

    cdef bytes judged(self, bytes text, long* starts, long* values, bint* is_keyed):
        """The registers of lines; where text and values begin, when asked for."""
        cdef const uint8_t* s = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef const uint8_t* row
        cdef size_t size = PyBytes_GET_SIZE(text), start = 0, end, k, n
        cdef size_t count = lines_of(s, size)
        cdef const uint8_t* found
        cdef long groups[256]
        cdef long keyed = 0, free_lines = 0
        cdef uint8_t* scratch = <uint8_t*> malloc(size + 1)
        cdef counts* lines = <counts*> calloc(count, sizeof(counts))
        cdef bytes out = bytes(count)
        cdef uint8_t* own = <uint8_t*> PyBytes_AS_STRING(out)
        cdef uint8_t whole
        if scratch == NULL or lines == NULL:
            free(scratch)
            free(lines)
            raise MemoryError
        with nogil:
            for k in range(count):
                found = <const uint8_t*> memchr(s + start, c"\n", size - start)
                end = size if found == NULL else found - s
                lines[k].groups = groups
                row, n = s + start, end - start
                self.line(&lines[k], row, n, scratch)
                own[k] = register_of(&lines[k])
                lines[k].is_indented = is_indented(row, n)
                lines[k].is_request = is_request(row, n)
                lines[k].start = after_mark(row, n)
                if starts != NULL:
                    starts[k] = lines[k].start if lines[k].start else indent(row, n)
                    values[k] = value_start(row, n)
                    keyed += values[k] >= 0
                    free_lines += values[k] < 0 and is_free(row, n)
                start = end + 1
            whole = whole_of(lines, own, count)
            for k in range(count):
                if lines[k].is_request:
                    own[k] = SYNOPSIS
                elif whole == DATA or whole == TABLE:
                    own[k] = whole
                elif whole == PROSE:
                    if own[k] == LABEL or (
                        own[k] == CODE and (lines[k].small > 1 or not lines[k].signs)
                    ):
                        own[k] = PROSE
                elif own[k] == LABEL and lines[k].is_indented and not lines[k].is_markup:
                    if count > 1 or not (
                        lines[k].words > 3 and not lines[k].signs and not lines[k].hidden
                        and (lines[k].small or lines[k].ended)
                    ):
                        own[k] = CODE
                if own[k] == CODE and lines[k].start and (
                    lines[k].small > 1
                    or (lines[k].words > 1 and not lines[k].signs and not lines[k].hidden)
                ):
                    own[k] = REMARK
        free(scratch)
        free(lines)
        if is_keyed != NULL:
            is_keyed[0] = keyed > 0 and (
                2 * keyed >= 3 * free_lines if keyed > 1 else free_lines == 0
            )
        return out

    def registers(self, bytes text not None):
        return self.judged(text, NULL, NULL, NULL)

    def shape(self, bytes text not None, bytes fixed not None=b""):
        cdef const uint8_t* s = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t size = PyBytes_GET_SIZE(text)
        cdef size_t k, count = lines_of(s, size)
        cdef const uint8_t* known = <const uint8_t*> PyBytes_AS_STRING(fixed)
        cdef uint8_t* own
        cdef long* starts
        cdef bint is_keyed = False, has_starts = False
        cdef bytes found
        if PyBytes_GET_SIZE(fixed) not in (0, count):
            raise ValueError("a register for each line, or none")
        starts = <long*> malloc(2 * count * sizeof(long))
        if starts == NULL:
            raise MemoryError
        try:
            found = self.judged(text, starts, starts + count, &is_keyed)
            own = <uint8_t*> PyBytes_AS_STRING(found)
            for k in range(count):
                has_starts |= starts[k] > 0
                if PyBytes_GET_SIZE(fixed) and known[k] != FREE:
                    own[k] = known[k]
            return (
                found,
                [starts[k] for k in range(count)] if has_starts else [],
                [starts[count + k] for k in range(count)] if is_keyed else [],
                runs_of(s, size, own, starts + count if is_keyed else NULL),
            )
        finally:
            free(starts)


cdef list runs_of(const uint8_t* s, size_t size, const uint8_t* own, const long* values):
    cdef list out = []
    cdef size_t start = 0, stop, k = 0, first = 0
    cdef long at = 0, low = 0, end = 0, width
    cdef const uint8_t* found
    cdef bint is_text, is_open = False
    while True:
        found = <const uint8_t*> memchr(s + start, c"\n", size - start)
        stop = size if found == NULL else found - s
        width = columns(s, start, stop)
        is_text = own[k] == PROSE or own[k] == LABEL
        if is_open and not (is_text and (values == NULL or values[k] < 0)):
            out.append((first, k, low, end))
            is_open = False
        end = at + width
        if is_text and not is_open:
            first, low, is_open = k, at, True
        elif not is_text and holds_text(s + start, stop - start, own[k]):
            out.append((k, k + 1, at, end))
        if stop == size:
            break
        at = end + 1
        start = stop + 1
        k += 1
    if is_open:
        out.append((first, k + 1, low, end))
    return out
