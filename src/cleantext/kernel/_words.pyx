# cython: language_level=3, boundscheck=False, wraparound=False
"""Compiled: see `words.py` and what it imports, whose functions `words.h` holds."""

from libc.stdint cimport UINT32_MAX, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc
from libc.string cimport memset, strcpy

from .word_parts import PREFIXES, SUFFIXES
from .slips import VOWELS
from .tokens import LETTERS, LOW


cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object, Py_ssize_t*) except? NULL


cdef extern from "words.h" nogil:
    enum: LOW_END, FEATURES, LONGEST
    ctypedef struct table_t:
        const uint8_t* heads
    ctypedef struct model_t:
        void* tests
        void* leaves
    ctypedef struct listed_t:
        int size
    ctypedef struct lexicon_t:
        table_t words
        table_t pairs
        int has_pairs
        const uint8_t* letters
        model_t model
        listed_t* listed
        uint64_t* own
        uint64_t* phrases
        int own_count
        int phrase_count
        uint64_t phrase_bits[64]
        uint32_t* alphabet
        int alphabet_size
        bint is_read
        size_t met
        uint64_t sieve[1]
    ctypedef struct candidate_t:
        uint32_t* word
        int size
    ctypedef struct row_t:
        int64_t start, end
        int count
        candidate_t* near
        int16_t row[3][64]
        int32_t* score
    ctypedef struct place_t:
        int64_t start
        int kind
    ctypedef struct part_t:
        int64_t start
        size_t first, end
    ctypedef struct scan_t:
        const lexicon_t* lex
        row_t* rows
        size_t row_count
        place_t* places
        size_t place_count
        part_t* parts
        size_t part_count
        int32_t threshold
        int all, failed, loose, any
    uint16_t* LOWERED
    uint8_t* IS_LETTER
    uint8_t* IS_VOWEL
    uint8_t* IN_ASCII
    int* SUFFIX_SIZE
    int* PREFIX_SIZE
    char (*SUFFIX)[16]
    char (*PREFIX)[16]
    int SUFFIXES_COUNT, PREFIXES_COUNT
    int table_open(table_t*, const uint8_t*, size_t)
    int model_open(model_t*, const uint8_t*, size_t)
    int listed_open(lexicon_t*, const uint8_t*, size_t)
    void lexicon_read(lexicon_t*)
    int look_code(const lexicon_t*, uint64_t)
    int pair_of(const lexicon_t*, uint64_t, uint64_t)
    int32_t score_of(const model_t*, const int16_t*)
    void costs_of(const lexicon_t*, const uint32_t*, int, int*)
    void scan_text(scan_t*, const uint8_t*, size_t)
    void scan_close(scan_t*)
    uint64_t BASE, PAIR
    size_t BRIEF


cdef void prepare():
    global SUFFIXES_COUNT, PREFIXES_COUNT
    cdef int i
    for i in range(LOW_END):
        LOWERED[i] = ord(LOW.get(i, chr(i)))
        if i < 128 and chr(i) in LETTERS:
            IN_ASCII[i] = LOWERED[i]
    for letter in LETTERS:
        IS_LETTER[<int>ord(letter)] = 1
    for letter in VOWELS:
        IS_VOWEL[<int>ord(letter)] = 1
    for i, part in enumerate(SUFFIXES):
        strcpy(SUFFIX[i], part.encode("ascii"))
        SUFFIX_SIZE[i] = len(part)
    for i, part in enumerate(PREFIXES):
        strcpy(PREFIX[i], part.encode("ascii"))
        PREFIX_SIZE[i] = len(part)
    SUFFIXES_COUNT, PREFIXES_COUNT = len(SUFFIXES), len(PREFIXES)


prepare()


cdef uint64_t code_of(str word):
    cdef uint64_t code = 0
    cdef Py_UCS4 letter
    for letter in word:
        code = code * BASE + <uint32_t>letter
    return code


cdef uint64_t pair_code(str first, str second):
    return code_of(first) * PAIR + code_of(second)


cdef uint64_t* sorted_codes(codes) except NULL:
    cdef uint64_t* out = <uint64_t*>malloc((len(codes) + 1) * sizeof(uint64_t))
    cdef Py_ssize_t i
    if out == NULL:
        raise MemoryError
    for i, code in enumerate(sorted(codes)):
        out[i] = code
    return out


cdef str word_of(const candidate_t* near):
    cdef int i
    return "".join([chr(near.word[i]) for i in range(near.size)])


cdef const uint8_t* start_of(const uint8_t[::1] data):
    return &data[0] if data.shape[0] else NULL


