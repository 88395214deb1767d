# Part of `_profile.pyx`: what is counted in a line.

cdef class LineCounter(ChunkCounter):
    cdef void line(
        self, counts* c, const uint8_t* s, size_t size, uint8_t* scratch
    ) noexcept nogil:
        cdef const uint8_t* plain = s
        cdef size_t i, j, k, start, end, first = 0, first_end = 0, previous = 0, last = 0, total = 0
        cdef size_t begin, stop, width, counted = 0
        cdef long placeholders = 0, column = 0
        cdef bint is_plain, is_closed = False, is_gap, has_tab, is_outside, was_lead = False
        cdef bint is_blanked = False, is_statement = False, is_clause
        if memchr(s, c"<", size) != NULL or memchr(s, c"]", size) != NULL or (
            memchr(s, c"&", size) != NULL
        ):
            memcpy(scratch, s, size)
            plain = scratch
            i = 0
            while i < size:
                if s[i] == c"<":
                    if i + 1 < size and s[i + 1] == c"/":
                        is_closed = True
                    j = tag_at(s, i, size)
                    if j:
                        is_blanked = True
                        placeholders += is_placeholder(s, i, j)
                        for k in range(i, j):
                            scratch[k] = 11
                        i = j
                        continue
                elif s[i] == c"&":
                    j = entity_at(s, i, size)
                    if j:
                        is_blanked = True
                        for k in range(i, j):
                            scratch[k] = 11
                        i = j
                        continue
                elif s[i] == c"]":
                    j = target_at(s, i, size)
                    if j:
                        is_blanked = True
                        for k in range(i, j):
                            scratch[k] = 11
                        i = j
                        continue
                i += 1
            if not is_closed:
                c.arguments += placeholders
        i = 0
        while True:
            while i < size and CLASS[plain[i]] & SPACE:
                i += 1
            if i == size:
                break
            start = i
            i = self.plain_word(c, plain, start, size)
            is_plain = i > 0
            if not is_plain:
                i = start
                while i < size and not CLASS[plain[i]] & SPACE:
                    i = beyond(plain, i + 1, size)
            end = i
            if not is_plain and not total and not was_lead and is_lead(plain + start, end - start):
                # A mark of a comment or an item, if anything follows.
                k = i
                while k < size and CLASS[plain[k]] & SPACE:
                    k += 1
                if k < size:
                    was_lead = True
                    continue
            total += 1
            c.visible += end - start
            is_gap = False
            if total > 1:
                width = start - previous
                if is_blanked:
                    for k in range(previous, start):
                        width -= plain[k] == 11
                has_tab = memchr(plain + previous, 9, start - previous) != NULL
                is_gap = width > 1 or (width == 1 and has_tab)
                if is_gap and not is_end(plain + last, previous - last):
                    c.gaps += 1
                    c.wide += width > 2 or has_tab
                    column += columns(s, counted, start)
                    c.starts |= (<uint64_t> 1) << (column & 63)
                    column += columns(s, start, end)
                    c.ends |= (<uint64_t> 1) << (column & 63)
                    counted = end
            else:
                first, first_end = start, end
                if is_in(KEYWORDS, plain + start, end - start) or is_assigned(
                    plain + start, end - start
                ):
                    c.signs += 1
                    is_statement = True
            if total == 1 or is_gap:
                c.keyed += is_keyed(plain + start, end - start)
            previous, last = end, start
            if is_plain:
                continue
            if total <= 3 and is_time(plain + start, end - start):
                c.log = 1
            c.arguments += self.is_argument(plain + start, end - start)
            k = start
            if start and plain[start - 1] == 11:
                while k < end and plain[k] in (c".", c",", c";", c":", c")"):
                    k += 1
            self.chunk(c, plain + start, end - start, k - start)
        c.is_markup = is_blanked
        c.chunks = total
        if not total:
            c.arguments = 0
            return
        is_clause = c.words == total and total > 6 and c.small > 1
        c.signs += plain[previous - 1] in (c"{", c"}") or (
            plain[previous - 1] == c";" and not is_clause
        )
        c.signs += is_statement and previous - last > 1 and plain[previous - 1] == c":" and (
            plain[previous - 2] == c")"
        )
        c.signs += plain[first] in (c"{", c"}", c"]", c")")
        c.ended = is_end(plain + last, previous - last)
        k = first
        while k < first_end and plain[k] in (c"[", c"(", c"{"):
            k += 1
        if k < first_end and plain[k] in (c'"', c"'"):
            if previous - last > 1 and plain[previous - 1] == c"," and plain[previous - 2] in (
                c'"', c"'"
            ):
                c.string = 1
            else:
                for i in range(size - 1):
                    if plain[i + 1] == c":" and plain[i] in (c'"', c"'"):
                        c.string = 1
                        break
        begin, stop = 0, size
        while begin < stop and s[begin] in (32, 13):
            begin += 1
        while begin < stop and s[stop - 1] in (32, 13):
            stop -= 1
        is_outside = True
        i = beyond(s, begin, stop)
        while i < stop:
            if s[i] == c'"':
                is_outside = not is_outside
            elif is_outside and MARK[s[i]]:
                k = MARK[s[i]] - 1
                c.marks[k] += 1
                c.spaced[k] += i + 1 < stop and s[i + 1] == 32
            i = beyond(s, i + 1, stop)

    cdef inline bint is_argument(self, const uint8_t* s, size_t n) noexcept nogil:
        cdef size_t k
        if n > 1 and s[0] == c"[" and s[1] == c"-":
            return True
        if n > 2 and s[0] == c"[" and memchr(s + 2, c"]", n - 2) != NULL:
            return True
        if n > 2 and s[0] == c"{" and memchr(s + 2, c"}", n - 2) != NULL:
            return True
        if n > 3 and memcmp(s + n - 3, b"...", 3) == 0 and (
            CLASS[s[0]] & UPPER or s[0] in (c"[", c"<")
        ):
            return True
        if n < 3 or memchr(s + 1, c"|", n - 2) == NULL:
            return False
        for k in range(1, n - 1):
            if s[k] == c"|" and CLASS[s[k - 1]] & NAME and CLASS[s[k + 1]] & NAME:
                return True
        return False
