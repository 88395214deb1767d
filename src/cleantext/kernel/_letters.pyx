# cython: language_level=3, boundscheck=False, wraparound=False
"""The model of letters, compiled: see `letters.py` and `letters.h`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t

cdef extern from "letters.h":
    ctypedef struct letters_model:
        uint64_t* kept
    enum:
        LETTERS_KEPT
    ctypedef struct letters_state:
        pass
    int letters_open(letters_model*, const uint8_t*, size_t) nogil
    void letters_start(const letters_model*, letters_state*) nogil
    int letters_step(const letters_model*, letters_state*, uint32_t) nogil
    uint32_t letters_point(const uint8_t*, size_t, size_t*) nogil
    int64_t letters_sum(const letters_model*, letters_state*, const uint8_t*, size_t) nogil
    int64_t letters_cost(const letters_model*, const uint8_t*, size_t) nogil
    int64_t letters_beyond(const letters_model*, const uint8_t*, size_t, int64_t*) nogil


cdef class Letters:
    cdef letters_model model
    cdef readonly const uint8_t[::1] table
    cdef readonly uint64_t[::1] kept

    def __init__(self, table):
        self.table = table
        if not len(table) or not letters_open(&self.model, &self.table[0], len(table)):
            raise ValueError("not a table of letters")
        self.kept = memoryview(bytearray(LETTERS_KEPT * sizeof(uint64_t))).cast("Q")
        self.model.kept = &self.kept[0]

    def cost(self, bytes text not None):
        cdef const uint8_t* data = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t length = PyBytes_GET_SIZE(text)
        cdef int64_t total
        with nogil:
            total = letters_cost(&self.model, data, length)
        return total

    def between(self, bytes before not None, list candidates not None, bytes after not None):
        cdef letters_state start, state
        cdef bytes text
        cdef const uint8_t* rest = <const uint8_t*> PyBytes_AS_STRING(after)
        cdef size_t length = PyBytes_GET_SIZE(after)
        cdef int64_t total
        letters_start(&self.model, &start)
        letters_sum(
            &self.model, &start, <const uint8_t*> PyBytes_AS_STRING(before),
            PyBytes_GET_SIZE(before),
        )
        totals = []
        for text in candidates:
            state = start
            total = letters_sum(
                &self.model, &state, <const uint8_t*> PyBytes_AS_STRING(text),
                PyBytes_GET_SIZE(text),
            )
            total += letters_sum(&self.model, &state, rest, length)
            totals.append(total + letters_step(&self.model, &state, 0x20))
        return totals

    def each(self, bytes text not None):
        cdef const uint8_t* data = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t length = PyBytes_GET_SIZE(text), at = 0
        cdef letters_state state
        letters_start(&self.model, &state)
        costs = []
        while at < length:
            costs.append(
                letters_step(&self.model, &state, letters_point(data, length, &at))
            )
        costs.append(letters_step(&self.model, &state, 0x20))
        return costs

    def beyond(self, bytes text not None):
        cdef int64_t number = 0
        cdef int64_t total = letters_beyond(
            &self.model, <const uint8_t*> PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text), &number
        )
        return total, number
