# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""What is counted in each line, compiled: see `profile.py`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memchr, memcmp, memcpy, memset, strlen

cdef enum:
    LETTER = 1
    UPPER = 2
    LOWER = 4
    DIGIT = 8
    NAME = 16  # letters, figures, _ of ASCII
    SPACE = 32
    OPENS = 64
    CLOSES = 128

cdef uint8_t CLASS[256]
cdef int MARK[256]


cdef int set_up() except -1:
    cdef int k
    cdef bytes name
    for k in range(256):
        CLASS[k] = 0
        MARK[k] = 0
        if k >= 0x80:
            CLASS[k] = LETTER
        if c"A" <= k <= c"Z":
            CLASS[k] = LETTER | UPPER | NAME
        if c"a" <= k <= c"z":
            CLASS[k] = LETTER | LOWER | NAME
        if c"0" <= k <= c"9":
            CLASS[k] = DIGIT | NAME
    CLASS[c"_"] |= NAME
    for k in (9, 11, 12, 13, 32):
        CLASS[k] |= SPACE
    name = b"('\"[*_`"
    for k in range(len(name)):
        CLASS[<uint8_t> name[k]] |= OPENS
    name = b".,;:!?)'\"]*_`"
    for k in range(len(name)):
        CLASS[<uint8_t> name[k]] |= CLOSES
    name = b",;|:\t"
    for k in range(len(name)):
        MARK[<uint8_t> name[k]] = k + 1
    return 0


set_up()

cdef const char** OPERATORS = [
    b"=", b"|", b"*", b"<", b">", b"$", b"%", b"\\", b"{", b"}", b"<=", b">=", b"->", b"=>", b"<-",
    b":=", b"==", b"!=", b"&&", b"||", b"+=", NULL,
]
cdef const char** KEYWORDS = [
    b"#include", b"#define", b"import", b"from", b"def", b"class", b"return", b"echo", b"set",
    b"let", b"if", b"for", b"while", b"end", b"endif", NULL,
]

cdef struct counts:
    long words, small, chunks, signs, hidden, visible, arguments, keyed
    long ended, log, string, gaps, wide
    uint64_t starts, ends
    long marks[5]
    long spaced[5]
    long* groups
    bint is_indented


cdef inline bint is_in(const char** names, const uint8_t* s, size_t n) noexcept nogil:
    cdef int k = 0
    while names[k] != NULL:
        if strlen(names[k]) == n and memcmp(names[k], s, n) == 0:
            return True
        k += 1
    return False


cdef inline size_t tag_at(const uint8_t* s, size_t i, size_t n) noexcept nogil:
    """The end of the tag that begins at i, or 0."""
    cdef size_t j
    cdef size_t high = i + 303 if i + 303 < n else n
    if i + 2 >= n:
        return 0
    if not (CLASS[s[i + 1]] & (UPPER | LOWER)) and s[i + 1] not in (c"/", c"!", c"?"):
        return 0
    for j in range(i + 2, high):
        if s[j] == c">":
            return j + 1
        if s[j] == c"<":
            return 0
    return 0


cdef inline size_t tag_in_line(const uint8_t* s, size_t i, size_t size) noexcept nogil:
    """The end of the tag that begins at i, or 0, in a text of several lines."""
    cdef size_t high = i + 303 if i + 303 < size else size
    cdef const uint8_t* found = <const uint8_t*> memchr(s + i, c"\n", high - i)
    return tag_at(s, i, high if found == NULL else found - s)


cdef inline size_t target_at(const uint8_t* s, size_t i, size_t n) noexcept nogil:
    """The end of the address of a link, `](address)`, of which i is the start, or 0."""
    cdef size_t part = i + 2
    cdef int k
    if i + 2 >= n or s[i + 1] != c"(":
        return 0
    i += 2
    for k in range(3):  # before, within and after a pair of brackets
        part = i
        while i < n and i - part < 300 and not (
            CLASS[s[i]] & SPACE or s[i] in (c"(", c")", c"<", c">")
        ):
            i += 1
        if i == n:
            return 0
        if s[i] != (c")" if k else c"("):
            return i + 1 if not k and s[i] == c")" else 0
        i += 1
    return i


cdef inline bint is_placeholder(const uint8_t* s, size_t i, size_t j) noexcept nogil:
    cdef size_t k
    if j - i > 33 or not (CLASS[s[i + 1]] & (UPPER | LOWER)):
        return False
    for k in range(i + 2, j - 1):
        if s[k] == c"/" or s[k] == c"=" or CLASS[s[k]] & SPACE:
            return False
    return True


