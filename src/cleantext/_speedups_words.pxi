"""Unknown words: which runs of a text hold one, and which known words are near one."""

cdef enum:
    SPACE = 1  # in FOLD; letters stand there as themselves in lower case
    QUOTE = 2  # an apostrophe between letters belongs to the word
    SHORTEST = 3
    LONGEST = 24
    MOST_LETTERS = 64  # of a word that slips are looked for in
    MOST_BLOCKS = 10  # of eight of them, and two more
    REMEMBERED = 1 << 18
    TELLING = 4  # letters: shorter words tell little about the language
    FOREIGN_WORDS = 10
    FOREIGN_PART = 3
    AFTER_A = 1  # kinds of `Pair`
    AFTER_AN = 2
    DOUBLE = 3
    LONE = 3  # what is remembered of words: see `Vocabulary.is_lone`
    IN_COMPANY = 4
    OWN = 10  # these as in `_native_words`
    CHUNK_LENGTH = 6
    CHUNK_SLIPS = 4
    SKELETON_LENGTH = 7
    SKELETON_ZIPF = 54
    SKELETON_SLIPS = 3
    FRAME_LENGTH = 8
    FRAME_ZIPF = 60
    FRAME_SLIPS = 2
    LONGER = 2
    HEADS = 1 << 15
    LETTER_RUNS = 27 * 27 * 27
    BATCH = 16

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


cdef extern from *:
    """
    #if defined(__GNUC__)
    #define PREFETCH(place) __builtin_prefetch(place)
    #else
    #define PREFETCH(place)
    #endif
    """
    void PREFETCH(const void* place) nogil


cdef struct Line:  # of a list
    uint64_t code
    Py_ssize_t at, end
    int score


cdef struct Common:  # a word that may be meant though it takes several slips
    uint64_t key  # of its skeleton, or of its frame
    uint32_t offset
    uint32_t after  # the number of the next of the same remainder, or 0


cdef inline uint32_t _next_char(
    const uint8_t* data, Py_ssize_t* at, Py_ssize_t length
) noexcept nogil:
    """The character of UTF-8 at an offset, which is moved behind it."""
    cdef uint32_t code = data[at[0]]
    cdef int more = 0 if code < 0x80 else 1 if code < 0xE0 else 2 if code < 0xF0 else 3
    at[0] += 1
    if more:
        code &= 0x3F >> more
    while more and at[0] < length:
        code = code << 6 | (data[at[0]] & 0x3F)
        at[0] += 1
        more -= 1
    return code


cdef inline int _line(
    const uint8_t* data, Py_ssize_t at, Py_ssize_t length, Py_UCS4* letters
) noexcept nogil:
    """Read the characters of a line; their number, `MOST_LETTERS` of a longer line."""
    cdef int size = 0
    while at < length and data[at] != LINE_FEED and size < MOST_LETTERS:
        letters[size] = _next_char(data, &at, length)
        size += 1
    return size


cdef inline bint _is_voiced(uint32_t letter) noexcept nogil:
    return letter in (97, 101, 105, 111, 117, 121, 104)  # aeiouyh


cdef uint64_t _skeleton(Py_UCS4* letters, int size) noexcept nogil:
    """The hash of the first letter and the consonants, doubled ones once; 0 of a short word."""
    cdef Word word
    cdef int i
    cdef uint32_t last = letters[0]
    if size < SKELETON_LENGTH:
        return 0
    _begin(&word)
    _add_letter(&word, last)
    for i in range(1, size):
        if not _is_voiced(letters[i]) and not (letters[i] == last and 97 <= last <= 122):
            last = letters[i]
            _add_letter(&word, last)
    return _with_block(_code(&word), 5)


cdef uint64_t _frame(Py_UCS4* letters, int size) noexcept nogil:
    """The hash of the beginning and the end of a long word; 0 of a shorter one."""
    cdef Word word
    cdef Py_UCS4 a, b
    if size < FRAME_LENGTH:
        return 0
    a, b = letters[size - 3], letters[size - 2]
    _begin(&word)
    _add_letter(&word, letters[0])
    _add_letter(&word, letters[1])
    _add_letter(&word, letters[2])
    _add_letter(&word, min(a, b))
    _add_letter(&word, max(a, b))
    return _with_block(_code(&word), 6)


cdef bint _is_alphabetic(Py_UCS4* letters, int size) noexcept nogil:
    cdef int i
    for i in range(size):
        if not Py_UNICODE_ISALPHA(letters[i]):
            return False
    return True


