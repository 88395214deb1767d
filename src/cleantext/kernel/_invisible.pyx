# cython: language_level=3, boundscheck=False, wraparound=False, freethreading_compatible=True
"""`kernel/invisible.py`, compiled: lines of UTF-8 judged by a table of classes.

What is decided here is what rules/invisible/runs.py decides under its standard policy; a test holds
the two together. Whatever is not plain is left to it.
"""

from array import array

from cpython.array cimport array as Array, resize_smart
from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free, realloc
from libc.string cimport memchr, memcpy, memset

cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8AndSize(object text, Py_ssize_t* size) except NULL
    object PyUnicode_DecodeUTF8(const char* data, Py_ssize_t size, const char* errors)

include "invisible_classes.pxi"
include "invisible_line.pxi"
include "invisible_judge.pxi"


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
        cdef Array drops = array("I")  # a list of numbers would take ten times as much
        cdef list lines = []
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
                            _append(drops, chars + begin, chars + k)
                            begin = -1
                    if begin >= 0:
                        _append(drops, chars + begin, chars + count)
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


cdef int _append(Array bounds, Py_ssize_t start, Py_ssize_t end) except -1:
    cdef Py_ssize_t size = len(bounds)
    resize_smart(bounds, size + 2)
    bounds.data.as_uints[size] = <unsigned int>start
    bounds.data.as_uints[size + 1] = <unsigned int>end
    return 0


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


cdef void* _grown(void* old, size_t size) except NULL:
    cdef void* new = realloc(old, size)
    if new == NULL:
        raise MemoryError
    return new
