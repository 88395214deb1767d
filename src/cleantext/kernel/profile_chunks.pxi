"""What a chunk between white space is: see `counts.py`."""

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
    b"let", b"if", b"elif", b"for", b"while", b"end", b"endif", b"assert", b"raise", NULL,
]

cdef struct counts:
    long words, small, chunks, signs, hidden, visible, arguments, keyed
    long ended, log, string, gaps, wide
    uint64_t starts, ends
    long marks[5]
    long spaced[5]
    long* groups
    bint is_indented, is_request, is_markup
    size_t start  # of what follows the mark of a comment


cdef inline size_t beyond(const uint8_t* s, size_t i, size_t n) noexcept nogil:
    """Where the letters that are not ASCII end which begin at i, if any."""
    cdef uint64_t eight
    while i + 8 <= n:
        memcpy(&eight, s + i, 8)
        if ~eight & <uint64_t> 0x8080808080808080:
            break
        i += 8
    while i < n and s[i] >= 0x80:
        i += 1
    return i


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


cdef inline size_t entity_at(const uint8_t* s, size_t i, size_t n) noexcept nogil:
    """The end of the entity that begins at i, or 0."""
    cdef size_t j = i + 1
    while j < n and j - i < 31 and (CLASS[s[j]] & NAME or s[j] in (c"#", c".", c"-")):
        j += 1
    return j + 1 if j > i + 1 and j < n and s[j] == c";" else 0


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
        if i and a == c"(" and CLASS[s[i - 1]] & NAME:
            if b == c'"' or b == c"'":
                return True
            j = i + 1
            while j < n and (CLASS[s[j]] & NAME or s[j] == c"."):
                j += 1
            if j > i + 1 and j < n and (s[j] == c"(" or s[j] == c","):
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


cdef inline size_t lines_of(const uint8_t* s, size_t size) noexcept nogil:
    cdef size_t k, count = 1
    for k in range(size):
        count += s[k] == c"\n"
    return count
