# Part of `_speedups.pyx`: text that was UTF-8 read through a code page, decoded as a whole.

from libc.stdlib cimport malloc
from libc.string cimport memcmp

cdef extern from "Python.h":
    object PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)

cdef enum:
    MOST_PAGES = 64


cdef class PageTable:
    """Code pages compiled for this kernel; made by `compile_pages`, read by `decodings`."""

    cdef uint16_t number[FLAT]  # of each character that some page has, from 1 on
    cdef uint64_t* members  # the pages that have it, as bits
    cdef uint64_t* leads  # the pages in which it may begin a character
    cdef uint8_t* bytes_of  # two for each page: where it begins a character, and elsewhere

    def __cinit__(self, pages):
        characters = sorted({code for table in pages for role in table for code in role})
        if len(pages) > MOST_PAGES or max(characters, default=0) >= FLAT:
            raise ValueError("a table holds at most 64 pages of characters below U+10000")
        self.members = <uint64_t*>calloc(len(characters) + 1, sizeof(uint64_t))
        self.leads = <uint64_t*>calloc(len(characters) + 1, sizeof(uint64_t))
        self.bytes_of = <uint8_t*>calloc((len(characters) + 1) * MOST_PAGES, 2)
        if self.members == NULL or self.leads == NULL or self.bytes_of == NULL:
            raise MemoryError
        memset(self.number, 0, sizeof(self.number))
        for number, code in enumerate(characters, 1):
            self.number[code] = number
        for page, roles in enumerate(pages):
            for role, table in enumerate(roles):
                for code, byte in table.items():
                    number = self.number[code]
                    self.members[number] |= <uint64_t>1 << page
                    if role == 0 and 0xC2 <= ord(byte) < 0xF5:
                        self.leads[number] |= <uint64_t>1 << page
                    self.bytes_of[(number * MOST_PAGES + page) * 2 + role] = ord(byte)

    def __dealloc__(self):
        free(self.members)
        free(self.leads)
        free(self.bytes_of)


def compile_pages(pages):
    """A table in which bit k stands for the k-th of `pages`."""
    return PageTable(pages)


def decodings(PageTable table, str text):
    """Each different way to decode all of `text`, with the first page that leads to it."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    if text.isascii():
        return []
    if kind == 1:
        return _decodings[uint8_t](table, <uint8_t*>data, length)
    if kind == 2:
        return _decodings[uint16_t](table, <uint16_t*>data, length)
    return _decodings[uint32_t](table, <uint32_t*>data, length)


cdef list _decodings(PageTable table, unit_t* data, Py_ssize_t length):
    cdef uint64_t pages = <uint64_t>-1
    cdef Py_ssize_t i, high = 0, runs = 0
    cdef list found = []
    cdef int page
    cdef Py_ssize_t* spans  # where each run begins and ends, and how long what it becomes is
    cdef uint32_t* new
    cdef uint32_t* swap
    cdef uint32_t* last
    cdef Py_ssize_t size, last_size = -1
    for i in range(length):  # most text holds a character that rules all pages out
        if data[i] >= 0x80:
            if data[i] >= FLAT:
                return found
            if i == 0 or data[i - 1] < 0x80:
                pages &= table.leads[table.number[data[i]]]
                if i + 1 == length or data[i + 1] < 0x80:
                    return found  # a character alone was no UTF-8
                runs += 1
            else:
                pages &= table.members[table.number[data[i]]]
            if not pages:
                return found
            high += 1
    spans = <Py_ssize_t*>malloc(runs * 3 * sizeof(Py_ssize_t))
    new = <uint32_t*>malloc(high * 4)
    last = <uint32_t*>malloc(high * 4)
    try:
        if spans == NULL or new == NULL or last == NULL:
            raise MemoryError
        runs = 0
        for i in range(length):
            if data[i] >= 0x80:
                if i == 0 or data[i - 1] < 0x80:
                    spans[3 * runs] = i
                    runs += 1
                spans[3 * runs - 2] = i + 1
        for page in range(MOST_PAGES):
            if not pages >> page & 1:
                continue
            size = _decode(table, page, data, spans, runs, new)
            if size < 0:
                continue
            if size == last_size and memcmp(new, last, size * 4) == 0:
                continue  # nearly always it is the one before that decodes alike
            last_size = size
            swap = last
            last = new
            new = swap
            changes = _changes(spans, runs, last)
            if changes not in [other for _, other in found]:
                found.append((page, changes))
    finally:
        free(spans)
        free(new)
        free(last)
    return found


cdef Py_ssize_t _decode(
    PageTable table, int page, unit_t* data, Py_ssize_t* spans, Py_ssize_t runs, uint32_t* new
) noexcept nogil:
    """Decode every run through a page: how many characters that gives, -1 if one is not UTF-8."""
    cdef Py_ssize_t run, i, size = 0, before
    cdef uint32_t code, least
    cdef uint8_t byte
    cdef int more
    cdef uint8_t* bytes_of = table.bytes_of + 2 * page
    for run in range(runs):
        before = size
        i = spans[3 * run]
        while i < spans[3 * run + 1]:
            byte = bytes_of[table.number[data[i]] * MOST_PAGES * 2]
            i += 1
            if 0xC2 <= byte < 0xE0:
                code, more, least = byte & 0x1F, 1, 0x80
            elif 0xE0 <= byte < 0xF0:
                code, more, least = byte & 0x0F, 2, 0x800
            elif 0xF0 <= byte < 0xF5:
                code, more, least = byte & 0x07, 3, 0x10000
            else:
                return -1
            if i + more > spans[3 * run + 1]:
                return -1
            while more:
                byte = bytes_of[table.number[data[i]] * MOST_PAGES * 2 + 1]
                if byte & 0xC0 != 0x80:
                    return -1
                code = code << 6 | (byte & 0x3F)
                i += 1
                more -= 1
            if code < least or code > 0x10FFFF or 0xD800 <= code < 0xE000:
                return -1
            new[size] = code
            size += 1
        spans[3 * run + 2] = size - before
    return size


cdef list _changes(Py_ssize_t* spans, Py_ssize_t runs, uint32_t* new):
    cdef Py_ssize_t run, at = 0
    cdef list changes = []
    for run in range(runs):
        image = PyUnicode_FromKindAndData(4, new + at, spans[3 * run + 2])
        changes.append((spans[3 * run], spans[3 * run + 1], image))
        at += spans[3 * run + 2]
    return changes
