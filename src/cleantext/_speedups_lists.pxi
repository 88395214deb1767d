"""Word lists: which words there are, how common they are, and which are near another."""

cdef enum:  # these as in `_native_words`
    OWN = 10
    MOST_LETTERS = 64  # of a word that others are looked for near
    CHUNK_LENGTH = 6
    CHUNK_SLIPS = 4
    SKELETON_LENGTH = 7
    SKELETON_ZIPF = 54
    SKELETON_SLIPS = 3
    FRAME_LENGTH = 8
    FRAME_ZIPF = 60
    FRAME_SLIPS = 2
    LONGER = 2
    LETTER_RUNS = 27 * 27 * 27
    HEADS = 1 << 15
    BATCH = 16

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


cdef inline uint64_t _hint(uint64_t code) noexcept nogil:
    cdef uint64_t one = 1
    return one << (code >> 46 & 63) | one << (code >> 52 & 63) | one << (code >> 58)


@cython.no_gc  # in no cycle; the collector would forget the buffer before it is given back
cdef class Words:
    """A word list, made from lines that stay where they are: see `_native_words.Words`.

    A slot of its table is the upper half of a word's hash, 24 bits for where its line begins, plus
    1, and 8 for its frequency. What is asked of any word of a text is only whether there is such a
    hash; one word in thousands of millions would be taken for another. Elsewhere the line is
    compared.
    """

    cdef uint64_t* slots
    cdef uint64_t* hints  # three bits for each word in one of these, by other bits of its hash
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
        self.hints = <uint64_t*>calloc(size // 8, sizeof(uint64_t))
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
        self.hints[line.code >> 24 & self.mask >> 3] |= _hint(line.code)
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
        cdef uint64_t hint = _hint(code)
        return self.hints[code >> 24 & self.mask >> 3] & hint == hint and self.has(code)

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
