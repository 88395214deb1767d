"""What goes of a line: what rules/invisible/runs.py decides under its standard policy."""


cdef class Line(Row):
    """A line of which is decided what goes."""

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

    cdef bint is_changed(self) noexcept nogil:
        cdef Py_ssize_t k, j
        for k in range(self.count):
            for j in range(self.runs[k].start, self.runs[k].end):
                if self.goes[j]:
                    return True
        return False

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
