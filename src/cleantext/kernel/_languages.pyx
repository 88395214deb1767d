# cython: language_level=3, boundscheck=False, wraparound=False
"""What tells languages apart, compiled: see `languages.py` and `languages.h`."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

from .languages import Counted

cdef extern from "letters.h":
    ctypedef struct letters_model:
        pass
    int letters_open(letters_model*, const uint8_t*, size_t) nogil

cdef extern from "languages.h":
    ctypedef struct languages_model:
        letters_model letters
        uint32_t columns, names
    ctypedef struct languages_counted:
        uint64_t letters[64]
        uint64_t trigrams[8]
        uint64_t found[8]
        uint64_t penalties[8][64]
    int languages_open(languages_model*, const uint8_t*, size_t) nogil
    void languages_count(
        const languages_model*, languages_counted*, const uint8_t*, size_t
    ) nogil


cdef class Languages:
    cdef languages_model model
    cdef const uint8_t[::1] letters
    cdef const uint8_t[::1] table
    cdef readonly bytes names
    cdef int number

    def __init__(self, letters, table):
        self.letters, self.table = letters, table
        if not len(letters) or not len(table):
            raise ValueError("not a table of languages")
        if not letters_open(&self.model.letters, &self.letters[0], len(letters)):
            raise ValueError("not a table of letters")
        if not languages_open(&self.model, &self.table[0], len(table)):
            raise ValueError("not a table of languages")
        self.names = bytes(table[88 : 88 + self.model.names])
        self.number = len(self.names.split())
        if self.number > 8:
            raise ValueError("not a table of languages")

    def count(self, bytes text not None):
        cdef languages_counted counted
        cdef const uint8_t* data = <const uint8_t*> PyBytes_AS_STRING(text)
        cdef size_t length = PyBytes_GET_SIZE(text)
        cdef int group, column, half = self.model.columns // 2
        with nogil:
            languages_count(&self.model, &counted, data, length)
        penalties = []
        for group in range(self.number):
            if not counted.trigrams[group]:
                penalties.append([0] * (2 * half))
                continue
            row = [counted.penalties[group][column] for column in range(half)]
            row += [counted.penalties[group][32 + column] for column in range(half)]
            penalties.append(row)
        return Counted(
            [counted.letters[group] for group in range(64)],
            [counted.trigrams[group] for group in range(self.number)],
            [counted.found[group] for group in range(self.number)],
            penalties,
        )
