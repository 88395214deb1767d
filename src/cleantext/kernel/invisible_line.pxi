"""A line read: its runs of invisible characters, and whether they are too many to be writing."""


cdef class Row:
    """The characters of a line with their classes and runs, what the line is full of."""

    cdef uint32_t* codes  # a place before the first and one behind the last are empty
    cdef uint32_t* kinds
    cdef uint8_t* gone  # of the line as it was
    cdef uint8_t* goes  # of what is left of it
    cdef int* origin  # where what is left stood in the line
    cdef int* partner  # of a control that opens, the place of the one that ends it
    cdef int* open
    cdef Run* runs
    cdef Py_ssize_t room, length, count
    cdef bint is_rtl, has_controls
    cdef bint any_gone, may_have_ranges
    cdef bint too_many_joiners, too_many_spaces, too_many_selectors, too_many_marks
    cdef Py_ssize_t joining, wordless, ideographs  # letters of the line, -1 if not counted

    def __dealloc__(self):
        free(self.codes)
        free(self.kinds)
        free(self.gone)
        free(self.goes)
        free(self.origin)
        free(self.partner)
        free(self.open)
        free(self.runs)

    cdef int read(self, Judge judge, const uint8_t* data, Py_ssize_t size, Py_ssize_t length) except -1:
        cdef Py_ssize_t i = 0, k
        cdef uint32_t code = 0
        if length + 8 > self.room:
            self.room = length + length // 4 + 8
            self.codes = <uint32_t*>_grown(self.codes, self.room * sizeof(uint32_t))
            self.kinds = <uint32_t*>_grown(self.kinds, self.room * sizeof(uint32_t))
            self.gone = <uint8_t*>_grown(self.gone, self.room)
            self.goes = <uint8_t*>_grown(self.goes, self.room)
            self.origin = <int*>_grown(self.origin, self.room * sizeof(int))
            self.partner = <int*>_grown(self.partner, self.room * sizeof(int))
            self.open = <int*>_grown(self.open, self.room * sizeof(int))
            self.runs = <Run*>_grown(self.runs, (self.room // 2 + 2) * sizeof(Run))
        for k in range(3):
            self.codes[k] = self.kinds[k] = 0
            self.codes[k + 3 + length] = self.kinds[k + 3 + length] = 0
        cdef uint32_t* codes = self.codes + 3
        cdef uint32_t* kinds = self.kinds + 3
        cdef const uint8_t* index = judge.index
        cdef const uint32_t* pages = judge.pages
        cdef uint32_t kind, all_kinds = 0
        cdef int dashes = 0
        for k in range(length):
            i += _decode(data + i, &code)
            kind = pages[(<Py_ssize_t>index[code >> 7] << 7) | (code & 127)]
            codes[k] = code
            kinds[k] = kind
            if code == 0x2D:
                dashes += 1
            all_kinds |= kind
        memset(self.gone, 0, length)
        self.length = length
        self.any_gone = False
        self.joining = -1
        self.is_rtl = (all_kinds & RTL) != 0
        self.may_have_ranges = dashes > 7
        return 0

    cdef Py_ssize_t compacted(self) noexcept nogil:
        """Take out what goes; how many characters are left."""
        cdef uint32_t* codes = self.codes
        cdef uint32_t* kinds = self.kinds
        cdef int* origin = self.origin
        cdef uint8_t* gone = self.gone
        cdef const uint8_t* goes = self.goes
        cdef Py_ssize_t k, left = 0, length = self.length
        if not self.any_gone:
            for k in range(length):
                origin[k] = <int>k
        while not goes[left]:
            left += 1
        for k in range(left, length):
            if goes[k]:
                gone[origin[k]] = True
                continue
            codes[left] = codes[k]
            kinds[left] = kinds[k]
            origin[left] = origin[k]
            left += 1
        for k in range(left, min(left + 3, length)):
            codes[k] = kinds[k] = 0
        return left

    cdef bint find_runs(self) noexcept nogil:
        """The runs; no if there is one that is not plain."""
        cdef Py_ssize_t i = 0, k, end, length = self.length
        cdef const uint32_t* kinds = self.kinds
        cdef uint32_t code
        cdef bint is_bidi, is_space, is_stray
        self.count = 0
        self.has_controls = False
        if self.may_have_ranges:
            return False
        while i < length:
            if not kinds[i] & INVISIBLE:
                i += 1
                continue
            code = self.codes[i]
            if code < 0x20 or code == 0x7F:
                return False
            end = i
            is_bidi = is_space = is_stray = True
            while end < length and kinds[end] & INVISIBLE:
                code = self.codes[end]
                is_bidi = is_bidi and _is_bidi(code)
                is_space = is_space and code == ZWSP
                is_stray = is_stray and _is_stray(code)
                self.has_controls |= _is_control(code)
                end += 1
            code = self.codes[i]
            if end > i + 1 and not (is_bidi or is_space or is_stray) and not (
                end == i + 2 and (code == 0xFE0F or code == 0xFE0E) and self.codes[i + 1] == ZWJ
            ):
                return False
            if _is_range(self.codes[end], self.codes[end + 1]) or (
                i > 1 and _is_range(self.codes[i - 1], self.codes[i - 2])
            ):
                return False
            self.runs[self.count].start = <int>i
            self.runs[self.count].end = <int>end
            self.runs[self.count].in_streak = False
            self.runs[self.count].is_bidi = is_bidi
            self.runs[self.count].is_stray = is_stray
            self.count += 1
            i = end
        return True

    cdef bint weigh(self) noexcept nogil:
        """What is wrong with the line as a whole; see density.py."""
        cdef Py_ssize_t j, k, start, end, short = 0
        cdef Py_ssize_t spaces = 0, wrong = 0, joiners = 0, beside = 0, aliens = 0, selectors = 0
        cdef Py_ssize_t with_space = 0
        cdef Py_ssize_t marks = 0, between = 0
        cdef bint others = False
        cdef uint32_t code, left
        self.too_many_joiners = self.too_many_spaces = self.too_many_selectors = False
        self.too_many_marks = False
        if self.count < 2:
            return True
        for k in range(self.count):
            short += self.runs[k].end - self.runs[k].start <= SHORT
        if short > 3:
            self.find_streaks()
        for k in range(self.count):
            start = self.runs[k].start
            end = self.runs[k].end
            if end - start > SHORT or self.runs[k].in_streak:
                continue
            code = self.codes[start]
            left = self.kinds[start - 1]
            for j in range(start, end):
                aliens += _is_alien(self.codes[j])
                others = others or _is_other(self.codes[j])
            if self.runs[k].is_stray:
                continue
            if code == ZWSP:
                with_space += 1
                if end == start + 1:
                    spaces += 1
                    wrong += self.is_wrong(start, end)
            elif self.runs[k].is_bidi:
                if end == start + 1 and _is_bidi_mark(code):
                    marks += 1
                    between += self.is_in_words(start - 1) and self.is_in_words(end)
            elif code == ZWNJ or code == ZWJ or end == start + 2:
                joiners += 1
                if left & CURSIVE and self.codes[start - 1] != 0x0647 or (
                    left & INDIC and not left & VIRAMA
                ):
                    beside += 1
            if 0xE0100 <= code <= 0xE01EF:
                selectors += 1
        self.too_many_marks = (
            self.is_rtl and short > 3 and marks > 3 and between > 3 and between * 4 > marks * 3
        )
        self.too_many_spaces = spaces > 1 and (wrong > 1 or wrong * 4 > spaces)
        if short < 4 or (joiners < 4 and with_space < 4 and selectors < 4):
            return True
        if self.joining < 0:
            self.count_letters()
        if joiners > 3 and self.joining:
            self.too_many_joiners = beside * 4 > self.joining or (joiners > 8 and aliens > 2)
        if with_space > 3:
            if with_space * 2 > self.wordless or (with_space * 5 > self.wordless and others):
                self.too_many_spaces = True
        self.too_many_selectors = selectors > 3 and selectors * 4 > self.ideographs
        return True

    cdef void count_letters(self) noexcept nogil:
        cdef const uint32_t* kinds = self.kinds
        cdef Py_ssize_t k, joining = 0, wordless = 0, ideographs = 0
        for k in range(self.length):
            joining += (kinds[k] & JOINING) != 0
            wordless += (kinds[k] & WORDLESS) != 0
            ideographs += (kinds[k] & IDEOGRAPH) != 0
        self.joining, self.wordless, self.ideographs = joining, wordless, ideographs

    cdef inline bint is_in_words(self, Py_ssize_t k) noexcept nogil:
        """Whether a place is beyond the line or has a letter or a space."""
        return k < 0 or k >= self.length or (self.kinds[k] & (LETTER | SPACE)) != 0

    cdef inline bint is_strewn(self, Py_ssize_t k) noexcept nogil:
        """Whether a run is of what is strewn behind letters; see density.py."""
        cdef Py_ssize_t j, start = self.runs[k].start
        for j in range(start, self.runs[k].end):
            if not _is_strewn(self.codes[j]):
                return False
        # beside signs of a right-to-left line marks of direction are at home
        return not (self.is_rtl and self.runs[k].is_bidi and not self.kinds[start - 1] & LETTER)

    cdef void find_streaks(self) noexcept nogil:
        cdef Py_ssize_t k, first = -1, last = -1, j
        cdef bint mixed = False, strewn = False
        for k in range(self.count + 1):
            if k < self.count:
                if self.runs[k].end - self.runs[k].start > SHORT:
                    continue
                strewn = self.is_strewn(k)
                if strewn and first >= 0 and self.runs[k].start == self.runs[last].end + 1:
                    if not self.is_same(k, first):
                        mixed = True
                    last = k
                    continue
            if first >= 0 and (last - first > 4 or (last - first > 2 and mixed)):
                for j in range(first, last + 1):
                    self.runs[j].in_streak = True
            first = last = k if k < self.count and strewn else -1
            mixed = False

    cdef inline bint is_same(self, Py_ssize_t a, Py_ssize_t b) noexcept nogil:
        cdef Py_ssize_t k, size = self.runs[a].end - self.runs[a].start
        if size != self.runs[b].end - self.runs[b].start:
            return False
        for k in range(size):
            if self.codes[self.runs[a].start + k] != self.codes[self.runs[b].start + k]:
                return False
        return True

    cdef bint is_wrong(self, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
        cdef uint32_t left = self.kinds[start - 1], right = self.kinds[end]
        if self.is_inside_syllable(start, end):
            return True
        if start > 1 and self.codes[start - 2] == ZWSP and 0x1780 <= self.codes[start - 1] <= 0x17A2:
            return True
        return (left & right & LETTER) != 0 and not (left | right) & SPACELESS

    cdef bint is_inside_syllable(self, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
        cdef uint32_t a = self.codes[end], b = self.codes[end + 1] if end < self.length else 0
        if not self.kinds[start - 1] & SPACELESS:
            return False
        if self.kinds[start - 1] & OPEN or self.kinds[end] & INSIDE:
            return True
        if 0x1780 <= a <= 0x17A2:
            return 0x17CB <= b <= 0x17CD
        if 0x1000 <= a <= 0x1021:
            return b == 0x103A and not (end + 2 < self.length and self.codes[end + 2] == 0x1039)
        return False
