# Part of `_speedups.pyx`: UTF-8 examined as it was read, before any of it becomes a string.

cdef extern from *:
    """
    #include <stdint.h>
    #include <string.h>
    #ifdef __GLIBC__
    #include <malloc.h>
    #endif

    static inline void cleantext_keep_memory(int most) {
    #ifdef __GLIBC__
        mallopt(M_MMAP_THRESHOLD, most / 2);
        mallopt(M_TRIM_THRESHOLD, most);
    #endif
    }

    /* Whether 64 bytes all lie in one of two ranges; compilers make vector code of it. */
    static inline int cleantext_calm(
        const uint8_t* data, uint8_t low, uint8_t span, uint8_t other_low, uint8_t other_span
    ) {
        uint8_t odd = 0;
        for (int k = 0; k < 64; k++) {
            uint8_t far = (uint8_t)(data[k] - low) > span;
            uint8_t too = (uint8_t)(data[k] - other_low) > other_span;
            odd |= far & too;
        }
        return !odd;
    }

    /* Whether 64 bytes that begin with a character are UTF-8 of one to three bytes a character, but
       for leads E0 and ED, which want a closer look; a last character may be cut off. */
    static inline int cleantext_is_plain(const uint8_t* data) {
        uint8_t any[66] = {0}, three[66] = {0};  /* at k + 2: whether byte k leads */
        uint8_t odd = 0;
        for (int k = 0; k < 64; k++) {
            uint8_t byte = data[k];
            uint8_t is_three = (uint8_t)((uint8_t)(byte - 0xE1) < 0x0F) & (uint8_t)(byte != 0xED);
            any[k + 2] = (uint8_t)((uint8_t)(byte - 0xC2) < 0x1E) | is_three;
            three[k + 2] = is_three;
        }
        for (int k = 0; k < 64; k++) {
            uint8_t is_more = (uint8_t)((data[k] & 0xC0) == 0x80);
            uint8_t is_known = (uint8_t)(data[k] < 0x80) | is_more | any[k + 2];
            odd |= (uint8_t)(is_more ^ (uint8_t)(any[k + 1] | three[k])) | (uint8_t)(is_known ^ 1);
        }
        return !odd;
    }

    /* Where the last whole character of 64 such bytes ends. */
    static inline int cleantext_plain_end(const uint8_t* data) {
        return data[63] >= 0xC0 ? 63 : data[62] >= 0xE0 ? 62 : 64;
    }

    static inline int cleantext_count_more(const uint8_t* data, int size) {
        int more = 0;
        for (int k = 0; k < size; k++)
            more += (data[k] & 0xC0) == 0x80;
        return more;
    }

    static inline int cleantext_is_ascii(const uint8_t* data) {
        uint64_t eight;
        memcpy(&eight, data, 8);
        return !(eight & 0x8080808080808080u);
    }
    """
    bint cleantext_calm(
        const uint8_t* data, uint8_t low, uint8_t span, uint8_t other_low, uint8_t other_span
    ) noexcept nogil
    bint cleantext_is_plain(const uint8_t* data) noexcept nogil
    int cleantext_plain_end(const uint8_t* data) noexcept nogil
    int cleantext_count_more(const uint8_t* data, int size) noexcept nogil
    bint cleantext_is_ascii(const uint8_t* data) noexcept nogil
    void cleantext_keep_memory(int most)

cdef enum:
    STRIDE = 64
    KEPT = 1 << 26  # bytes


def keep_memory():
    """Let this process keep some memory that is free for what it needs next, where it can."""
    cleantext_keep_memory(KEPT)


def examine(Table table, const uint8_t[:] data):
    """How many bytes are whole characters of UTF-8, how many characters, whether a gate fires."""
    cdef Py_ssize_t length = data.shape[0], end, count = 0
    cdef bint fires = False
    if length == 0:
        return 0, 0, False
    if table.calm < 0:
        _find_calm(table)
    with nogil:
        end = _examine(table, &data[0], length, &count, &fires)
    return end, count, fires


