# cython: language_level=3, boundscheck=False, wraparound=False, freethreading_compatible=True
"""`kernel/invisible.py`, compiled: lines of UTF-8 judged by a table of classes.

What is decided here is what rules/invisible/runs.py decides under its standard policy; a test holds
the two together. Whatever is not plain is left to it.
"""

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, realloc
from libc.string cimport memchr, memcpy, memset

cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object text, Py_ssize_t* size) except NULL
    object PyUnicode_DecodeUTF8(const char* data, Py_ssize_t size, const char* errors)

cdef enum:  # the bits of data/invisible.bin
    INVISIBLE = 1 << 0
    SPACELESS = 1 << 1
    CURSIVE = 1 << 2
    INDIC = 1 << 3
    VIRAMA = 1 << 4
    EMOJI = 1 << 5
    PICTOGRAPH = 1 << 6
    STYLED_EMOJI = 1 << 7
    STYLED_TEXT = 1 << 8
    IDEOGRAPH = 1 << 9
    RTL = 1 << 10
    MARK = 1 << 11
    TRANSPARENT = 1 << 12
    LETTER = 1 << 13
    INSIDE = 1 << 14
    OPEN = 1 << 15
    JOINING = 1 << 16
    WORDLESS = 1 << 17
    SPACE = 1 << 18
    INDEX = 0x110000 >> 7
    ZWSP = 0x200B
    ZWNJ = 0x200C
    ZWJ = 0x200D
    SHORT = 4  # see rules/invisible/density.py
    FAR = 32  # marks that joining looks through
    REACH = 64  # see rules/invisible/bidi.py
    MARKS_IN_A_ROW = 2  # see rules/invisible/runs.py

cdef struct Run:
    Py_ssize_t start
    Py_ssize_t end
    bint in_streak
    bint is_bidi  # of marks and controls of direction only
    bint is_stray  # of what no writing needs


cdef class Judge:
    """Takes a text, gives the spans that go and the lines that it does not judge."""

    cdef Py_buffer view
    cdef const uint8_t* index
    cdef const uint32_t* pages

    def __cinit__(self, table):
        PyObject_GetBuffer(table, &self.view, PyBUF_SIMPLE)
        self.index = <const uint8_t*>self.view.buf
        self.pages = <const uint32_t*>(self.index + INDEX)

    def __dealloc__(self):
        PyBuffer_Release(&self.view)

    def __call__(self, str text):
        cdef Py_ssize_t size, at = 0, stop, count, chars = 0, k, begin
        cdef const uint8_t* data
        cdef const uint8_t* found
        cdef bytes copy
        cdef list drops = [], lines = []
        cdef Line line = Line()
        cdef uint8_t* out = NULL  # the text without what goes
        cdef Py_ssize_t kept = 0, done = 0
        cdef object made = None
        try:
            data = <const uint8_t*>PyUnicode_AsUTF8AndSize(text, &size)
        except UnicodeEncodeError:
            copy = text.encode("utf-8", "surrogatepass")
            data = <const uint8_t*>copy
            size = len(copy)
        while at < size:
            found = <const uint8_t*>memchr(data + at, 0x0A, size - at)
            stop = found - data if found != NULL else size
            count = _length(data + at, stop - at)
            if self.has_any(data + at, stop - at, count):
                line.read(self, data + at, stop - at, count)
                if not line.judged():
                    lines.append((chars, chars + count))
                elif line.any_gone:
                    if out == NULL:
                        out = <uint8_t*>_grown(NULL, size)
                    memcpy(out + kept, data + done, at - done)
                    kept += at - done
                    done = stop
                    kept += _copy(out + kept, data + at, line.gone, count)
                    begin = -1
                    for k in range(count):
                        if line.gone[k]:
                            if begin < 0:
                                begin = k
                        elif begin >= 0:
                            drops.append(chars + begin)
                            drops.append(chars + k)
                            begin = -1
                    if begin >= 0:
                        drops.append(chars + begin)
                        drops.append(chars + count)
            chars += count + 1
            at = stop + 1
        if out != NULL:
            memcpy(out + kept, data + done, size - done)
            try:
                made = PyUnicode_DecodeUTF8(<const char*>out, kept + size - done, "surrogatepass")
            finally:
                free(out)
        return drops, lines, made

    cdef inline uint32_t kind(self, uint32_t code) noexcept nogil:
        return self.pages[(<Py_ssize_t>self.index[code >> 7] << 7) | (code & 127)]

    cdef bint has_any(self, const uint8_t* data, Py_ssize_t size, Py_ssize_t count) noexcept nogil:
        """Whether a line has an invisible character."""
        cdef Py_ssize_t i
        cdef uint8_t byte, flags = 0
        cdef uint32_t code
        for i in range(size):
            byte = data[i]
            flags |= (byte < 9) | (<uint8_t>(byte - 14) < 18) | (byte == 127)
        if flags:
            return True
        if count == size:
            return False
        i = 0
        while i < size:
            byte = data[i]
            if byte < 0x80:
                i += 1
            elif byte < 0xE0:
                if self.kind((byte & 31) << 6 | (data[i + 1] & 63)) & INVISIBLE:
                    return True
                i += 2
            else:
                i += _decode(data + i, &code)
                if self.kind(code) & INVISIBLE:
                    return True
        return False


