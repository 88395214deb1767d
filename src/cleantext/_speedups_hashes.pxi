"""Hashes of words and runs, and sets of them."""

cdef enum:
    SPACE = 1  # in FOLD; letters stand there as themselves in lower case
    QUOTE = 2  # an apostrophe between letters belongs to the word

cdef uint64_t SEED = 0xcbf29ce484222325ULL

cdef uint16_t FOLD[FLAT]


cdef inline bint _is_letter(uint32_t code) noexcept nogil:
    return not Py_UNICODE_ISDECIMAL(code) and (
        Py_UNICODE_ISALPHA(code) or Py_UNICODE_ISDIGIT(code) or Py_UNICODE_ISNUMERIC(code)
    )


cdef inline uint32_t _lower(uint32_t code) noexcept nogil:
    return code if code == 0x130 else Py_UNICODE_TOLOWER(code)  # whose lower case is two characters


cdef void _fill_fold() noexcept nogil:
    cdef uint32_t code
    for code in range(FLAT):
        FOLD[code] = (
            SPACE if Py_UNICODE_ISSPACE(code)
            else _lower(code) if _is_letter(code)
            else QUOTE if code == 39 or code == 0x2019
            else 0
        )


_fill_fold()


cdef inline uint32_t _fold(uint32_t code) noexcept nogil:
    if code < FLAT:
        return FOLD[code]
    return _lower(code) if _is_letter(code) else 0


# Text is hashed in blocks of up to eight characters below U+0100, each shifted by as many bytes as
# characters stand before it, which is how ASCII lies in memory. So a word of up to eight letters is
# read, cut off, and hashed in a few steps without a loop. Other characters are a block of their own.


cdef inline uint64_t _with_block(uint64_t code, uint64_t block) noexcept nogil:
    """A code whose lowest bits depend on all of it; 0, which marks empty slots, is as good as never
    one."""
    code = (code ^ block) * 0x9e3779b97f4a7c15ULL
    return code ^ code >> 32


cdef struct Word:  # its hash as far as it was read
    uint64_t code
    uint64_t block
    int filled


cdef inline void _begin(Word* word) noexcept nogil:
    word.code = SEED
    word.block = 0
    word.filled = 0


cdef inline void _add_letter(Word* word, uint64_t letter) noexcept nogil:
    if letter > 255:
        _flush(word)
        word.code = _with_block(word.code, letter)
        return
    word.block += letter << 8 * word.filled
    word.filled += 1
    if word.filled == 8:
        _flush(word)


cdef inline void _flush(Word* word) noexcept nogil:
    if word.filled:
        word.code = _with_block(word.code, word.block)
        word.block = 0
        word.filled = 0


cdef inline uint64_t _code(Word* word) noexcept nogil:
    return _with_block(word.code, word.block) if word.filled else word.code


cdef uint64_t ONES = 0x0101010101010101ULL
cdef bint LITTLE = sys.byteorder == "little"


cdef inline bint _eight(unit_t* data, uint64_t* block) noexcept nogil:
    """Read eight characters as one number; False if they are not all ASCII."""
    cdef uint64_t low, high
    if unit_t is uint8_t:
        memcpy(block, data, 8)
        return True
    elif unit_t is uint16_t:
        memcpy(&low, data, 8)
        memcpy(&high, data + 4, 8)
        if (low | high) & 0xFF80FF80FF80FF80ULL:
            return False
        low = (low | low >> 8) & 0x0000FFFF0000FFFFULL
        high = (high | high >> 8) & 0x0000FFFF0000FFFFULL
        block[0] = ((low | low >> 16) & 0xFFFFFFFFULL) | (high | high >> 16) << 32
        return True
    else:
        return False