cdef class Lexicon:
    cdef lexicon_t lex
    cdef object kept  # what the pointers point into

    def __cinit__(
        self, words, pairs, letters, model, bytes listed=b"", own=(),
        str alphabet="abcdefghijklmnopqrstuvwxyz", phrases=(),
    ):
        cdef const uint8_t[::1] w = words, p = pairs, l = letters, m = model
        cdef const uint8_t[::1] lines = listed
        cdef int i
        memset(&self.lex, 0, sizeof(lexicon_t))
        memset(self.lex.sieve, 255, sizeof(self.lex.sieve))
        self.kept = (words, pairs, letters, model, listed)
        if table_open(&self.lex.words, start_of(w), w.shape[0]):
            raise ValueError("the table is cut off")
        self.lex.has_pairs = p.shape[0] > 0
        if self.lex.has_pairs and table_open(&self.lex.pairs, start_of(p), p.shape[0]):
            raise ValueError("the table is cut off")
        self.lex.letters = start_of(l) if l.shape[0] >= 2 * 27 * 27 * 27 else NULL
        if model_open(&self.lex.model, start_of(m), m.shape[0]):
            raise ValueError("the model is cut off")
        if listed and listed_open(&self.lex, start_of(lines), lines.shape[0]):
            raise MemoryError
        codes = {code_of(word) for word in own}
        self.lex.own, self.lex.own_count = sorted_codes(codes), len(codes)
        codes = {pair_code(first, second) for first, second in phrases}
        self.lex.phrases, self.lex.phrase_count = sorted_codes(codes), len(codes)
        for code in {pair_code(first, "") for first, _ in phrases}:
            self.lex.phrase_bits[<int>(code >> 58)] |= <uint64_t>1 << (code >> 52 & 63)
        if len(alphabet) > 64:
            raise ValueError("the alphabet is too long")
        for i, letter in enumerate(alphabet):
            self.lex.alphabet[i] = ord(letter)
        self.lex.alphabet_size = len(alphabet)

    def __dealloc__(self):
        free(self.lex.listed)
        free(self.lex.own)
        free(self.lex.phrases)
        free(self.lex.model.tests)
        free(self.lex.model.leaves)

    def look(self, str word):
        return look_code(&self.lex, code_of(word))

    def pair(self, str first, str second):
        return pair_of(&self.lex, code_of(first), code_of(second))

    def costs_of(self, str word):
        cdef int out[3]
        cdef uint32_t* letters = <uint32_t*>malloc((len(word) + 1) * sizeof(uint32_t))
        cdef int i
        if letters == NULL:
            raise MemoryError
        for i in range(len(word)):
            letters[i] = ord(word[i])
        costs_of(&self.lex, letters, len(word), out)
        free(letters)
        return out[0], out[1], out[2]

    cdef void _scan(self, scan_t* scan, str text, int32_t threshold) except *:
        """Scan a text, as `scan` says; whoever asks closes it."""
        cdef Py_ssize_t size
        cdef const char* data
        cdef bytes held
        try:
            data = PyUnicode_AsUTF8AndSize(text, &size)
        except UnicodeEncodeError:
            held = text.encode("utf8", "surrogatepass")
            data, size = held, len(held)
        if size > UINT32_MAX:
            raise OverflowError("a text of more than 4 GB: take it in parts")
        scan.lex, scan.threshold = &self.lex, threshold
        self.lex.met += size
        if not self.lex.is_read and self.lex.met > BRIEF:
            lexicon_read(&self.lex)  # no other thread comes between: they wait for the interpreter
        with nogil:
            scan_text(scan, <const uint8_t*>data, size)
        if scan.failed:
            raise MemoryError

    cdef list _rows(self, const scan_t* scan):
        cdef size_t i
        cdef int k, f
        cdef row_t* row
        found = []
        for i in range(scan.row_count):
            row = &scan.rows[i]
            found.append((row.start, row.end, [
                (word_of(&row.near[k]), tuple([row.row[k][f] for f in range(FEATURES)]))
                for k in range(row.count)
            ]))
        return found

    cdef list _places(self, const scan_t* scan, size_t first, size_t end):
        cdef size_t i
        return [(scan.places[i].start, scan.places[i].kind) for i in range(first, end)]

    def find(self, str text, int32_t threshold, bint loose=False):
        cdef scan_t scan
        memset(&scan, 0, sizeof(scan_t))
        scan.loose = loose
        try:
            self._scan(&scan, text, threshold)
            return self._rows(&scan), self._places(&scan, 0, scan.place_count)
        finally:
            scan_close(&scan)

    def where(self, str text, int32_t threshold):
        cdef scan_t scan
        cdef size_t i
        memset(&scan, 0, sizeof(scan_t))
        scan.loose = scan.any = True
        try:
            self._scan(&scan, text, threshold)
            return [
                (scan.parts[i].start, self._places(&scan, scan.parts[i].first, scan.parts[i].end))
                for i in range(scan.part_count)
            ]
        finally:
            scan_close(&scan)

    def rows(self, str text):
        cdef scan_t scan
        memset(&scan, 0, sizeof(scan_t))
        scan.all = True
        try:
            self._scan(&scan, text, 0)
            return self._rows(&scan)
        finally:
            scan_close(&scan)

    def score(self, evidence):
        cdef int16_t row[64]
        cdef int i
        for i in range(FEATURES):
            row[i] = evidence[i]
        return score_of(&self.lex.model, row)