cdef inline bint is_end(const uint8_t* s, size_t n) noexcept nogil:
    while n:
        if s[n - 1] in (c'"', c"'", c")", c"]"):
            n -= 1
        elif n > 2 and s[n - 3] == 0xE2 and s[n - 2] == 0x80 and s[n - 1] != 0xA6:
            n -= 3
        else:
            break
    if not n:
        return False
    if s[n - 1] in (c".", c"!", c"?", c":", c";", c","):
        return True
    return n > 2 and s[n - 3] == 0xE2 and s[n - 2] == 0x80 and s[n - 1] == 0xA6


cdef inline bint is_sign(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t i, j
    cdef uint8_t a, b
    for i in range(n - 1 if n else 0):
        a, b = s[i], s[i + 1]
        if b == c">":
            if a == c"-" or a == c"=":
                return True
        elif b == c"-":
            if a == c"<":
                return True
        elif b == c"&":
            if a == c"&":
                return True
        elif b == c"|":
            if a == c"|":
                return True
        elif b == c"=":
            if a in (c"+", c":", c"=", c"!"):
                return True
        elif b == c")":
            if a == c"(":
                return True
        elif b == c"^":
            if a == c"[":
                return True
        elif b == c"?":
            if a == c"(" or a == c")":
                return True
        if a == c"\\" and (CLASS[b] & NAME or b == c"." or b == c"("):
            return True
        if i and a == c"[" and CLASS[s[i - 1]] & NAME and CLASS[b] & NAME:
            return True
        if i and (a == c"." or a == c"_") and CLASS[s[i - 1]] & NAME and CLASS[b] & NAME:
            j = i + 1
            while j < n and CLASS[s[j]] & NAME:
                j += 1
            if j < n and s[j] == c"(":
                return True
    return False


cdef inline bint is_remark(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t k = 0, at
    while k < n and CLASS[s[k]] & LETTER:
        k += 1
    if k < 3 or k + 1 >= n or s[k] != c"(":
        return False
    for at in range(k + 1, n):
        if not CLASS[s[at]] & LETTER:
            return False
    return True


cdef inline bint is_keyed(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t k
    if n < 3 or n > 23 or not CLASS[s[0]] & UPPER or s[n - 1] != c":":
        return False
    for k in range(1, n - 1):
        if not (CLASS[s[k]] & NAME or s[k] == c"-"):
            return False
    return True


cdef inline bint is_lead(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t k
    for k in range(n):
        if s[k] not in (c"#", c"/", c"*", c";", c"%", c">", c".", c"+", c"-"):
            return False
    return True


cdef inline bint is_time(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t at = 1 if n and s[0] == c"[" else 0
    if n < at + 8:
        return False
    s += at
    return (
        s[2] == c":" and s[5] == c":"
        and (CLASS[s[0]] & CLASS[s[1]] & CLASS[s[3]] & CLASS[s[4]] & CLASS[s[6]] & CLASS[s[7]]
             & DIGIT) != 0
    )


cdef inline bint is_assigned(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t k = 0
    while k < n and (CLASS[s[k]] & NAME or s[k] == c"." or s[k] == c"-"):
        k += 1
    return k > 0 and k + 1 < n and s[k] == c"="


cdef inline uint64_t hashed(const uint8_t* s, size_t n) noexcept nogil:
    cdef uint64_t h = <uint64_t> 0xCBF29CE484222325
    cdef uint8_t byte
    cdef size_t k
    for k in range(n):
        byte = s[k]
        if CLASS[byte] & UPPER:
            byte |= 32
        h = (h ^ byte) * <uint64_t> 0x100000001B3
    return h | (<uint64_t> 1 << 63)


cdef inline long columns(const uint8_t* s, size_t start, size_t end) noexcept nogil:
    cdef size_t k
    cdef long count = 0
    for k in range(start, end):
        count += (s[k] & 0xC0) != 0x80
    return count


cdef enum:
    PROSE, LABEL, FIELDS, DATA, TABLE, SYNOPSIS, CODE, LOG, WORDED


cdef inline uint8_t register_of(const counts* c) noexcept nogil:
    if 5 * c.hidden > 3 * c.visible and c.small < 2:
        return CODE
    if not c.words or c.string:
        return DATA
    if c.log:
        return LOG
    if c.keyed > 1:
        return FIELDS
    if c.arguments and not c.ended:
        if c.arguments > 1 and 4 * c.small < c.words:
            return SYNOPSIS
        if c.words < 8 and c.small < 2:
            return SYNOPSIS
    if c.wide > 1 and 3 * c.small < c.chunks:
        return TABLE
    if c.signs and (5 * c.small < c.words or (c.signs > 1 and 2 * c.signs > c.small)):
        return CODE
    if 8 * c.signs > c.words and 10 * c.small < 3 * c.words:
        return CODE
    if c.small > 1 and c.words > 4 and 20 * c.small >= 3 * c.words:
        return PROSE
    if c.words > 2 and c.small and c.ended:
        return PROSE
    return LABEL


cdef inline bint is_indented(const uint8_t* s, size_t n) noexcept nogil:
    return (n > 0 and s[0] == 9) or (n > 3 and memcmp(s, b"    ", 4) == 0)


cdef bint is_delimited(const counts* lines, size_t count, bint is_prose) noexcept nogil:
    cdef size_t i, j
    cdef long number, times, best, spaced, least
    cdef int k
    cdef bint is_sure
    for k in range(5):
        number, times = 0, 0
        for i in range(count):
            best = 0
            if i and lines[i].marks[k] == lines[i - 1].marks[k]:
                continue  # counted before
            for j in range(count):
                best += lines[j].marks[k] == lines[i].marks[k]
            if best > times or (best == times and lines[i].marks[k] > number):
                number, times = lines[i].marks[k], best
            if 2 * times > <long> count:
                break
        is_sure = k == 2 or k == 4
        least = (0 if is_sure or k == 1 else 1) + 2 * is_prose
        if number > least and 10 * times >= 9 * <long> count:
            spaced = 0
            for i in range(count):
                spaced += lines[i].spaced[k]
            if is_sure or 4 * spaced < number * times:
                return True
    return False


cdef bint is_aligned(const counts* lines, size_t count) noexcept nogil:
    cdef size_t k
    cdef long hits = 0
    cdef uint64_t starts = 0, ends = 0
    for k in range(count):
        hits += (starts & lines[k].starts) != 0 or (ends & lines[k].ends) != 0
        starts, ends = lines[k].starts, lines[k].ends
    return hits > 1 and 3 * hits >= <long> count


cdef uint8_t whole_of(const counts* lines, const uint8_t* own, size_t count) noexcept nogil:
    cdef long kinds[9]
    cdef long words = 0, small = 0, signs = 0
    cdef size_t k
    cdef uint8_t best = 0
    memset(kinds, 0, sizeof(kinds))
    for k in range(count):
        kinds[own[k]] += 1
        words += lines[k].words
        small += lines[k].small
        signs += lines[k].signs
    if count > 2 and is_delimited(
        lines, count if count < 200 else 200, 2 * kinds[PROSE] > <long> count
    ):
        return DATA
    if count > 1 and is_aligned(lines, count):
        return TABLE
    for k in range(8):
        if kinds[k] > kinds[best]:
            best = k
    if best in (CODE, FIELDS, SYNOPSIS) and 2 * kinds[best] > <long> count:
        return best
    if best != PROSE and count > 1:
        if small > 2 and 5 * small >= words and 2 * signs < small:
            return PROSE
    return PROSE if 2 * kinds[PROSE] >= <long> count else best


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
        elif not is_remark(raw + low, high - low):
            c.hidden += n

    cdef void line(
        self, counts* c, const uint8_t* s, size_t size, uint8_t* scratch
    ) noexcept nogil:
        cdef const uint8_t* plain = s
        cdef size_t i, j, k, start, end, first = 0, first_end = 0, previous = 0, last = 0, total = 0
        cdef size_t begin, stop, width, counted = 0
        cdef long placeholders = 0, column = 0
        cdef bint is_plain, is_closed = False, is_gap, has_tab, is_outside, was_lead = False
        cdef bint is_blanked = False
        if memchr(s, c"<", size) != NULL or memchr(s, c"]", size) != NULL:
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
        c.chunks = total
        if not total:
            c.arguments = 0
            return
        c.signs += plain[previous - 1] in (c"{", c"}", c";")
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

    def registers(self, bytes text not None):
        cdef const uint8_t* s = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t size = PyBytes_GET_SIZE(text), start = 0, end, count = 1, k = 0
        cdef const uint8_t* found
        cdef long groups[256]
        memset(groups, 0, sizeof(groups))
        for k in range(size):
            count += s[k] == c"\n"
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
                self.line(&lines[k], s + start, end - start, scratch)
                own[k] = register_of(&lines[k])
                lines[k].is_indented = is_indented(s + start, end - start)
                start = end + 1
            whole = whole_of(lines, own, count)
            for k in range(count):
                if whole == DATA or whole == TABLE:
                    own[k] = whole
                    continue
                if whole == PROSE:
                    if own[k] == LABEL or (
                        own[k] == CODE and (lines[k].small > 1 or not lines[k].signs)
                    ):
                        own[k] = PROSE
                elif own[k] == LABEL and lines[k].is_indented:
                    own[k] = CODE
                if own[k] == CODE and (
                    lines[k].small > 1
                    or (lines[k].words > 1 and not lines[k].signs and not lines[k].hidden)
                ):
                    own[k] = WORDED
        free(scratch)
        free(lines)
        return out
