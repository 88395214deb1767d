"""Unknown words: which runs of a text hold one, and which known words are near one."""

cdef enum:
    SPACE = 1  # in FOLD; letters stand there as themselves in lower case
    QUOTE = 2  # an apostrophe between letters belongs to the word
    SHORTEST = 3
    LONGEST = 24
    MOST_LETTERS = 64  # of a word that slips are looked for in
    REMEMBERED = 1 << 18
    TELLING = 4  # letters: shorter words tell little about the language
    FOREIGN_WORDS = 10
    FOREIGN_PART = 3
    AFTER_A = 1  # kinds of `Pair`
    AFTER_AN = 2
    DOUBLE = 3

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
    cdef uint8_t* hints  # a bit for each slot's number, by other bits of the hash
    cdef uint64_t mask
    cdef Py_ssize_t count

    def __cinit__(self, Py_ssize_t room):
        cdef uint64_t size = 16
        while size < <uint64_t>room * 2:
            size *= 2
        self.slots = <uint64_t*>calloc(size, sizeof(uint64_t))
        self.hints = <uint8_t*>calloc(size // 8, 1)
        if self.slots == NULL or self.hints == NULL:
            raise MemoryError
        self.mask = size - 1
        self.count = 0

    def __dealloc__(self):
        free(self.slots)
        free(self.hints)

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

    cdef inline bint may_have(self, uint64_t key) noexcept nogil:
        """Quick where most are not in the set: the hints fit into the processor's cache."""
        cdef uint64_t hint = key >> 40 & self.mask
        return self.hints[hint >> 3] >> (hint & 7) & 1 and self.has(key)

    cdef void add(self, uint64_t key) noexcept nogil:
        cdef uint64_t at = key & self.mask
        cdef uint64_t hint = key >> 40 & self.mask
        self.hints[hint >> 3] |= 1 << (hint & 7)
        while self.slots[at]:
            if self.slots[at] == key:
                return
            at = (at + 1) & self.mask
        self.slots[at] = key
        self.count += 1

    cdef void clear(self) noexcept nogil:
        # In place: another thread may be reading, and finds what was remembered or does not.
        memset(self.slots, 0, (self.mask + 1) * sizeof(uint64_t))
        memset(self.hints, 0, (self.mask + 1) >> 3)
        self.count = 0


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

    cdef _Hashes known
    cdef _Hashes remembered

    def __init__(self, listed, words=None):
        cdef str lines = bytes(listed()).decode("utf8", "surrogatepass")
        cdef Py_UCS4 char
        cdef Word word
        _begin(&word)
        self.known = _Hashes(lines.count("\n") + 1)
        for char in lines:
            if char == LINE_FEED:
                self.known.add(_code(&word))
                _begin(&word)
            else:
                _add_letter(&word, char)
        self.known.add(_code(&word))
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
        cdef Py_UCS4 letters[MOST_LETTERS]
        cdef Word heads[MOST_LETTERS + 1]
        cdef Word near
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(word), i
        cdef Py_UCS4 letter
        cdef dict found = {}
        if size > MOST_LETTERS:
            return found
        _begin(&heads[0])
        for i in range(size):
            letters[i] = word[i]
            heads[i + 1] = heads[i]
            _add_letter(&heads[i + 1], letters[i])
        for i in range(size):
            if i + 1 < size:
                near = heads[i]
                _add_letter(&near, letters[i + 1])
                _add_letter(&near, letters[i])
                if self.known.may_have(_code_with(&near, letters, i + 2, size)):
                    swapped = word[:i] + word[i + 1] + word[i] + word[i + 2:]
                    found.setdefault(swapped, ("transposed", i))
            near = heads[i]
            if self.known.may_have(_code_with(&near, letters, i + 1, size)):
                found.setdefault(word[:i] + word[i + 1:], ("extra", i))
        for i in range(size + 1):
            for letter in alphabet:
                near = heads[i]
                _add_letter(&near, letter)
                if self.known.may_have(_code_with(&near, letters, i, size)):
                    found.setdefault(word[:i] + letter + word[i:], ("missing", i))
            if i == size:
                break
            for letter in alphabet:
                near = heads[i]
                _add_letter(&near, letter)
                if self.known.may_have(_code_with(&near, letters, i + 1, size)):
                    found.setdefault(word[:i] + letter + word[i + 1:], ("letter", i))
        found.pop(word, None)
        return found

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
    cdef Py_ssize_t rows[3][MOST_LETTERS + 1]
    cdef Py_UCS4 first[MOST_LETTERS]
    cdef Py_UCS4 second[MOST_LETTERS]
    cdef Py_ssize_t i, j, cost, size = len(a), width = len(b)
    cdef Py_ssize_t* row
    cdef Py_ssize_t* above
    cdef Py_ssize_t* before
    if size > MOST_LETTERS or width > MOST_LETTERS:
        raise ValueError(f"words of at most {MOST_LETTERS} letters")
    for i in range(size):
        first[i] = a[i]
    for j in range(width):
        second[j] = b[j]
        rows[0][j] = j
    rows[0][width] = width
    for i in range(1, size + 1):
        row, above, before = rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]
        row[0] = i
        for j in range(1, width + 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (first[i - 1] != second[j - 1]))
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
    return rows[size % 3][width]


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
    _Hashes known, _Hashes remembered, unit_t* data, Py_ssize_t length, Found* found
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
