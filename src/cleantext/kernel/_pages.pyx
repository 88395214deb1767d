# cython: language_level=3, boundscheck=False, wraparound=False
"""Code pages, compiled: see `pages.py` and `pages.h`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memchr, memcmp

cdef extern from "Python.h":
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)

cdef extern from "pages.h":
    ctypedef struct letters_model:
        pass
    ctypedef struct pages_table:
        uint32_t count
    ctypedef struct pages_image:
        size_t start
        size_t end
        size_t made
        size_t size
        int gain
    enum:
        PAGES_ENOUGH
        PAGES_EXCERPT
    int letters_open(letters_model*, const uint8_t*, size_t) nogil
    uint32_t letters_point(const uint8_t*, size_t, size_t*) nogil
    int pages_open(pages_table*, const uint8_t*, size_t) nogil
    uint64_t pages_possible(const pages_table*, const uint32_t*, size_t) nogil
    size_t pages_images(
        const pages_table*, const uint32_t*, size_t, uint32_t, pages_image*, uint32_t*) nogil
    int pages_gain(
        const letters_model*, const uint32_t*, size_t, const pages_image*, const uint32_t*) nogil
    uint64_t pages_lossy(const pages_table*, const uint32_t*, size_t) nogil
    size_t pages_excerpt(const uint32_t*, size_t) nogil
    void pages_costs(const letters_model*, const uint32_t*, size_t, int*) nogil
    int pages_misread(
        const pages_table*, const letters_model*, const uint32_t*, size_t, const int*, uint32_t,
        uint32_t
    ) nogil
    bint pages_lost_signs(
        const pages_table*, const letters_model*, const uint32_t*, size_t) nogil
    bint pages_is_dear(
        const pages_table*, const letters_model*, const uint32_t*, size_t) nogil


cdef class Pages:
    cdef pages_table table
    cdef letters_model model
    cdef const uint8_t[::1] data
    cdef const uint8_t[::1] letters

    def __init__(self, table, letters):
        self.data = table
        self.letters = letters.table
        if not len(table) or not pages_open(&self.table, &self.data[0], len(table)):
            raise ValueError("not a table of pages")
        letters_open(&self.model, &self.letters[0], len(self.letters))

    def alarms(self, bytes text not None):
        cdef const uint8_t* data = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t length = PyBytes_GET_SIZE(text)
        cdef size_t at = 0, start = 0, end, characters, offset = 0, points_size = 0
        cdef const uint8_t* feed
        cdef Line line
        cdef list found = []
        line = Line.__new__(Line)
        while start < length:
            # The next character beyond ASCII, and the line that it stands in.
            at = _next(data, length, start)
            if at == length:
                break
            end = at
            while at > start and data[at - 1] != 10:
                at -= 1
            offset += at - start
            feed = <const uint8_t*> memchr(data + end, 10, length - end)
            end = feed - data if feed != NULL else length
            line.read(data + at, end - at)
            reasons = self._reasons(line)
            if reasons:
                found.append((offset, offset + line.length, reasons))
            offset += line.length + 1
            start = end + 1
        return found

    def misread(self, bytes text not None, bytes ways not None):
        cdef Line line = Line.__new__(Line)
        cdef const uint8_t* pair = <const uint8_t*> PyBytes_AS_STRING(ways)
        cdef size_t start, size, i
        cdef int[PAGES_EXCERPT] costs
        cdef int gain
        cdef list gains = []
        line.read(<const uint8_t*> PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text))
        start = pages_excerpt(line.points, line.length)
        size = min(line.length - start, <size_t> PAGES_EXCERPT)
        pages_costs(&self.model, line.points + start, size, costs)
        for i in range(PyBytes_GET_SIZE(ways) // 2):
            gain = pages_misread(
                &self.table, &self.model, line.points + start, size, costs, pair[2 * i],
                pair[2 * i + 1])
            if gain:
                gains.append((i, gain))
        return gains

    cdef int _reasons(self, Line line):
        cdef uint64_t pages
        cdef uint32_t page
        cdef size_t count, i
        cdef int reasons = 0
        if pages_is_dear(&self.table, &self.model, line.points, line.length):
            reasons |= 1
        if pages_lost_signs(&self.table, &self.model, line.points, line.length):
            reasons |= 2
        pages = pages_possible(&self.table, line.points, line.length)
        if not pages:
            return reasons
        for page in range(self.table.count):
            if pages >> page & 1:
                count = pages_images(
                    &self.table, line.points, line.length, page, line.images, line.made)
                for i in range(count):
                    if pages_gain(
                        &self.model, line.points, line.length, line.images + i, line.made
                    ) >= PAGES_ENOUGH:
                        return reasons | 4
        return reasons

    def lossy(self, bytes text not None):
        cdef Line line = Line.__new__(Line)
        line.read(<const uint8_t*> PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text))
        return pages_lossy(&self.table, line.points, line.length)

    def images(self, bytes text not None):
        cdef Line line = Line.__new__(Line)
        cdef list found = [], known = [], each
        cdef uint64_t pages
        cdef uint32_t page
        cdef size_t count, i, k
        cdef pages_image* image
        line.read(<const uint8_t*> PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text))
        pages = pages_possible(&self.table, line.points, line.length)
        cdef uint64_t bits
        for page in range(self.table.count):
            if not pages >> page & 1:
                continue
            count = pages_images(
                &self.table, line.points, line.length, page, line.images, line.made)
            if not count:
                continue
            each = []
            for i in range(count):
                image = line.images + i
                each.append((
                    image.start, image.end,
                    PyUnicode_FromKindAndData(4, line.made + image.made, image.size),
                ))
            for k in range(<size_t> len(known)):
                if known[k] == each:
                    bits = found[k][0]
                    found[k] = (bits | <uint64_t> 1 << page, found[k][1])
                    break
            else:
                known.append(each)
                for i in range(count):
                    start, end, new = each[i]
                    each_gain = pages_gain(
                        &self.model, line.points, line.length, line.images + i, line.made)
                    if i == 0:
                        gains = []
                    gains.append((start, end, new, each_gain))
                found.append((<uint64_t> 1 << page, gains))
        return found


cdef size_t _next(const uint8_t* data, size_t length, size_t at) noexcept nogil:
    """Where the next byte beyond ASCII is."""
    cdef uint64_t word
    while at + 8 <= length:
        word = (<uint64_t*> (data + at))[0]
        if word & <uint64_t> 0x8080808080808080:
            break
        at += 8
    while at < length and data[at] < 0x80:
        at += 1
    return at


cdef class Line:
    """A line as code points, and room for what is found in it."""

    cdef uint32_t* points
    cdef uint32_t* made
    cdef pages_image* images
    cdef size_t length, room

    cdef int read(self, const uint8_t* data, size_t size) except -1:
        cdef size_t at = 0
        if size > self.room:
            self.free()
            self.room = size + 64
            self.points = <uint32_t*> PyMem_Malloc(self.room * sizeof(uint32_t))
            self.made = <uint32_t*> PyMem_Malloc(self.room * sizeof(uint32_t))
            self.images = <pages_image*> PyMem_Malloc(self.room * sizeof(pages_image))
            if self.points == NULL or self.made == NULL or self.images == NULL:
                raise MemoryError
        self.length = 0
        while at < size:
            self.points[self.length] = letters_point(data, size, &at)
            self.length += 1
        return 0

    cdef free(self):
        PyMem_Free(self.points)
        PyMem_Free(self.made)
        PyMem_Free(self.images)
        self.points = self.made = NULL
        self.images = NULL
        self.room = 0

    def __dealloc__(self):
        self.free()
