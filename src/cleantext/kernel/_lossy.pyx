# cython: language_level=3, boundscheck=False, wraparound=False
"""What a line may have been that lost bytes, compiled: see `lossy.py` and `lossy_*.h`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc

cdef extern from "Python.h":
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)

cdef extern from "lossy_reading.h":
    ctypedef struct letters_model:
        uint64_t* kept
    ctypedef struct pages_table:
        uint32_t count
    ctypedef struct lossy_table:
        const uint8_t* order
    ctypedef struct lossy_edit:
        size_t start
        size_t end
        uint32_t made
        bint spaced
    ctypedef struct lossy_edits:
        lossy_edit* settled
        lossy_edit* chain
        size_t count, room, chain_count, chain_room
    ctypedef struct lossy_line:
        const lossy_table* table
        const pages_table* pages
        const letters_model* model
        const uint32_t* points
        const uint16_t* numbers
        uint16_t* flags
        size_t length
        uint32_t page
    enum:
        LOSSY_PAGES
    int letters_open(letters_model*, const uint8_t*, size_t) nogil
    uint32_t letters_point(const uint8_t*, size_t, size_t*) nogil
    int64_t letters_cost(const letters_model*, const uint8_t*, size_t) nogil
    int pages_open(pages_table*, const uint8_t*, size_t) nogil
    uint32_t pages_number(const pages_table*, uint32_t) nogil
    size_t pages_tell(const uint32_t*, const uint16_t*, size_t, uint16_t*) nogil
    uint64_t pages_lossy(const pages_table*, const uint16_t*, size_t) nogil
    int lossy_open(lossy_table*, const uint8_t*, size_t, uint32_t) nogil
    size_t lossy_scan(lossy_line*, uint64_t*) nogil
    size_t lossy_made(const lossy_line*, const lossy_edits*, uint32_t*, size_t*) nogil
    int lossy_read(const lossy_line*, int*, lossy_edits*, int64_t*, double*) nogil


cdef class Lossy:
    cdef lossy_table lossy
    cdef pages_table pages
    cdef letters_model model
    cdef const uint8_t[::1] data
    cdef const uint8_t[::1] page_data
    cdef const uint8_t[::1] letters
    cdef uint64_t[::1] kept

    def __init__(self, table, pages, letters):
        self.data = table
        self.page_data = pages
        self.letters = letters.table
        if (
            not len(pages) or not pages_open(&self.pages, &self.page_data[0], len(pages))
            or not len(table)
            or not lossy_open(&self.lossy, &self.data[0], len(table), self.pages.count)
        ):
            raise ValueError("not a table of what gets lost")
        letters_open(&self.model, &self.letters[0], len(self.letters))
        self.kept = letters.kept
        self.model.kept = &self.kept[0]

    def readings(self, bytes text not None):
        cdef const uint8_t* data = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t size = PyBytes_GET_SIZE(text), at = 0
        cdef uint32_t* points = <uint32_t*> malloc((size + 1) * sizeof(uint32_t))
        cdef uint16_t* numbers = <uint16_t*> malloc((size + 1) * sizeof(uint16_t))
        cdef uint16_t* flags = <uint16_t*> malloc((size + 1) * sizeof(uint16_t))
        # what is made: two characters are put where two were at the least
        cdef uint32_t* made = <uint32_t*> malloc((size + 1) * sizeof(uint32_t))
        cdef lossy_line line
        cdef lossy_edits edits
        edits.settled = edits.chain = NULL
        edits.count = edits.room = edits.chain_count = edits.chain_room = 0
        line.table, line.pages, line.model = &self.lossy, &self.pages, &self.model
        line.points, line.numbers, line.flags, line.length = points, numbers, flags, 0
        try:
            if points == NULL or numbers == NULL or flags == NULL or made == NULL:
                raise MemoryError
            while at < size:
                points[line.length] = letters_point(data, size, &at)
                numbers[line.length] = pages_number(&self.pages, points[line.length])
                line.length += 1
            return self._read(&line, &edits, data, size, made)
        finally:
            free(points)
            free(numbers)
            free(flags)
            free(made)
            free(edits.settled)
            free(edits.chain)

    cdef list _read(
        self, lossy_line* line, lossy_edits* edits, const uint8_t* data, size_t size,
        uint32_t* made
    ):
        cdef uint64_t pages = pages_lossy(
            &self.pages, line.flags,
            pages_tell(line.points, line.numbers, line.length, line.flags),
        )
        cdef uint64_t digest
        cdef uint64_t seen[LOSSY_PAGES]
        cdef int64_t cost, here = 0
        cdef double doubt
        cdef size_t count, i, left, length
        cdef int known = 0, k, found, marks
        cdef list out = []
        for i in range(self.pages.count):
            line.page = self.lossy.order[i]
            if not pages >> line.page & 1:
                continue
            count = lossy_scan(line, &digest)
            for k in range(known):
                if seen[k] == digest:
                    count = 0
            if not count:
                continue
            if not known:
                here = letters_cost(&self.model, data, size)
            seen[known] = digest
            known += 1
            marks = False
            for with_marks in (False, True):
                if with_marks and not marks:
                    break
                marks = with_marks
                found = lossy_read(line, &marks, edits, &cost, &doubt)
                if found < 0:
                    raise MemoryError
                if found:
                    length = lossy_made(line, edits, made, &left)
                    out.append((
                        line.page, with_marks, here - cost, doubt, count, left, _places(edits),
                        PyUnicode_FromKindAndData(4, made, length),
                    ))
            if known == LOSSY_PAGES:
                break
        return out


cdef bytes _places(const lossy_edits* edits):
    cdef bytes out = PyBytes_FromStringAndSize(NULL, edits.count * 3 * sizeof(uint32_t))
    cdef uint32_t* place = <uint32_t*> PyBytes_AS_STRING(out)
    cdef size_t i
    cdef const lossy_edit* edit
    for i in range(edits.count):
        edit = edits.settled + i
        place[3 * i] = edit.start
        place[3 * i + 1] = edit.end
        place[3 * i + 2] = 2 if edit.spaced else 1
    return out
