"""Unknown words: which runs of a text hold one, and which known words are near one."""

cdef enum:
    SHORTEST = 3
    LONGEST = 24
    MOST_BLOCKS = 10  # of eight of `MOST_LETTERS`, and two more
    REMEMBERED = 1 << 18
    TELLING = 4  # letters: shorter words tell little about the language
    FOREIGN_WORDS = 10
    FOREIGN_PART = 3
    AFTER_A = 1  # kinds of `Pair`
    AFTER_AN = 2
    DOUBLE = 3
    LONE = 3  # what is remembered of words: see `Vocabulary.is_lone`
    IN_COMPANY = 4

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
                pairs.append((pair.begin, f"{first}\t{second}"))
            return places, pairs
        finally:
            free(found.places)
            free(found.pairs)

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
