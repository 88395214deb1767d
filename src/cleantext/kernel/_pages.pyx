# cython: language_level=3, boundscheck=False, wraparound=False
"""Code pages, compiled: see `pages.py` and `pages_*.h`."""

from array import array

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.limits cimport INT_MIN
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memchr

cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object text, Py_ssize_t* size) except NULL
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)

cdef extern from "pages_anew.h":
    ctypedef struct letters_model:
        uint64_t* kept
    ctypedef struct pages_table:
        uint32_t count
    ctypedef struct pages_line:
        uint32_t* points
        uint16_t* numbers
        size_t length
    ctypedef struct pages_image:
        uint32_t start
        uint32_t end
        uint32_t made
        uint32_t size
    ctypedef struct pages_place:
        pass
    ctypedef struct pages_excerpt:
        pass
    bint letters_open(letters_model*, const uint8_t*, size_t)
    bint pages_open(pages_table*, const uint8_t*, size_t)
    size_t pages_next(const uint8_t*, size_t, size_t)
    size_t pages_read(const pages_table*, const uint8_t*, size_t, bint, pages_line*)
    bint pages_is_dear(const letters_model*, const pages_line*, bint*)
    bint pages_lost_signs(const pages_table*, const letters_model*, const pages_line*)
    bint pages_gains(
        const pages_table*, const letters_model*, const pages_line*, pages_image*, uint32_t*)
    uint32_t pages_number(const pages_table*, uint32_t)
    uint32_t pages_shown(const pages_table*, uint32_t, uint32_t, uint32_t)
    bint pages_has_wide(const pages_line*)
    bint pages_may_lack(const pages_line*)
    bint pages_is_wide(const pages_table*, const pages_line*, const uint8_t*, size_t)
    void pages_cut(const letters_model*, const pages_line*, pages_excerpt*)
    bint pages_shows(const pages_table*, const pages_excerpt*, uint32_t)
    int pages_misread(
        const pages_table*, const letters_model*, const pages_excerpt*, uint32_t, uint32_t)
    uint64_t pages_possible(const pages_table*, const pages_line*, size_t, size_t)
    size_t pages_images(
        const pages_table*, const pages_line*, size_t, size_t, uint32_t, pages_image*, uint32_t*)
    ctypedef struct pages_way:
        uint64_t bits
        uint32_t page
    const pages_way* pages_outright(
        const pages_table*, const letters_model*, const pages_line*, const int32_t*, pages_image*,
        uint32_t*, pages_way*)
    size_t pages_inside(const pages_image*, size_t)
    void pages_at(const letters_model*, const pages_line*, size_t, size_t, pages_place*)
    int pages_gain(
        const letters_model*, const pages_line*, const pages_place*, const uint32_t*, size_t, int)

cdef extern from "pages_gaps.h":
    size_t pages_tell(const uint32_t*, const uint16_t*, size_t, uint16_t*)
    uint64_t pages_lossy(const pages_table*, const uint16_t*, size_t)


cdef class Pages:
    cdef pages_table table
    cdef letters_model model
    cdef const uint8_t[::1] data
    cdef const uint8_t[::1] letters
    cdef uint64_t[::1] kept

    def __init__(self, table, letters):
        self.data = table
        self.letters = letters.table
        if not len(table) or not pages_open(&self.table, &self.data[0], len(table)):
            raise ValueError("not a table of pages")
        letters_open(&self.model, &self.letters[0], len(self.letters))
        self.kept = letters.kept
        self.model.kept = &self.kept[0]

    def alarms(
        self, str text not None, bytes ways not None=b"", bytes viewers not None=b"",
        bytes near not None=b""
    ):
        cdef bint is_strange
        cdef bytes copy
        cdef Py_ssize_t size
        cdef const uint8_t* data
        cdef size_t at = 0, start = 0, end, count, offset = 0
        cdef const uint8_t* feed
        cdef const uint8_t* eyes = <const uint8_t*> PyBytes_AS_STRING(viewers)
        cdef int reasons
        cdef Line line = Line.__new__(Line)
        cdef object found = array("I")
        cdef object append = found.append
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
            reasons = pages_is_dear(&self.model, &line.row, &is_strange)
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
            elif is_strange and PyBytes_GET_SIZE(near):
                line.read(self, data + at, end - at, False)
                reasons |= 8 * (self.anew(line, near, None) > 0)
            if reasons:
                reasons |= 16 * pages_has_wide(&line.row) | 32 * pages_may_lack(&line.row)
                append(offset)
                append(offset + count)
                append(reasons)
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
        cdef pages_line* row = &line.row
        cdef uint16_t* told = <uint16_t*> line.made
        return pages_lossy(
            &self.table, told, pages_tell(row.points, row.numbers, row.length, told))

    def images(self, bytes text not None, bint is_all=False):
        cdef Line line = self.line(text)
        cdef pages_line* row = &line.row
        cdef uint64_t pages = pages_possible(&self.table, row, 0, row.length)
        cdef uint32_t page
        cdef size_t count, i, high = 0
        cdef pages_image* image
        cdef pages_place place
        cdef dict found = {}, texts = {}
        # By where they begin, as the page before told them: a table of all took 300 bytes for each.
        cdef list latest = [None] * row.length
        cdef object made, last
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
                made = texts.setdefault(new, new)
                last = latest[image.start]
                if last is None or last[1] != image.end or last[2] is not made:
                    pages_at(&self.model, row, image.start, image.end, &place)
                    last = image.start, image.end, made, pages_gain(
                        &self.model, row, &place, line.made + image.made, image.size, INT_MIN)
                    latest[image.start] = last
                each.append(last)
            if each:
                known = tuple(each)
                found[known] = found.get(known, 0) | <uint64_t> 1 << page
        return [(bits, list(known)) for known, bits in found.items()]

    def outright(self, bytes text not None, const int32_t[::1] rarity not None):
        cdef Line line = self.line(text)
        cdef pages_way ways[64]
        cdef const pages_way* way
        if <uint32_t> len(rarity) < self.table.count:
            raise ValueError("rarities of all pages are needed")
        way = pages_outright(
            &self.table, &self.model, &line.row, &rarity[0], line.images, line.made, ways)
        if way == NULL:
            return None
        return way.bits, self.read(line, way.page)

    cdef list read(self, Line line, uint32_t page):
        """The images of a line through a page."""
        cdef pages_line* row = &line.row
        cdef size_t i
        cdef pages_image* image
        cdef pages_place place
        cdef list found = []
        for i in range(
            pages_images(&self.table, row, 0, row.length, page, line.images, line.made)
        ):
            image = line.images + i
            pages_at(&self.model, row, image.start, image.end, &place)
            new = PyUnicode_FromKindAndData(4, line.made + image.made, image.size)
            found.append((image.start, image.end, new, pages_gain(
                &self.model, row, &place, line.made + image.made, image.size, INT_MIN)))
        return found

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
            # of two characters at the least, of two bytes each
            self.images = <pages_image*> PyMem_Malloc((self.room // 4 + 1) * sizeof(pages_image))
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
