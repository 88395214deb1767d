"""What lines are, by themselves and together: see `profile.py`."""

cdef enum:
    PROSE, LABEL, FIELDS, DATA, TABLE, SYNOPSIS, CODE, LOG, REMARK
    FREE = 255


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


cdef inline bint is_blank(uint8_t byte) noexcept nogil:
    return byte == 32 or byte == 9


cdef inline size_t after_mark(const uint8_t* s, size_t n) noexcept nogil:
    """The end of the mark of a comment, an item or a quotation and the blanks after it, or 0."""
    cdef size_t k = 0, start
    cdef uint8_t mark
    while k < n and is_blank(s[k]):
        k += 1
    start = k
    if k == n:
        return 0
    mark = s[k]
    if mark == c"/" and k + 1 < n and s[k + 1] == c"*":
        k += 1
        mark = c"*"
    if mark in (c"#", c"/", c"*", c";", c"-", c"%", c".", c">"):
        while k < n and s[k] == mark:
            k += 1
        if (mark == c"/" and k - start < 2) or (mark in (c"-", c".") and k - start != 2):
            return 0
    elif k + 2 < n and (
        (s[k] | 32) == c"d" and (s[k + 1] | 32) == c"n" and (s[k + 2] | 32) == c"l"
        or (s[k] | 32) == c"r" and (s[k + 1] | 32) == c"e" and (s[k + 2] | 32) == c"m"
    ):
        k += 3
    else:
        return 0
    start = k
    while k < n and is_blank(s[k]):
        k += 1
    return k if k > start else 0


cdef inline size_t indent(const uint8_t* s, size_t n) noexcept nogil:
    cdef size_t k = 0
    while k < n and is_blank(s[k]):
        k += 1
    return k


cdef inline bint is_request(const uint8_t* s, size_t n) noexcept nogil:
    """Whether a line is a request of roff."""
    cdef size_t k = 1
    if n < 2 or not (s[0] == c"." or s[0] == c"'"):
        return False
    if s[1] == c"\\":
        return n > 2 and s[2] == c'"'
    while k < n and k < 4 and CLASS[s[k]] & (UPPER | LOWER):
        k += 1
    return k > 1 and (k == n or is_blank(s[k]) or s[k] == 13)


cdef inline size_t after_name(const uint8_t* s, size_t k, size_t n) noexcept nogil:
    while k < n and (s[k] >= 0x80 or CLASS[s[k]] & NAME or s[k] == c"." or s[k] == c"-"):
        k += 1
    return k


cdef inline long after_colon(const uint8_t* s, size_t k, size_t n) noexcept nogil:
    while k < n and is_blank(s[k]):
        k += 1
    if k == n or not (s[k] == c":" or s[k] == c"="):
        return -1
    k += 1
    if k < n and not is_blank(s[k]):
        return -1
    return k + (k < n)


cdef inline long value_at(const uint8_t* s, size_t k, size_t n) noexcept nogil:
    """The end of a key that begins at k, of one or two names, in bytes; -1 for none."""
    cdef size_t end = after_name(s, k, n), second
    cdef long found
    if end == k:
        return -1
    if end < n and s[end] == 32:
        second = after_name(s, end + 1, n)
        if second > end + 1:
            found = after_colon(s, second, n)
            if found >= 0:
                return found
    return after_colon(s, end, n)


cdef inline long value_start(const uint8_t* s, size_t n) noexcept nogil:
    """Where the value of `key: value` begins, in characters; -1 when a line is none."""
    cdef size_t k = indent(s, n)
    cdef long found = -1
    if memchr(s, c":", n) == NULL and memchr(s, c"=", n) == NULL:
        return -1
    if k + 1 < n and s[k] == c"-" and s[k + 1] == 32:
        found = value_at(s, k + 2, n)
    if found < 0:
        found = value_at(s, k, n)
    return found if found < 0 else columns(s, 0, found)


cdef inline bint is_free(const uint8_t* s, size_t n) noexcept nogil:
    """Whether a line without key is not one that a value may go on in, and no remark."""
    return n > 0 and not CLASS[s[0]] & SPACE and s[0] not in (c"#", c";", c"[", c"-")


cdef inline bint holds_text(const uint8_t* s, size_t n, uint8_t kind) noexcept nogil:
    """Whether a remark, or a string of some words, may stand in a line that is no text."""
    cdef size_t k = n
    cdef long spaces = 0
    if kind == REMARK or kind == SYNOPSIS or kind == LOG:
        return kind == REMARK
    while k > 0:
        k -= 1
        if s[k] == 32:
            spaces += 1
        elif spaces > 2 and kind != TABLE and (s[k] == c'"' or s[k] == c"'"):
            return True
        elif spaces > 1 and k > 0 and s[k] in (c"#", c"/", c";", c"%", c"-") and (
            s[k - 1] <= 32 or s[k - 1] >= 0x80
        ):
            return True
    return False