@cython.no_gc  # in no cycle; the collector would forget the buffer before it is given back
cdef class Words:
    """A word list, made from lines that stay where they are: see `_native_words.Words`.

    A slot of its table is the upper half of a word's hash, 24 bits for where its line begins, plus
    1, and 8 for its frequency. What is asked of any word of a text is only whether there is such a
    hash; one word in thousands of millions would be taken for another. Elsewhere the line is
    compared.
    """

    cdef uint64_t* slots
    cdef uint8_t* hints  # a bit for each slot's number, by other bits of the hash
    cdef uint64_t mask
    cdef Py_ssize_t count
    cdef uint32_t heads[HEADS]
    cdef Common* common
    cdef uint32_t common_count, common_room
    cdef object source
    cdef Py_buffer view
    cdef const uint8_t* data
    cdef Py_ssize_t length

    def __init__(self, lines, frequencies, own=()):
        cdef bytes scores = bytes(frequencies)
        cdef const uint8_t* each = scores
        cdef Py_ssize_t listed = len(scores), count = 0, at = 0, room
        cdef uint64_t size = 16
        cdef Line batch[BATCH]
        cdef int filled = 0, i
        own = [word.encode("utf8", "surrogatepass") for word in own]
        self.source = b"\n".join([lines, *own]) if own else lines
        PyObject_GetBuffer(self.source, &self.view, PyBUF_SIMPLE)
        self.data, self.length = <const uint8_t*>self.view.buf, self.view.len
        if self.length >= 1 << 24:
            raise ValueError("a word list of at most 16 MB")
        room = listed + len(own)
        while size * 5 < <uint64_t>room * 8:
            size *= 2
        self.mask = size - 1
        self.slots = <uint64_t*>calloc(size, sizeof(uint64_t))
        self.hints = <uint8_t*>calloc(size // 8, 1)
        if self.slots == NULL or self.hints == NULL:
            raise MemoryError
        # Some at a time, since each waits for the memory its slot lies in.
        while at <= self.length and count < room:
            batch[filled].at = at
            batch[filled].score = each[count] if count < listed else OWN
            at = self._read(&batch[filled])
            PREFETCH(&self.slots[batch[filled].code & self.mask])
            filled += 1
            count += 1
            if filled == BATCH or at > self.length or count == room:
                for i in range(filled):
                    self._add(&batch[i])
                filled = 0
        if at <= self.length or count < room:
            raise ValueError("words and frequencies do not match")
        self._link()

    def __dealloc__(self):
        free(self.slots)
        free(self.hints)
        free(self.common)
        PyBuffer_Release(&self.view)  # nothing where none was taken

    cdef Py_ssize_t _read(self, Line* line) noexcept:
        """Find the hash and the end of a line; where the next begins."""
        cdef Word word
        cdef Py_ssize_t end = _plain_word(<uint8_t*>self.data, line.at, self.length, &line.code)
        if end <= line.at or self.data[end] != LINE_FEED:
            end = line.at
            _begin(&word)
            while end < self.length and self.data[end] != LINE_FEED:
                _add_letter(&word, _next_char(self.data, &end, self.length))
            line.code = _code(&word)
        line.end = end
        return end + 1

    cdef int _add(self, Line* line) except -1:
        cdef uint64_t at = line.code & self.mask
        cdef uint64_t hint = line.code >> 40 & self.mask
        cdef Py_UCS4 letters[MOST_LETTERS]
        cdef int size
        if line.end == line.at:
            return 0
        while self.slots[at]:
            if self.slots[at] >> 32 == line.code >> 32:
                if self._is_line(at, self.data + line.at, line.end - line.at):
                    return 0
            at = (at + 1) & self.mask
        self.slots[at] = line.code >> 32 << 32 | <uint64_t>(line.at + 1) << 8 | line.score
        self.hints[hint >> 3] |= 1 << (hint & 7)
        self.count += 1
        if line.score >= min(SKELETON_ZIPF, FRAME_ZIPF) and line.end - line.at >= SKELETON_LENGTH:
            size = _line(self.data, line.at, self.length, letters)
            if _is_alphabetic(letters, size):
                if line.score >= SKELETON_ZIPF:
                    self._add_common(_skeleton(letters, size), line.at)
                if line.score >= FRAME_ZIPF:
                    self._add_common(_frame(letters, size), line.at)
        return 0

    cdef inline bint has(self, uint64_t code) noexcept nogil:
        cdef uint64_t at = code & self.mask
        cdef uint64_t tag = code >> 32
        # The first two at once: which of them it is cannot be foretold.
        if (self.slots[at] >> 32 == tag) | (self.slots[at ^ 1] >> 32 == tag):
            return True
        while self.slots[at]:
            if self.slots[at] >> 32 == tag:
                return True
            at = (at + 1) & self.mask
        return False

    cdef inline bint may_have(self, uint64_t code) noexcept nogil:
        """Quick where most are not in the list: the hints fit into the processor's cache."""
        cdef uint64_t hint = code >> 40 & self.mask
        return self.hints[hint >> 3] >> (hint & 7) & 1 and self.has(code)

    cdef int _add_common(self, uint64_t key, uint32_t offset) except -1:
        cdef void* moved
        if not key:
            return 0
        if self.common_count == self.common_room:
            self.common_room = 2 * self.common_room + 1024
            moved = realloc(self.common, self.common_room * sizeof(Common))
            if moved == NULL:
                raise MemoryError
            self.common = <Common*>moved
        self.common[self.common_count] = Common(key, offset, 0)
        self.common_count += 1
        return 0

    cdef void _link(self) noexcept:
        """Chain the common words of a remainder, so that they are found in the order of the
        list."""
        cdef uint32_t i = self.common_count
        cdef uint32_t* head
        while i:
            head = &self.heads[self.common[i - 1].key & (HEADS - 1)]
            self.common[i - 1].after = head[0]
            head[0] = i
            i -= 1

    cdef int _find(self, str word) except -2:
        """The frequency of a word, or -1."""
        cdef uint64_t code = _hash_whole(word), at = code & self.mask
        cdef bytes line
        while self.slots[at]:
            if self.slots[at] >> 32 == code >> 32:
                line = word.encode("utf8", "surrogatepass")
                if self._is_line(at, line, len(line)):
                    return self.slots[at] & 255
            at = (at + 1) & self.mask
        return -1

    cdef bint _is_line(self, uint64_t slot, const uint8_t* line, Py_ssize_t size) noexcept:
        cdef Py_ssize_t at = (self.slots[slot] >> 8 & 0xFFFFFF) - 1
        cdef Py_ssize_t end = at + size
        return (
            end <= self.length
            and not memcmp(self.data + at, line, size)
            and (end == self.length or self.data[end] == LINE_FEED)
        )

    def __contains__(self, str word):
        return self._find(word) >= 0

    def __getitem__(self, str word):
        cdef int found = self._find(word)
        if found < 0:
            raise KeyError(word)
        return found

    def get(self, str word, default=None):
        """Its frequency, or the default."""
        cdef int found = self._find(word)
        return default if found < 0 else found

    def keys(self):
        """The words."""
        return list(self)

    def items(self):
        """The words, each with its frequency."""
        return [(word, self[word]) for word in self]

    def __len__(self):
        return self.count

    def __iter__(self):
        return iter(dict.fromkeys(bytes(self.source).decode("utf8", "surrogatepass").split("\n")))

    def near(self, str word):
        """Words that may be meant though it takes several slips: what is alike, how many slips."""
        cdef Py_UCS4 letters[MOST_LETTERS]
        cdef Py_ssize_t i, size = PyUnicode_GET_LENGTH(word)
        cdef list found = []
        if size > MOST_LETTERS:
            return found
        for i in range(size):
            letters[i] = word[i]
        self._near(letters, size, found)
        return found

    cdef bint _near(self, Py_UCS4* letters, int size, list found) except -1:
        """Whether there are such words; they are put into the list when one is given."""
        cdef Py_UCS4 rest[MOST_LETTERS]
        cdef int i, chunk, slips
        if size >= CHUNK_LENGTH:
            for i in range(size - 3):
                chunk = _doubled(letters + i, size - i)
                if chunk:
                    memcpy(rest, letters, i * sizeof(Py_UCS4))
                    memcpy(rest + i, letters + i + chunk, (size - i - chunk) * sizeof(Py_UCS4))
                    slips = self._slips_to(letters, size, rest, size - chunk, CHUNK_SLIPS)
                    if slips and self._note(rest, size - chunk, "doubled-chunk", slips, found):
                        return True
        if size < SKELETON_LENGTH or not _is_alphabetic(letters, size):
            return found is not None and len(found) > 0
        if self._alike(_skeleton(letters, size), letters, size, "skeleton", SKELETON_SLIPS, found):
            return True
        if self._alike(_frame(letters, size), letters, size, "frame", FRAME_SLIPS, found):
            return True
        return found is not None and len(found) > 0

    cdef bint _alike(
        self, uint64_t key, Py_UCS4* letters, int size, str kind, int most, list found
    ) except -1:
        cdef Py_UCS4 other[MOST_LETTERS]
        cdef uint32_t i = self.heads[key & (HEADS - 1)] if key else 0
        cdef int width, slips
        while i:
            if self.common[i - 1].key == key:
                width = _line(self.data, self.common[i - 1].offset, self.length, other)
                if -LONGER <= width - size <= LONGER:
                    slips = _distance(letters, size, other, width)
                    if 0 < slips <= most and self._note(other, width, kind, slips, found):
                        return True
            i = self.common[i - 1].after
        return False

    cdef int _slips_to(
        self, Py_UCS4* letters, int size, Py_UCS4* near, int width, int most
    ) noexcept:
        """The slips to a word, 0 if the list does not have it or it takes too many."""
        cdef Word head
        cdef int slips
        _begin(&head)
        if not self.may_have(_code_with(&head, near, 0, width)):
            return 0
        slips = _distance(letters, size, near, width)
        return slips if slips <= most else 0

    cdef bint _note(
        self, Py_UCS4* letters, int size, str kind, int slips, list found
    ) except -1:
        """Put a word into the list, unless it is there; True if there is no list."""
        cdef str word
        if found is None:
            return True
        word = PyUnicode_FromKindAndData(4, letters, size)
        for entry in found:
            if (<tuple>entry)[0] == word:
                return False
        found.append((word, kind, slips))
        return False


cdef inline int _doubled(Py_UCS4* letters, int size) noexcept nogil:
    """The letters of the longest piece, of two to four, that stands here twice; 0 if none does."""
    cdef int chunk, i
    for chunk in range(4, 1, -1):
        if 2 * chunk > size:
            continue
        i = 0
        while i < chunk and letters[i] == letters[i + chunk] and 97 <= letters[i] <= 122:
            i += 1
        if i == chunk:
            return chunk
    return 0


cdef struct Place:  # of a run with an unknown word
    Py_ssize_t context, begin, end, stop


cdef struct Pair:
    Py_ssize_t kind, begin, end


cdef struct Found:
    Place* places
    Py_ssize_t place_count, place_room
    Pair* pairs
    Py_ssize_t pair_count, pair_room
    bint failed


cdef void _add_place(Found* found, Place place) noexcept nogil:
    cdef void* moved
    if found.place_count == found.place_room:
        found.place_room = 2 * found.place_room + 16
        moved = realloc(found.places, found.place_room * sizeof(Place))
        if moved == NULL:
            found.failed = True
            found.place_room = found.place_count
            return
        found.places = <Place*>moved
    found.places[found.place_count] = place
    found.place_count += 1


cdef void _add_pair(Found* found, Pair pair) noexcept nogil:
    cdef void* moved
    if found.pair_count == found.pair_room:
        found.pair_room = 2 * found.pair_room + 16
        moved = realloc(found.pairs, found.pair_room * sizeof(Pair))
        if moved == NULL:
            found.failed = True
            found.pair_room = found.pair_count
            return
        found.pairs = <Pair*>moved
    found.pairs[found.pair_count] = pair
    found.pair_count += 1


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


cdef struct Spelling:  # a word, and what the hashes of words like it have in common
    Py_UCS4 letters[MOST_LETTERS + 1]
    int size
    bint narrow  # whether its blocks can be shifted: no letter is a block of its own
    uint64_t blocks[MOST_BLOCKS]
    uint64_t shifted[MOST_BLOCKS]  # as if a letter stood before it
    uint64_t before[MOST_BLOCKS]  # the hash of the blocks before each


cdef struct Alphabet:
    Py_UCS4 letters[MOST_LETTERS]
    int count


cdef int _letters(Alphabet* alphabet, str letters) except -1:
    cdef Py_UCS4 letter
    if len(letters) > MOST_LETTERS:
        raise ValueError(f"an alphabet of at most {MOST_LETTERS} letters")
    alphabet.count = 0
    for letter in letters:
        alphabet.letters[alphabet.count] = letter
        alphabet.count += 1
    return 0


cdef str TRANSPOSED = "transposed", EXTRA = "extra", MISSING = "missing", LETTER = "letter"


cdef bint _spell(Spelling* word, str text) noexcept:
    """Take a word to pieces; False if it is too long."""
    cdef Py_ssize_t i, size = PyUnicode_GET_LENGTH(text)
    if size > MOST_LETTERS:
        return False
    for i in range(size):
        word.letters[i] = text[i]
    _fill(word, size)
    return True


cdef void _fill(Spelling* word, int size) noexcept nogil:
    cdef int i
    cdef uint64_t letter
    word.size = size
    word.narrow = True
    memset(word.blocks, 0, sizeof(word.blocks))
    for i in range(size):
        letter = word.letters[i]
        word.narrow &= letter < 256
        word.blocks[i >> 3] |= letter << 8 * (i & 7)
    word.before[0] = SEED
    word.shifted[0] = word.blocks[0] << 8
    for i in range(1, MOST_BLOCKS):
        word.shifted[i] = word.blocks[i] << 8 | word.blocks[i - 1] >> 56
        word.before[i] = _with_block(word.before[i - 1], word.blocks[i - 1])


cdef uint64_t _without(Spelling* word, int at) noexcept nogil:
    cdef Word head
    _begin(&head)
    _code_with(&head, word.letters, 0, at)
    return _code_with(&head, word.letters, at + 1, word.size)


cdef uint64_t _transposed(Spelling* word, int at) noexcept nogil:
    cdef Word head
    _begin(&head)
    _code_with(&head, word.letters, 0, at)
    _add_letter(&head, word.letters[at + 1])
    _add_letter(&head, word.letters[at])
    return _code_with(&head, word.letters, at + 2, word.size)


cdef inline uint64_t _code_with(
    Word* head, Py_UCS4* letters, Py_ssize_t begin, Py_ssize_t end
) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(begin, end):
        _add_letter(head, letters[i])
    return _code(head)


cdef inline uint64_t _hash_place(unit_t* data, Place* place) noexcept nogil:
    """Of the context, and of where in it the run stands."""
    cdef uint64_t code = _hash_on(SEED, data, place.context, place.begin)
    code = _hash_on(_with_block(code, 1), data, place.begin, place.end)
    return _hash_on(_with_block(code, 2), data, place.end, place.stop)


cdef class Vocabulary:
    """Known words, and what was found to be harmless: see `_native.Vocabulary`."""

    cdef Words known
    cdef _Hashes remembered
    cdef Alphabet alphabet
    cdef tuple listed
    cdef bint only_plain  # words with other letters are another language's

    def __init__(self, Words words):
        self.known = words
        self.remembered = _Hashes(REMEMBERED)

    def remember(self, str harmless):
        """Say nothing more of a run or pair."""
        self._keep(_hash_string(harmless))

    def remember_place(self, str text, tuple place):
        """Say nothing more of a run where it stands so."""
        cdef Place at
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        at.context, at.begin, at.end, at.stop = place
        if not 0 <= at.context <= at.begin <= at.end <= at.stop <= PyUnicode_GET_LENGTH(text):
            raise ValueError("a place beyond the text")
        if kind == 1:
            self._keep(_hash_place(<uint8_t*>data, &at))
        elif kind == 2:
            self._keep(_hash_place(<uint16_t*>data, &at))
        else:
            self._keep(_hash_place(<uint32_t*>data, &at))

    cdef void _keep(self, uint64_t code) noexcept:
        if self.remembered.count >= REMEMBERED:
            self.remembered.clear()
        self.remembered.add(code)

    def slips(self, str word, str alphabet):
        """The known words one slip away, with the kind of slip and where it is."""
        cdef Spelling spelling
        cdef Alphabet letters
        cdef dict found = {}
        if _spell(&spelling, word):
            _letters(&letters, alphabet)
            self._slips(&spelling, word, &letters, found)
            found.pop(word, None)
        return found

    cdef bint _slips(
        self, Spelling* word, str text, Alphabet* alphabet, dict found
    ) except -1:
        """Whether some known word is one slip away; they are put into the dict when one is given."""
        cdef int i, k, size = word.size
        cdef str near
        for i in range(size):
            if i + 1 < size and self.known.may_have(_transposed(word, i)):
                if self._note(text[:i] + text[i + 1] + text[i] + text[i + 2:], TRANSPOSED, i, found):
                    return True
            if self.known.may_have(_without(word, i)):
                if self._note(text[:i] + text[i + 1:], EXTRA, i, found):
                    return True
        for i in range(size + 1):
            k = self._letter(word, i, False, alphabet, 0)
            while k >= 0:
                near = text[:i] + chr(alphabet.letters[k]) + text[i:]
                if self._note(near, MISSING, i, found):
                    return True
                k = self._letter(word, i, False, alphabet, k + 1)
            k = self._letter(word, i, True, alphabet, 0) if i < size else -1
            while k >= 0:
                near = text[:i] + chr(alphabet.letters[k]) + text[i + 1:]
                if self._note(near, LETTER, i, found):
                    return True
                k = self._letter(word, i, True, alphabet, k + 1)
        return False

    cdef int _letter(
        self, Spelling* word, int at, bint instead, Alphabet* alphabet, int k
    ) noexcept nogil:
        """The next letter, of an alphabet, that makes the word a known one (it may be): put before
        one of its letters, or instead of it. -1 if none does."""
        cdef int i = at >> 3, j, count = word.size + (not instead) + 7 >> 3
        cdef int here = 8 * (at & 7)
        cdef uint64_t block, code
        cdef uint64_t* blocks = &word.blocks[0] if instead else &word.shifted[0]
        cdef Word head
        block = ~<uint64_t>0 << here
        block = word.blocks[i] & ~block | blocks[i] & block & ~(<uint64_t>255 << here)
        for k in range(k, alphabet.count):
            if word.narrow and alphabet.letters[k] < 256:
                code = _with_block(word.before[i], block | <uint64_t>alphabet.letters[k] << here)
                for j in range(i + 1, count):
                    code = _with_block(code, blocks[j])
            else:
                _begin(&head)
                _code_with(&head, word.letters, 0, at)
                _add_letter(&head, alphabet.letters[k])
                code = _code_with(&head, word.letters, at + instead, word.size)
            if self.known.may_have(code):
                return k
        return -1

    cdef bint _note(self, str near, str kind, int i, dict found) except -1:
        """Put a known word into the dict, unless it is there; True if there is no dict."""
        if self.known._find(near) < 0:
            return False
        if found is None:
            return True
        found.setdefault(near, (kind, i))
        return False

    def is_lone(self, str word):
        """Whether no known word is near, nor any list has it."""
        cdef Spelling spelling
        if self.listed is None or not _spell(&spelling, word):
            return False
        return self._is_lone(&spelling, word)

    cdef bint _is_lone(self, Spelling* word, str text) except -1:
        cdef object words
        if self._slips(word, text, &self.alphabet, None):
            return False
        if self.known._near(word.letters, word.size, None):
            return False
        for words in self.listed:
            if text in words:
                return False
        return True

    def leave_lone(self, str alphabet, tuple listed):
        """Say nothing more of words that no known word is near, nor any of some lists has."""
        _letters(&self.alphabet, alphabet)
        self.listed, self.only_plain = listed, alphabet.isascii()

    cdef bint _is_settled(self, unit_t* data, Py_ssize_t begin, Py_ssize_t end) except -1:
        """Whether all unknown words of a run are alone; remembered of the words and the run."""
        cdef Py_ssize_t at = begin, word, i
        cdef uint64_t code, stem
        cdef uint32_t low
        cdef Spelling spelling
        cdef bint plain
        while at < end:
            if _fold(data[at]) <= QUOTE:
                at += 1
                continue
            word = at
            at = _any_word(data, word, end, &code, &stem)
            if not SHORTEST <= at - word <= LONGEST or self.known.has(code):
                continue
            if stem and self.known.has(stem):
                continue
            if self.remembered.has(_with_block(code, LONE)):
                continue
            if self.remembered.has(_with_block(code, IN_COMPANY)):
                return False
            plain = True
            for i in range(at - word):
                low = _fold(data[word + i])
                spelling.letters[i] = 39 if low == QUOTE else low
                plain &= low < 128
            if plain or not self.only_plain:
                _fill(&spelling, at - word)
                text = PyUnicode_FromKindAndData(4, spelling.letters, at - word)
                if not self._is_lone(&spelling, text):
                    self._keep(_with_block(code, IN_COMPANY))
                    return False
            self._keep(_with_block(code, LONE))
        self._keep(_hash_on(SEED, data, begin, end))
        return True

    def doubts(self, str text):
        """Places of runs, and pairs of words, that are neither known nor remembered."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t i, length = PyUnicode_GET_LENGTH(text)
        cdef Found found
        cdef Place* place
        cdef Pair* pair
        memset(&found, 0, sizeof(found))
        with nogil:
            if kind == 1:
                _look(self.known, self.remembered, <uint8_t*>data, length, &found)
            elif kind == 2:
                _look(self.known, self.remembered, <uint16_t*>data, length, &found)
            else:
                _look(self.known, self.remembered, <uint32_t*>data, length, &found)
        if not found.places and not found.pairs:
            if found.failed:
                raise MemoryError
            return [], []
        try:
            if found.failed:
                raise MemoryError
            places = []
            for i in range(found.place_count):
                place = &found.places[i]
                if self.listed is not None and (
                    self._is_settled(<uint8_t*>data, place.begin, place.end) if kind == 1
                    else self._is_settled(<uint16_t*>data, place.begin, place.end) if kind == 2
                    else self._is_settled(<uint32_t*>data, place.begin, place.end)
                ):
                    continue
                places.append((place.context, place.begin, place.end, place.stop))
            pairs = []
            for i in range(found.pair_count):
                pair = &found.pairs[i]
                word = text[pair.begin:pair.end].lower().replace("\u2019", "'")
                first, second = (
                    (word, "") if pair.kind == DOUBLE
                    else ("a" if pair.kind == AFTER_A else "an", word)
                )
                pairs.append(f"{first}\t{second}")
            return places, pairs
        finally:
            free(found.places)
            free(found.pairs)

def distance(str a, str b):
    """Slips between two words: letters missing, extra, wrong, or two changed places."""
    cdef Py_UCS4 first[MOST_LETTERS]
    cdef Py_UCS4 second[MOST_LETTERS]
    cdef Py_ssize_t i, size = len(a), width = len(b)
    if size > MOST_LETTERS or width > MOST_LETTERS:
        raise ValueError(f"words of at most {MOST_LETTERS} letters")
    for i in range(size):
        first[i] = a[i]
    for i in range(width):
        second[i] = b[i]
    return _distance(first, size, second, width)


cdef int _distance(Py_UCS4* first, int size, Py_UCS4* second, int width) noexcept nogil:
    cdef int rows[3][MOST_LETTERS + 1]
    cdef int i, j, cost
    cdef int* row
    cdef int* above
    cdef int* before
    for j in range(width + 1):
        rows[0][j] = j
    for i in range(1, size + 1):
        row, above, before = rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]
        row[0] = i
        for j in range(1, width + 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (first[i - 1] != second[j - 1]))
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
    return rows[size % 3][width]


def letter_costs(str word, tables):
    """How likely its runs of three letters are: see `_native_words.letter_costs`."""
    cdef Py_buffer view
    cdef const uint8_t* costs
    cdef int first = 0, second = 0, code, at, home = 0, away = 0, worst = 0
    cdef Py_ssize_t i, size = PyUnicode_GET_LENGTH(word)
    cdef Py_UCS4 letter
    PyObject_GetBuffer(tables, &view, PyBUF_SIMPLE)
    try:
        if view.len < 2 * LETTER_RUNS:
            raise IndexError("tables too short")
        costs = <const uint8_t*>view.buf
        for i in range(size + 1):
            letter = word[i] if i < size else 32
            code = <int>letter - 96 if 97 <= letter <= 122 else 0
            at = (first * 27 + second) * 27 + code
            home += costs[at]
            worst = max(worst, costs[at])
            away += costs[LETTER_RUNS + at]
            first, second = second, code
    finally:
        PyBuffer_Release(&view)
    return home, away, worst


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


cdef uint64_t WORD_A = _hash_string("a")
cdef uint64_t WORD_AN = _hash_string("an")


cdef inline bint _is_mark(uint32_t char) noexcept nogil:
    """Quotes, markup and TeX before a word."""
    return char in (34, 36, 40, 42, 91, 92, 95, 96, 123, 8216, 8220)


cdef inline bint _is_ascii_letter(uint32_t char) noexcept nogil:
    return 97 <= (char | 32) <= 122


cdef void _look(
    Words known, _Hashes remembered, unit_t* data, Py_ssize_t length, Found* found
) noexcept nogil:
    cdef Py_ssize_t at = 0, line = 0, line_end = 0, context = -1, paragraph = 0, begin, word, size
    cdef Py_ssize_t words = 0, unknown = 0, breaks = 0
    cdef uint32_t low
    cdef uint64_t code, stem = 0, last, before = 0
    cdef int article = 0
    cdef bint strange, whole, solid, is_open = False
    cdef Place place
    while True:
        breaks = 0
        while at < length and _fold(data[at]) == SPACE:
            if data[at] == LINE_FEED:
                if not breaks:
                    line_end = at
                breaks += 1
                line = at + 1
            at += 1
        if at == length or breaks > 1 or context < 0:
            if is_open:
                place.stop = line_end if breaks else at
                _close(remembered, data, &place, found)
                is_open = False
            if words >= FOREIGN_WORDS and unknown * FOREIGN_PART > words:
                found.place_count = paragraph
            if at == length:
                return
            paragraph = found.place_count
            words = unknown = 0
            context = line
        begin = at
        last = 0
        strange = solid = False
        whole = True  # one word and nothing else
        while at < length:
            low = _fold(data[at])
            if low > QUOTE:
                word = at
                at = _plain_word(data, word, length, &code)
                stem = 0
                if at < 0:
                    at = _any_word(data, word, length, &code, &stem)
                size = at - word
                solid = True
                last = code
                words += TELLING <= size <= LONGEST
                if not known.has(code) and SHORTEST <= size <= LONGEST:
                    if not (stem and known.has(stem)):
                        unknown += size >= TELLING
                        strange = True
            elif low == SPACE:
                break
            else:
                whole = False
                last = 0
                at += 1
        if is_open:
            place.stop = at
            _close(remembered, data, &place, found)
            is_open = False
        if strange and not remembered.has(_hash_on(SEED, data, begin, at)):
            place.context, place.begin, place.end, place.stop = context, begin, at, at
            is_open = True
        if solid:
            context = begin
        if article:
            _check_article(remembered, data, article, begin, at, found)
        article = AFTER_A if last == WORD_A else AFTER_AN if last == WORD_AN else 0
        last = last if whole else 0
        if last == before and last:
            _check_double(remembered, data, begin, at, found)
        before = last


cdef inline void _close(
    _Hashes remembered, unit_t* data, Place* place, Found* found
) noexcept nogil:
    """Note a place, now that its context is known, unless it was found to be harmless."""
    if not remembered.has(_hash_place(data, place)):
        _add_place(found, place[0])


cdef void _check_double(
    _Hashes remembered, unit_t* data, Py_ssize_t begin, Py_ssize_t end, Found* found
) noexcept nogil:
    """Note a word that stands twice."""
    cdef Py_ssize_t i
    cdef uint32_t low
    cdef Word word
    _begin(&word)
    for i in range(begin, end):
        low = _fold(data[i])
        _add_letter(&word, 39 if low == QUOTE else low)
    _add_letter(&word, 9)
    if not remembered.has(_code(&word)):
        _add_pair(found, Pair(DOUBLE, begin, end))


cdef void _check_article(
    _Hashes remembered, unit_t* data, int article, Py_ssize_t begin, Py_ssize_t end, Found* found
) noexcept nogil:
    """Note an article that may not agree with the word that follows."""
    cdef Py_ssize_t i
    cdef uint32_t first
    cdef Word word
    cdef bint formula = begin < end and data[begin] == 36  # $x$, $\mathcal{O}$
    cdef bint group = begin < end and data[begin] == 123  # {\it word}
    cdef bint capitals = False  # behind the first letter: an acronym or a name
    while begin < end and _is_mark(data[begin]):
        begin += 1
    if begin == end or not _is_ascii_letter(data[begin]):
        return
    first = data[begin] | 32
    _begin(&word)
    _add_letter(&word, 97)
    if article == AFTER_AN:
        _add_letter(&word, 110)
    _add_letter(&word, 9)
    i = begin
    while i < end and _is_ascii_letter(data[i]):
        _add_letter(&word, data[i] | 32)
        capitals |= i > begin and data[i] < 97
        i += 1
    if capitals and not (group or formula):
        return
    if (
        group
        or (formula and (i == begin + 1 or first == 109))
        or (article == AFTER_A and first in (97, 101, 104, 105, 111, 117))
        or (article == AFTER_AN and first not in (97, 105))
    ):
        if not remembered.has(_code(&word)):
            _add_pair(found, Pair(article, begin, i))
