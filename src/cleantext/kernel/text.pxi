# The characters of a text where they lie, for passes that look at few of them.

from libc.stdint cimport uint32_t
from libc.string cimport strchr


cdef extern from "Python.h":
    int PyUnicode_KIND(object) noexcept
    void* PyUnicode_DATA(object) noexcept
    Py_ssize_t PyUnicode_GET_LENGTH(object) noexcept
    uint32_t PyUnicode_READ(int, const void*, Py_ssize_t) noexcept nogil
    int Py_UNICODE_ISALNUM(uint32_t) noexcept nogil
    int Py_UNICODE_ISDECIMAL(uint32_t) noexcept nogil
    int Py_UNICODE_ISSPACE(uint32_t) noexcept nogil


cdef enum:
    NONE = 0xFFFFFFFF  # before and after the text

ctypedef struct text_t:
    int kind
    const void* data
    Py_ssize_t size


cdef text_t opened(str text):
    cdef text_t t
    t.kind, t.data, t.size = PyUnicode_KIND(text), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text)
    return t


cdef inline uint32_t char_at(const text_t* t, Py_ssize_t k) noexcept nogil:
    return PyUnicode_READ(t.kind, t.data, k) if 0 <= k < t.size else NONE


cdef inline bint is_space(uint32_t c) noexcept nogil:
    return c != NONE and Py_UNICODE_ISSPACE(c)


cdef inline bint among(uint32_t c, const char* signs) noexcept nogil:
    return 0 < c < 128 and strchr(signs, <int> c) != NULL
