# cython: language_level=3, boundscheck=False, wraparound=False
"""Code pages, compiled: see `pages.py` and `pages.h`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.limits cimport INT_MIN
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memchr

cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object text, Py_ssize_t* size) except NULL
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)

cdef extern from "pages.h":
    ctypedef struct letters_model:
        uint64_t* kept
    enum:
        LETTERS_KEPT
    ctypedef struct pages_table:
        uint32_t count
    ctypedef struct pages_line:
        uint32_t* points
        uint16_t* numbers
        size_t length
    ctypedef struct pages_image:
        size_t start
        size_t end
        size_t made
        size_t size
    ctypedef struct pages_place:
        pass
    ctypedef struct pages_excerpt:
        pass
    bint letters_open(letters_model*, const uint8_t*, size_t)
    bint pages_open(pages_table*, const uint8_t*, size_t)
    size_t pages_next(const uint8_t*, size_t, size_t)
    size_t pages_read(const pages_table*, const uint8_t*, size_t, bint, pages_line*)
    bint pages_is_dear(const letters_model*, const pages_line*)
    bint pages_lost_signs(const pages_table*, const letters_model*, const pages_line*)
    bint pages_gains(
        const pages_table*, const letters_model*, const pages_line*, pages_image*, uint32_t*)
    uint32_t pages_number(const pages_table*, uint32_t)
    uint32_t pages_shown(const pages_table*, uint32_t, uint32_t, uint32_t)
    bint pages_is_wide(const pages_table*, const pages_line*, const uint8_t*, size_t)
    void pages_cut(const letters_model*, const pages_line*, pages_excerpt*)
    bint pages_shows(const pages_table*, const pages_excerpt*, uint32_t)
    int pages_misread(
        const pages_table*, const letters_model*, const pages_excerpt*, uint32_t, uint32_t)
    uint64_t pages_lossy(const pages_table*, const uint32_t*, size_t)
    uint64_t pages_possible(const pages_table*, const pages_line*, size_t, size_t)
    size_t pages_images(
        const pages_table*, const pages_line*, size_t, size_t, uint32_t, pages_image*, uint32_t*)
    size_t pages_inside(const pages_image*, size_t)
    void pages_at(const letters_model*, const pages_line*, size_t, size_t, pages_place*)
    int pages_gain(
        const letters_model*, const pages_line*, const pages_place*, const uint32_t*, size_t, int)


cdef class Pages:
    cdef pages_table table
    cdef letters_model model
    cdef uint64_t* kept
    cdef const uint8_t[::1] data
    cdef const uint8_t[::1] letters

    def __init__(self, table, letters):
        self.data = table
        self.letters = letters.table
        if not len(table) or not pages_open(&self.table, &self.data[0], len(table)):
            raise ValueError("not a table of pages")
        letters_open(&self.model, &self.letters[0], len(self.letters))
        self.model.kept = self.kept

    def __cinit__(self, *_):
        self.kept = <uint64_t*> calloc(LETTERS_KEPT, sizeof(uint64_t))

    def __dealloc__(self):
        free(self.kept)

    def alarms(self, str text not None, bytes ways not None=b"", bytes viewers not None=b""):
        cdef bytes copy
        cdef Py_ssize_t size
        cdef const uint8_t* data
        cdef size_t at = 0, start = 0, end, count, offset = 0
        cdef const uint8_t* feed
        cdef const uint8_t* eyes = <const uint8_t*> PyBytes_AS_STRING(viewers)
        cdef int reasons
        cdef Line line = Line.__new__(Line)
        cdef list found = []
        try:
            data = <const uint8_t*> PyUnicode_AsUTF8AndSize(text, &size)
        except UnicodeEncodeError:
            copy = text.encode("utf-8", "surrogatepass")
            data = <const uint8_t*> PyBytes_AS_STRING(copy)
            size = PyBytes_GET_SIZE(copy)
        cdef size_t length = size
        while start < length:
            # The next character beyond ASCII, and the line that it stands in.
            at = pages_next(data, length, start)
            if at == length:
                break
            end = at
            while at > start and data[at - 1] != 10:
                at -= 1
            offset += at - start
            feed = <const uint8_t*> memchr(data + end, 10, length - end)
            end = feed - data if feed != NULL else length
            count = line.read(self, data + at, end - at, True)
            reasons = pages_is_dear(&self.model, &line.row)
            if pages_lost_signs(&self.table, &self.model, &line.row):
                reasons |= 2
            if pages_gains(&self.table, &self.model, &line.row, line.images, line.made):
                reasons |= 4
            if reasons & 1 and PyBytes_GET_SIZE(ways):
                if pages_is_wide(&self.table, &line.row, eyes, PyBytes_GET_SIZE(viewers)):
                    reasons |= 8
                else:
                    line.read(self, data + at, end - at, False)
                    reasons |= 8 * (self.anew(line, ways, None) > 0)
            if reasons:
                found.append((offset, offset + count, reasons))
            offset += count + 1
            start = end + 1
        return found

    def misread(self, bytes text not None, bytes ways not None):
        cdef list gains = []
        self.anew(self.line(text), ways, gains)
        return gains

    def shown(self, str characters not None, uint32_t viewer, uint32_t page):
        cdef uint32_t new
        cdef list found = []
        for point in characters:
            new = pages_shown(&self.table, pages_number(&self.table, point), viewer, page)
            if not new:
                return ""
            found.append(chr(new))
        return "".join(found)

    def lossy(self, bytes text not None):
        cdef Line line = self.line(text)
        return pages_lossy(&self.table, line.row.points, line.row.length)

    def images(self, bytes text not None, bint is_all=False):
        cdef Line line = self.line(text)
        cdef pages_line* row = &line.row
        cdef uint64_t pages = pages_possible(&self.table, row, 0, row.length)
        cdef uint32_t page
        cdef size_t count, i, high = 0
        cdef pages_image* image
        cdef pages_place place
        cdef dict found = {}, gains = {}
        for i in range(row.length if is_all else 0):
            high += row.points[i] > 0x7F
        for page in range(self.table.count):
            if not pages >> page & 1:
                continue
            count = pages_images(
                &self.table, row, 0, row.length, page, line.images, line.made)
            if is_all and high != pages_inside(line.images, count):
                continue
            each = []
            for i in range(count):
                image = line.images + i
                new = PyUnicode_FromKindAndData(4, line.made + image.made, image.size)
                key = image.start, image.end, new
                if key not in gains:
                    pages_at(&self.model, row, image.start, image.end, &place)
                    gains[key] = (*key, pages_gain(
                        &self.model, row, &place, line.made + image.made, image.size, INT_MIN))
                each.append(gains[key])
            if each:
                known = tuple(each)
                found[known] = found.get(known, 0) | <uint64_t> 1 << page
        return [(bits, list(known)) for known, bits in found.items()]

    cdef Line line(self, bytes text):
        cdef Line line = Line.__new__(Line)
        line.read(self, <const uint8_t*> PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text), False)
        return line

    cdef int anew(self, Line line, bytes ways, list gains) except -1:
        """The ways that gain, by number, with the gain; without a list whether there is one."""
        cdef const uint8_t* pair = <const uint8_t*> PyBytes_AS_STRING(ways)
        cdef pages_excerpt excerpt
        cdef Py_ssize_t i
        cdef int gain, is_shown = False
        pages_cut(&self.model, &line.row, &excerpt)
        for i in range(PyBytes_GET_SIZE(ways) // 2):
            if i == 0 or pair[2 * i] != pair[2 * i - 2]:
                is_shown = pages_shows(&self.table, &excerpt, pair[2 * i])
            if not is_shown:
                continue
            gain = pages_misread(
                &self.table, &self.model, &excerpt, pair[2 * i], pair[2 * i + 1])
            if not gain:
                continue
            if gains is None:
                return 1
            gains.append((i, gain))
        return 0


cdef class Line:
    """A line as code points with their numbers, and room for what is found in it."""

    cdef pages_line row
    cdef uint32_t* made
    cdef pages_image* images
    cdef size_t room

    cdef size_t read(
        self, Pages pages, const uint8_t* data, size_t size, bint is_enough
    ) except? 0:
        if size > self.room:
            self.free()
            self.room = size + 64
            self.row.points = <uint32_t*> PyMem_Malloc(self.room * sizeof(uint32_t))
            self.row.numbers = <uint16_t*> PyMem_Malloc(self.room * sizeof(uint16_t))
            self.made = <uint32_t*> PyMem_Malloc(self.room * sizeof(uint32_t))
            self.images = <pages_image*> PyMem_Malloc(self.room * sizeof(pages_image))
            if not (self.row.points and self.row.numbers and self.made and self.images):
                raise MemoryError
        return pages_read(&pages.table, data, size, is_enough, &self.row)

    cdef free(self):
        PyMem_Free(self.row.points)
        PyMem_Free(self.row.numbers)
        PyMem_Free(self.made)
        PyMem_Free(self.images)
        self.row.points = self.made = NULL
        self.row.numbers = NULL
        self.images = NULL
        self.room = 0

    def __dealloc__(self):
        self.free()
