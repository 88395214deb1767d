# Part of `_profile.pyx`: function words, and what a chunk of a line counts as.

cdef class ChunkCounter:
    cdef uint64_t* table  # a hash, and in its lowest byte the group
    cdef size_t mask
    cdef size_t longest

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
            self.longest = max(self.longest, <size_t> len(word))
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
        return self.group_of(hashed(s, n)) if n <= self.longest else -1

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
            k = beyond(raw, k + 1, high)
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
