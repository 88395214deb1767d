# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What is counted in each line, compiled: see `profile.py`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memchr, memcmp, memcpy, memset, strlen

include "profile_chunks.pxi"
include "profile_registers.pxi"


cdef class Counter:
    cdef uint64_t* table  # a hash, and in its lowest byte the group
    cdef size_t mask

    def __cinit__(self, words):
        cdef size_t size = 64
        cdef bytes word
        while size < 3 * len(words):
            size *= 2
        self.mask = size - 1
        self.table = <uint64_t*> calloc(size, 8)
        if self.table == NULL:
            raise MemoryError
        for word, group in words.items():
            self.add(hashed(<const uint8_t*> PyBytes_AS_STRING(word), len(word)), group)

    def __dealloc__(self):
        free(self.table)

    cdef void add(self, uint64_t h, uint8_t group) noexcept nogil:
        cdef size_t at = (h >> 20) & self.mask
        while self.table[at] and self.table[at] >> 8 != h >> 8:
            at = (at + 1) & self.mask
        self.table[at] = (h >> 8 << 8) | group

    cdef inline int group(self, const uint8_t* s, size_t n) noexcept nogil:
        """The group of a function word, -1 for other words."""
        return self.group_of(hashed(s, n))

    cdef inline int group_of(self, uint64_t h) noexcept nogil:
        cdef size_t at = (h >> 20) & self.mask
        while self.table[at]:
            if self.table[at] >> 8 == h >> 8:
                return self.table[at] & 0xFF
            at = (at + 1) & self.mask
        return -1

    cdef inline size_t plain_word(
        self, counts* c, const uint8_t* s, size_t i, size_t size
    ) noexcept nogil:
        """The end of a chunk that is a plain word of ASCII, which is counted, else 0."""
        cdef uint64_t h = <uint64_t> 0xCBF29CE484222325
        cdef size_t at = i, length
        cdef int found
        cdef uint8_t kind = CLASS[s[i]]
        while kind & (UPPER | LOWER):
            h = (h ^ (s[at] | 32)) * <uint64_t> 0x100000001B3
            at += 1
            if at == size:
                break
            if kind & LOWER and CLASS[s[at]] & UPPER:
                return 0
            kind = CLASS[s[at]]
        if at == i:
            return 0
        length = at - i
        i = at
        while at < size and (s[at] == c"," or s[at] == c"."):
            at += 1
        if at < size and not CLASS[s[at]] & SPACE and s[at] != c"\n" or at - i > 1:
            return 0
        c.words += 1
        found = self.group_of(h | (<uint64_t> 1 << 63))
        if found >= 0:
            c.small += length > 1
            c.groups[found] += 1
        return at

    cdef void chunk(self, counts* c, const uint8_t* raw, size_t n, size_t low) noexcept nogil:
        """What one chunk is, of which the first marks belong to what stands before."""
        cdef size_t high = n, k
        cdef bint is_word
        cdef uint8_t kind
        cdef int found
        if n < 3 and not CLASS[raw[0]] & NAME and is_in(OPERATORS, raw, n):
            c.signs += 1
            return
        while low < n:
            if CLASS[raw[low]] & OPENS:
                low += 1
            elif raw[low] == 0xE2 and low + 2 < n and raw[low + 1] == 0x80:
                low += 3
            elif raw[low] == 0xC2 and low + 1 < n and 0xA0 <= raw[low + 1] <= 0xBF:
                low += 2
            else:
                break
        while high > low:
            if CLASS[raw[high - 1]] & CLOSES:
                high -= 1
            elif high - low > 2 and raw[high - 3] == 0xE2 and raw[high - 2] == 0x80:
                high -= 3
            elif high - low > 1 and raw[high - 2] == 0xC2 and 0xA0 <= raw[high - 1] <= 0xBF:
                high -= 2
            else:
                break
        if low >= high:
            return
        is_word = (CLASS[raw[low]] & LETTER) != 0
        k = low
        while is_word and k < high:
            kind = CLASS[raw[k]]
            if not (kind & LETTER or raw[k] in (c"'", c"-", c"!", c"?")):
                # A space may be missing after a comma, or a full stop before a capital.
                is_word = k + 1 < high and (CLASS[raw[k + 1]] & LETTER) != 0 and (
                    raw[k] == c","
                    or raw[k] == c"."
                    and not CLASS[raw[k + 1]] & LOWER
                    and (CLASS[raw[k - 1]] & LOWER or raw[k - 1] >= 0x80)
                )
            elif kind & UPPER and k > low and CLASS[raw[k - 1]] & LOWER:
                is_word = False
            k += 1
        if is_word:
            c.words += 1
            found = self.group(raw + low, high - low)
            if found >= 0:
                c.small += high - low > 1
                c.groups[found] += 1
            return
        k = low
        if raw[k] in (c"-", c"+", c"$", c"#"):
            k += 1
        if k < high and CLASS[raw[k]] & DIGIT:
            while k < high and (
                CLASS[raw[k]] & DIGIT or raw[k] in (c".", c",", c":", c"%", c"/", c"-")
            ):
                k += 1
            if k == high:
                return
        if is_sign(raw, n):
            c.signs += 1
        else:
            c.hidden += n

    cdef void line(
        self, counts* c, const uint8_t* s, size_t size, uint8_t* scratch
    ) noexcept nogil:
        cdef const uint8_t* plain = s
        cdef size_t i, j, k, start, end, first = 0, first_end = 0, previous = 0, last = 0, total = 0
        cdef size_t begin, stop, width, counted = 0
        cdef long placeholders = 0, column = 0
        cdef bint is_plain, is_closed = False, is_gap, has_tab, is_outside, was_lead = False
        cdef bint is_blanked = False, is_statement = False, is_clause
        if memchr(s, c"<", size) != NULL or memchr(s, c"]", size) != NULL or (
            memchr(s, c"&", size) != NULL
        ):
            memcpy(scratch, s, size)
            plain = scratch
            i = 0
            while i < size:
                if s[i] == c"<":
                    if i + 1 < size and s[i + 1] == c"/":
                        is_closed = True
                    j = tag_at(s, i, size)
                    if j:
                        is_blanked = True
                        placeholders += is_placeholder(s, i, j)
                        for k in range(i, j):
                            scratch[k] = 11
                        i = j
                        continue
                elif s[i] == c"&":
                    j = entity_at(s, i, size)
                    if j:
                        is_blanked = True
                        for k in range(i, j):
                            scratch[k] = 11
                        i = j
                        continue
                elif s[i] == c"]":
                    j = target_at(s, i, size)
                    if j:
                        is_blanked = True
                        for k in range(i, j):
                            scratch[k] = 11
                        i = j
                        continue
                i += 1
            if not is_closed:
                c.arguments += placeholders
        i = 0
        while True:
            while i < size and CLASS[plain[i]] & SPACE:
                i += 1
            if i == size:
                break
            start = i
            i = self.plain_word(c, plain, start, size)
            is_plain = i > 0
            if not is_plain:
                i = start
                while i < size and not CLASS[plain[i]] & SPACE:
                    i += 1
            end = i
            if not is_plain and not total and not was_lead and is_lead(plain + start, end - start):
                # A mark of a comment or an item, if anything follows.
                k = i
                while k < size and CLASS[plain[k]] & SPACE:
                    k += 1
                if k < size:
                    was_lead = True
                    continue
            total += 1
            c.visible += end - start
            is_gap = False
            if total > 1:
                width = start - previous
                if is_blanked:
                    for k in range(previous, start):
                        width -= plain[k] == 11
                has_tab = memchr(plain + previous, 9, start - previous) != NULL
                is_gap = width > 1 or (width == 1 and has_tab)
                if is_gap and not is_end(plain + last, previous - last):
                    c.gaps += 1
                    c.wide += width > 2 or has_tab
                    column += columns(s, counted, start)
                    c.starts |= (<uint64_t> 1) << (column & 63)
                    column += columns(s, start, end)
                    c.ends |= (<uint64_t> 1) << (column & 63)
                    counted = end
            else:
                first, first_end = start, end
                if is_in(KEYWORDS, plain + start, end - start) or is_assigned(
                    plain + start, end - start
                ):
                    c.signs += 1
                    is_statement = True
            if total == 1 or is_gap:
                c.keyed += is_keyed(plain + start, end - start)
            previous, last = end, start
            if is_plain:
                continue
            if total <= 3 and is_time(plain + start, end - start):
                c.log = 1
            c.arguments += self.is_argument(plain + start, end - start)
            k = start
            if start and plain[start - 1] == 11:
                while k < end and plain[k] in (c".", c",", c";", c":", c")"):
                    k += 1
            self.chunk(c, plain + start, end - start, k - start)
        c.is_markup = is_blanked
        c.chunks = total
        if not total:
            c.arguments = 0
            return
        is_clause = c.words == total and total > 6 and c.small > 1
        c.signs += plain[previous - 1] in (c"{", c"}") or (
            plain[previous - 1] == c";" and not is_clause
        )
        c.signs += is_statement and previous - last > 1 and plain[previous - 1] == c":" and (
            plain[previous - 2] == c")"
        )
        c.signs += plain[first] in (c"{", c"}", c"]", c")")
        c.ended = is_end(plain + last, previous - last)
        k = first
        while k < first_end and plain[k] in (c"[", c"(", c"{"):
            k += 1
        if k < first_end and plain[k] in (c'"', c"'"):
            if previous - last > 1 and plain[previous - 1] == c"," and plain[previous - 2] in (
                c'"', c"'"
            ):
                c.string = 1
            else:
                for i in range(size - 1):
                    if plain[i + 1] == c":" and plain[i] in (c'"', c"'"):
                        c.string = 1
                        break
        begin, stop = 0, size
        while begin < stop and s[begin] in (32, 13):
            begin += 1
        while begin < stop and s[stop - 1] in (32, 13):
            stop -= 1
        is_outside = True
        for i in range(begin, stop):
            if s[i] == c'"':
                is_outside = not is_outside
            elif is_outside and MARK[s[i]]:
                k = MARK[s[i]] - 1
                c.marks[k] += 1
                c.spaced[k] += i + 1 < stop and s[i + 1] == 32

    cdef inline bint is_argument(self, const uint8_t* s, size_t n) noexcept nogil:
        cdef size_t k
        if n > 1 and s[0] == c"[" and s[1] == c"-":
            return True
        if n > 2 and s[0] == c"[" and memchr(s + 2, c"]", n - 2) != NULL:
            return True
        if n > 2 and s[0] == c"{" and memchr(s + 2, c"}", n - 2) != NULL:
            return True
        if n > 3 and memcmp(s + n - 3, b"...", 3) == 0 and (
            CLASS[s[0]] & UPPER or s[0] in (c"[", c"<")
        ):
            return True
        if n < 3 or memchr(s + 1, c"|", n - 2) == NULL:
            return False
        for k in range(1, n - 1):
            if s[k] == c"|" and CLASS[s[k - 1]] & NAME and CLASS[s[k + 1]] & NAME:
                return True
        return False

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
                    at += 1
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