cdef inline Py_ssize_t _plain_word(
    unit_t* data, Py_ssize_t at, Py_ssize_t length, uint64_t* code
) noexcept nogil:
    """The end of a word of ASCII letters, and its hash; -1 if it has to be read letter by letter.

    One bit of each byte tells whether it is a letter: seven bits of the byte plus 31 reach 128 from
    `a` on, plus 5 from behind `z` on.
    """
    cdef uint64_t block, seven, letters, inside
    cdef uint32_t after
    code[0] = SEED
    while LITTLE and at + 8 < length:
        if not _eight(data + at, &block):
            return -1
        letters = ~block
        block |= 32 * ONES
        seven = block & (127 * ONES)
        letters &= (seven + 31 * ONES) & ~(seven + 5 * ONES) & (128 * ONES)
        if letters != 128 * ONES:
            inside = ~letters & (128 * ONES)
            inside = ((inside & (0 - inside)) >> 7) - 1  # the bytes before the first that is none
            at += ((inside & ONES) * ONES) >> 56
            after = data[at]
            if after >= 128 or after == 39:
                return -1
            if inside:
                code[0] = _with_block(code[0], block & inside)
            return at
        code[0] = _with_block(code[0], block)
        at += 8
    return -1


cdef inline Py_ssize_t _any_word(
    unit_t* data, Py_ssize_t at, Py_ssize_t length, uint64_t* code, uint64_t* stem
) noexcept nogil:
    """The end of a word, its hash, and that of what stands before `'s` at its end, else 0."""
    cdef Word word
    cdef uint32_t low = _fold(data[at])
    cdef Py_ssize_t possessive = 0
    _begin(&word)
    stem[0] = 0
    while True:
        _add_letter(&word, low)
        at += 1
        if at == length:
            break
        low = _fold(data[at])
        if low > QUOTE:
            continue
        if low < QUOTE or at + 1 == length:
            break
        low = _fold(data[at + 1])
        if low <= QUOTE:
            break
        at += 1
        if low == 115:
            possessive = at + 1
            stem[0] = _code(&word)
        _add_letter(&word, 39)
    if possessive != at:
        stem[0] = 0
    code[0] = _code(&word)
    return at


cdef class _Hashes:
    """A set of 64-bit hashes, in one table with open addressing."""

    cdef uint64_t* slots
    cdef uint64_t mask
    cdef Py_ssize_t count

    def __cinit__(self, Py_ssize_t room):
        cdef uint64_t size = 16
        while size < <uint64_t>room * 2:
            size *= 2
        self.slots = <uint64_t*>calloc(size, sizeof(uint64_t))
        if self.slots == NULL:
            raise MemoryError
        self.mask = size - 1
        self.count = 0

    def __dealloc__(self):
        free(self.slots)

    cdef inline bint has(self, uint64_t key) noexcept nogil:
        cdef uint64_t at = key & self.mask
        # The first two at once: which of them it is cannot be foretold.
        if (self.slots[at] == key) | (self.slots[at ^ 1] == key):
            return True
        while self.slots[at]:
            if self.slots[at] == key:
                return True
            at = (at + 1) & self.mask
        return False

    cdef void add(self, uint64_t key) noexcept nogil:
        cdef uint64_t at = key & self.mask
        while self.slots[at]:
            if self.slots[at] == key:
                return
            at = (at + 1) & self.mask
        self.slots[at] = key
        self.count += 1

    cdef void clear(self) noexcept nogil:
        # In place: another thread may be reading, and finds what was remembered or does not.
        memset(self.slots, 0, (self.mask + 1) * sizeof(uint64_t))
        self.count = 0


cdef inline uint64_t _hash_on(
    uint64_t code, unit_t* data, Py_ssize_t begin, Py_ssize_t end
) noexcept nogil:
    """Of the characters as they are, eight at a time too."""
    cdef Word word
    cdef uint64_t block
    while LITTLE and begin + 8 <= end and _eight(data + begin, &block):
        code = _with_block(code, block)
        begin += 8
    _begin(&word)
    word.code = code
    while begin < end:
        _add_letter(&word, data[begin])
        begin += 1
    return _code(&word)


cdef inline uint64_t _code_with(
    Word* head, Py_UCS4* letters, Py_ssize_t begin, Py_ssize_t end
) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(begin, end):
        _add_letter(head, letters[i])
    return _code(head)


cdef uint64_t _hash_whole(str text) noexcept:
    """The same hash, sooner."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    if kind == 1:
        return _hash_on(SEED, <uint8_t*>data, 0, length)
    if kind == 2:
        return _hash_on(SEED, <uint16_t*>data, 0, length)
    return _hash_on(SEED, <uint32_t*>data, 0, length)


cdef uint64_t _hash_string(str text):
    cdef Word word
    cdef Py_UCS4 char
    _begin(&word)
    for char in text:
        _add_letter(&word, char)
    return _code(&word)