cdef Py_ssize_t _examine(
    Table table, const uint8_t* data, Py_ssize_t length, Py_ssize_t* count, bint* fires
) noexcept nogil:
    """The offset at which UTF-8 is broken, or where a character is cut off, or `length`."""
    cdef Py_ssize_t i = 0, stop
    cdef Py_ssize_t more = 0  # bytes of characters beyond the first of each
    cdef uint8_t* hot = &table.hot[0]
    cdef uint8_t* pair = &table.bytes_hot[0]
    cdef uint8_t* flat = &table.flat[0]
    cdef uint8_t low = table.calm_low[0], span = table.calm_span[0]
    cdef uint8_t other_low = table.calm_low[1], other_span = table.calm_span[1]
    cdef uint32_t before = flat[LINE_FEED], here, code
    cdef uint8_t found = 0
    cdef bint is_whole = True
    cdef Py_ssize_t last = length - STRIDE if table.calm else -1  # where a whole stride begins
    while i < length and is_whole:
        if i <= last and cleantext_calm(data + i, low, span, other_low, other_span):
            found |= hot[before << 8 | flat[data[i]]]
            i += STRIDE
            while i <= last and cleantext_calm(data + i, low, span, other_low, other_span):
                i += STRIDE
            before = flat[data[i - 1]]
            continue
        if found and i + STRIDE <= length and cleantext_is_plain(data + i):
            # No more than that it is text is asked now.
            stop = i + cleantext_plain_end(data + i)
            more += cleantext_count_more(data + i, stop - i)
            i = stop
            continue
        stop = min(i + STRIDE, length)
        while i < stop:
            code = data[i]
            if code < 0x80:
                if i + 8 < length and cleantext_is_ascii(data + i):
                    found |= hot[before << 8 | flat[code]] | (
                        pair[code << 8 | data[i + 1]] | pair[data[i + 1] << 8 | data[i + 2]]
                        | pair[data[i + 2] << 8 | data[i + 3]]
                        | pair[data[i + 3] << 8 | data[i + 4]]
                        | pair[data[i + 4] << 8 | data[i + 5]]
                        | pair[data[i + 5] << 8 | data[i + 6]]
                        | pair[data[i + 6] << 8 | data[i + 7]]
                    )
                    before = flat[data[i + 7]]
                    i += 8
                    continue
                here = flat[code]
                i += 1
            elif code < 0xE0:
                if code < 0xC2 or i + 1 >= length or not _continues(data[i + 1]):
                    is_whole = False
                    break
                here = flat[(code & 0x1F) << 6 | (data[i + 1] & 0x3F)]
                i += 2
                more += 1
            elif code < 0xF0:
                if i + 2 >= length or not _continues(data[i + 1]) or not _continues(data[i + 2]):
                    is_whole = False
                    break
                code = (code & 0x0F) << 12 | (data[i + 1] & 0x3F) << 6 | (data[i + 2] & 0x3F)
                if code < 0x800 or 0xD800 <= code < 0xE000:
                    is_whole = False
                    break
                here = flat[code]
                i += 3
                more += 2
            else:
                if (
                    i + 3 >= length or not _continues(data[i + 1])
                    or not _continues(data[i + 2]) or not _continues(data[i + 3])
                ):
                    is_whole = False
                    break
                code = (
                    (code & 0x07) << 18 | (data[i + 1] & 0x3F) << 12
                    | (data[i + 2] & 0x3F) << 6 | (data[i + 3] & 0x3F)
                )
                if code < 0x10000 or code > 0x10FFFF:
                    is_whole = False
                    break
                here = table.class_of(code)
                i += 4
                more += 3
            found |= hot[before << 8 | here]
            before = here
    count[0] = i - more
    fires[0] = found != 0 or (i > 0 and table.is_pair(before, flat[LINE_FEED]))
    return i


cdef inline bint _continues(uint8_t byte) noexcept nogil:
    return (byte & 0xC0) == 0x80


cdef int _find_calm(Table table) except -1:
    """Find two ranges of ASCII no two of whose characters, side by side, make a gate fire.

    Of a pair that does, one character is left out: the one with the most such pairs.
    """
    cdef int a, b
    calm = [a for a in range(0x80) if not table.single[table.flat[a]]]
    pairs = [
        (a, b) for a in calm for b in calm if table.is_pair(table.flat[a], table.flat[b])
    ]
    while pairs:
        counts = [sum(code in pair for pair in pairs) for code in range(0x80)]
        worst = counts.index(max(counts))
        calm.remove(worst)
        pairs = [pair for pair in pairs if worst not in pair]
    runs = {}  # by what all codes of a run have in common: how far they are from their rank
    for rank, code in enumerate(calm):
        runs.setdefault(code - rank, []).append(code)
    # Space and line feed stand in every text; letters in runs of many.
    best = sorted(
        runs.values(), key=lambda run: -len(run) - 20 * (0x20 in run) - 10 * (LINE_FEED in run)
    )
    table.calm = 0 if not best else 1
    for a in range(2 if best else 0):
        run = best[min(a, len(best) - 1)]
        table.calm_low[a] = run[0]
        table.calm_span[a] = len(run) - 1
    return 0