cdef inline Py_ssize_t _decode(const uint8_t* data, uint32_t* code) noexcept nogil:
    cdef uint8_t byte = data[0]
    if byte < 0x80:
        code[0] = byte
        return 1
    if byte < 0xE0:
        code[0] = (byte & 31) << 6 | (data[1] & 63)
        return 2
    if byte < 0xF0:
        code[0] = (byte & 15) << 12 | (data[1] & 63) << 6 | (data[2] & 63)
        return 3
    code[0] = (byte & 7) << 18 | (data[1] & 63) << 12 | (data[2] & 63) << 6 | (data[3] & 63)
    return 4


cdef Py_ssize_t _length(const uint8_t* data, Py_ssize_t size) noexcept nogil:
    """The number of characters."""
    cdef Py_ssize_t i, count = 0
    for i in range(size):
        count += (data[i] & 0xC0) != 0x80
    return count


cdef Py_ssize_t _copy(
    uint8_t* out, const uint8_t* data, const uint8_t* gone, Py_ssize_t count
) noexcept nogil:
    """Copy the characters of a line that stay; how many bytes they have."""
    cdef Py_ssize_t k, kept = 0
    cdef const uint8_t* start = data  # of what stays and is not copied yet
    cdef uint8_t byte
    for k in range(count):
        byte = data[0]
        if gone[k]:
            memcpy(out + kept, start, data - start)
            kept += data - start
        data += 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
        if gone[k]:
            start = data
    memcpy(out + kept, start, data - start)
    return kept + (data - start)


cdef inline bint _is_around(uint32_t code) noexcept nogil:
    """Whether what stands between two of these is itself meant: in code, or a cell of a table."""
    return code == 0x22 or code == 0x27 or code == 0x60 or code == 0x09


cdef inline bint _is_range(uint32_t dash, uint32_t other) noexcept nogil:
    """Whether a hyphen beside an invisible character may make it the end of a range."""
    return dash == 0x2D and not 0x20 <= other <= 0x7E


cdef inline bint _is_bidi_mark(uint32_t code) noexcept nogil:
    return code == 0x200E or code == 0x200F or code == 0x061C


cdef inline bint _is_bidi(uint32_t code) noexcept nogil:
    return _is_bidi_mark(code) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


cdef inline bint _is_stray(uint32_t code) noexcept nogil:
    """What no writing needs, alone or beside others of its kind."""
    return (
        code == 0xAD or 0x2061 <= code <= 0x2065 or 0x206A <= code <= 0x206F or code == 0xFEFF
        or 0x80 <= code <= 0x9F or 0xFFF0 <= code <= 0xFFFC
        or (0xE0000 <= code <= 0xE0FFF and not 0xE0100 <= code <= 0xE01EF)
    )


cdef inline bint _is_other(uint32_t code) noexcept nogil:
    """What beside zero-width spaces makes a payload of them; see density.py."""
    return (
        0x200C <= code <= 0x200F or 0x2060 <= code <= 0x2064 or 0x206A <= code <= 0x206F
        or code == 0xFEFF
    )


cdef inline bint _is_control(uint32_t code) noexcept nogil:
    """Whether a character is an explicit control of direction."""
    return 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


cdef inline bint _is_strewn(uint32_t code) noexcept nogil:
    """What is strewn after letters; see density.py."""
    return (
        0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E or 0x2060 <= code <= 0x2064
        or 0x2066 <= code <= 0x206F or code == 0xFEFF
    )


cdef inline bint _is_alien(uint32_t code) noexcept nogil:
    return (
        0x2060 <= code <= 0x2064 or 0x206A <= code <= 0x206F or code == 0xFEFF
        or 0xE0000 <= code <= 0xE0FFF
    )


cdef class Line:
    """The characters of a line with their classes, and which of them go."""

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

    cdef bint judged(self) noexcept nogil:
        """Mark what goes, until nothing more does; no if there is something not judged here."""
        cdef bint known
        self.codes += 3
        self.kinds += 3
        while True:
            known = self.find_runs()
            if not known or not self.count:
                break
            memset(self.goes, 0, self.length)
            if self.has_controls and self.is_rtl:
                self.find_idle()
            known = self.weigh() and self.decide()
            if not known or not self.is_changed():
                break
            self.length = self.compacted()  # what is left is looked at again
            self.any_gone = True
        self.codes -= 3
        self.kinds -= 3
        return known

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

    cdef bint is_changed(self) noexcept nogil:
        cdef Py_ssize_t k, j
        for k in range(self.count):
            for j in range(self.runs[k].start, self.runs[k].end):
                if self.goes[j]:
                    return True
        return False

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
            self.runs[self.count].start = i
            self.runs[self.count].end = end
            self.runs[self.count].in_streak = False
            self.runs[self.count].is_bidi = is_bidi
            self.runs[self.count].is_stray = is_stray
            self.count += 1
            i = end
        return True

    cdef void find_idle(self) noexcept nogil:
        """Mark the controls that do nothing wherever they stand; see bidi.py."""
        cdef Py_ssize_t k, i, depth = 0, isolates = 0, start
        cdef uint32_t code
        for k in range(self.count):
            for i in range(self.runs[k].start, self.runs[k].end):
                self.partner[i] = -1
        for k in range(self.count):
            for i in range(self.runs[k].start, self.runs[k].end):
                code = self.codes[i]
                if not _is_control(code):
                    continue
                start = -1
                if code == 0x2069:
                    while isolates:
                        depth -= 1
                        if 0x2066 <= self.codes[self.open[depth]] <= 0x2068:
                            start = self.open[depth]
                            isolates -= 1
                            break
                elif code == 0x202C:
                    if depth and not 0x2066 <= self.codes[self.open[depth - 1]] <= 0x2068:
                        depth -= 1
                        start = self.open[depth]
                else:
                    isolates += 0x2066 <= code <= 0x2068
                    self.open[depth] = <int>i
                    depth += 1
                    continue
                if start < 0:
                    self.partner[i] = -2  # it ends nothing
                    continue
                self.partner[start] = <int>i
                if i < start + REACH and self.is_empty(start, i):
                    memset(self.goes + start, True, i + 1 - start)
        for k in range(self.count):
            for i in range(self.runs[k].start, self.runs[k].end):
                code = self.codes[i]
                if code == 0x202D or code == 0x202E:
                    self.goes[i] = True
                    if self.partner[i] >= 0:
                        self.goes[self.partner[i]] = True
                elif self.partner[i] == -2:
                    self.goes[i] = True

    cdef inline bint is_empty(self, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
        cdef Py_ssize_t k
        for k in range(start + 1, end):
            if not _is_bidi_mark(self.codes[k]) and not self.goes[k]:
                return False
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

    cdef bint decide(self) noexcept nogil:
        cdef Py_ssize_t k, j
        cdef int verdict
        for k in range(self.count):
            if self.runs[k].is_bidi and self.codes[self.runs[k].start - 1] != 0x1F3F4:
                self.decide_bidi(&self.runs[k])
                continue
            verdict = self.stays(&self.runs[k])
            if verdict < 0:
                return False
            for j in range(self.runs[k].start + (verdict == 2), self.runs[k].end):
                self.goes[j] = verdict != 1
        return True

    cdef void decide_bidi(self, Run* run) noexcept nogil:
        """Marks and controls of direction; those that are idle are marked already."""
        cdef Py_ssize_t k, alive = 0, marks = 0, one = -1
        cdef uint32_t after = self.codes[run.end]
        cdef bint is_meant = self.codes[run.start - 1] == after and _is_around(after)
        for k in range(run.start, run.end):
            if not self.goes[k]:
                alive += 1
                marks += _is_bidi_mark(self.codes[k])
                one = k
        if not self.is_rtl or run.in_streak:
            if not (is_meant and marks == run.end - run.start == 1) or run.in_streak:
                memset(self.goes + run.start, True, run.end - run.start)
        elif alive == 1:
            if not is_meant:
                self.goes[one] = self.is_idle_mark(self.codes[one], run.start, run.end)
        elif marks > MARKS_IN_A_ROW:
            for k in range(run.start, run.end):
                self.goes[k] |= _is_bidi_mark(self.codes[k])

    cdef bint is_idle_mark(self, uint32_t code, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
        """Whether a mark of direction does nothing; see bidi.py."""
        cdef uint32_t left = self.kinds[start - 1], right = self.kinds[end]
        if not _is_bidi_mark(code):
            return False
        if left & right & LETTER:
            return (left & RTL) == (right & RTL)
        if code == 0x200E and not self.too_many_marks:
            return False
        start -= 1
        while start >= 0 and (self.codes[start] == 0x20 or self.codes[start] == 0xA0):
            start -= 1
        while end < self.length and (self.codes[end] == 0x20 or self.codes[end] == 0xA0):
            end += 1
        if start < 0 or end >= self.length:
            return False
        left, right = self.kinds[start], self.kinds[end]
        return (left & right & LETTER) != 0 and (left & right & RTL) != 0

    cdef int stays(self, Run* run) noexcept nogil:
        """1 if a run stays, 0 if it goes, 2 if its first character stays, -1 if it is not known."""
        cdef Py_ssize_t start = run.start, end = run.end
        cdef uint32_t code = self.codes[start], left = self.kinds[start - 1], right = self.kinds[end]
        cdef uint32_t before = self.codes[start - 1], after = self.codes[end]
        if before == 0x1F3F4 and code != ZWJ and code != 0xFE0F:
            return -1
        if run.is_stray and end > start + 1:
            return 0
        if run.in_streak:
            if end == start + 1 and code == ZWJ and left & EMOJI and right & PICTOGRAPH:
                return 1
            return 0
        if end == start + 1 and before == after and _is_around(before):
            return 1
        if code == ZWSP:
            if not self.parts_words(start, end, left, right):
                return 0
            return 1 if end == start + 1 else 2
        if end == start + 2:
            return 1 if left & EMOJI and right & PICTOGRAPH else -1
        if code == ZWNJ or code == ZWJ:
            return self.joins(code, start, end, left, right, before)
        if code == 0xFE0F:
            return (left & STYLED_EMOJI) != 0
        if code == 0xFE0E:
            return (left & STYLED_TEXT) != 0
        if 0xE0100 <= code <= 0xE01EF:
            return 1 if left & IDEOGRAPH and not self.too_many_selectors else 0
        if _is_bidi(code):
            return -1  # behind a black flag
        if code == 0x2060:
            return self.holds(before, after, left)
        if _is_stray(code):
            return 0
        return -1

    cdef bint holds(self, uint32_t before, uint32_t after, uint32_t left) noexcept nogil:
        """Whether a word joiner is set as in books: before a dash or the space of an ellipsis."""
        if self.too_many_spaces or before == 0:
            return False
        if before == 0x200A:
            return after == 0x2013 or after == 0x2014 or after == 0x2026
        return not left & SPACE and (after == 0x200A or after == 0x2013 or after == 0x2014)

    cdef bint parts_words(
        self, Py_ssize_t start, Py_ssize_t end, uint32_t left, uint32_t right
    ) noexcept nogil:
        if self.too_many_spaces or start == 0 or end == self.length or (left | right) & SPACE:
            return False
        if self.is_inside_syllable(start, end):
            return False
        return (left | right) & SPACELESS != 0

    cdef bint joins(
        self, uint32_t code, Py_ssize_t start, Py_ssize_t end, uint32_t left, uint32_t right,
        uint32_t before,
    ) noexcept nogil:
        cdef Py_ssize_t i
        cdef uint32_t base
        cdef bint ahead, behind
        if code == ZWJ and right & PICTOGRAPH and (left & EMOJI or before == 0x20E3):
            return True
        if left & INDIC:
            if left & VIRAMA:
                return True
            if not self.too_many_joiners and right & INDIC:
                return (right & MARK) != 0
        if self.too_many_joiners:
            return False
        i = start - 1
        while i >= 0 and i > start - 1 - FAR and self.kinds[i] & TRANSPARENT:
            i -= 1
        behind = (self.kinds[i] & CURSIVE) != 0 if i >= 0 else False
        base = self.codes[i] if i >= 0 else 0
        i = end
        while i < self.length and i < end + FAR and self.kinds[i] & TRANSPARENT:
            i += 1
        ahead = i < self.length and (self.kinds[i] & CURSIVE) != 0
        if code == ZWJ:
            return ahead or behind
        return behind and (ahead or base == 0x0647)


cdef void* _grown(void* old, size_t size) except NULL:
    cdef void* new = realloc(old, size)
    if new == NULL:
        raise MemoryError
    return new
