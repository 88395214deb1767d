"""Classes of characters: the bits of the table, and those that are few code points."""

cdef enum:  # the bits of data/invisible.bin
    INVISIBLE = 1 << 0
    SPACELESS = 1 << 1
    CURSIVE = 1 << 2
    INDIC = 1 << 3
    VIRAMA = 1 << 4
    EMOJI = 1 << 5
    PICTOGRAPH = 1 << 6
    STYLED_EMOJI = 1 << 7
    STYLED_TEXT = 1 << 8
    IDEOGRAPH = 1 << 9
    RTL = 1 << 10
    MARK = 1 << 11
    TRANSPARENT = 1 << 12
    LETTER = 1 << 13
    INSIDE = 1 << 14
    OPEN = 1 << 15
    JOINING = 1 << 16
    WORDLESS = 1 << 17
    SPACE = 1 << 18
    INDEX = 0x110000 >> 7
    ZWSP = 0x200B
    ZWNJ = 0x200C
    ZWJ = 0x200D
    SHORT = 4  # see rules/invisible/density.py
    FAR = 32  # marks that joining looks through
    REACH = 64  # see rules/invisible/bidi.py
    MARKS_IN_A_ROW = 2  # see rules/invisible/runs.py

cdef struct Run:
    int start
    int end
    uint8_t in_streak
    uint8_t is_bidi  # of marks and controls of direction only
    uint8_t is_stray  # of what no writing needs


cdef inline bint _is_around(uint32_t code) noexcept nogil:
    """Whether what stands between two of these is itself meant: in code, or a cell of a table."""
    return code == 0x22 or code == 0x27 or code == 0x60 or code == 0x09


cdef inline bint _is_range(uint32_t dash, uint32_t other) noexcept nogil:
    """Whether a hyphen beside an invisible character may make it the end of a range."""
    return dash == 0x2D and not 0x20 <= other <= 0x7E


cdef inline bint _is_bidi_mark(uint32_t code) noexcept nogil:
    return code == 0x200E or code == 0x200F or code == 0x061C


cdef inline bint _is_bidi(uint32_t code) noexcept nogil:
    return _is_bidi_mark(code) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


cdef inline bint _is_stray(uint32_t code) noexcept nogil:
    """What no writing needs, alone or beside others of its kind."""
    return (
        code == 0xAD or 0x2061 <= code <= 0x2065 or 0x206A <= code <= 0x206F or code == 0xFEFF
        or 0x80 <= code <= 0x9F or 0xFFF0 <= code <= 0xFFFC
        or (0xE0000 <= code <= 0xE0FFF and not 0xE0100 <= code <= 0xE01EF)
    )


cdef inline bint _is_other(uint32_t code) noexcept nogil:
    """What beside zero-width spaces makes a payload of them; see density.py."""
    return (
        0x200C <= code <= 0x200F or 0x2060 <= code <= 0x2064 or 0x206A <= code <= 0x206F
        or code == 0xFEFF
    )


cdef inline bint _is_control(uint32_t code) noexcept nogil:
    """Whether a character is an explicit control of direction."""
    return 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


cdef inline bint _is_strewn(uint32_t code) noexcept nogil:
    """What is strewn after letters; see density.py."""
    return (
        0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E or 0x2060 <= code <= 0x2064
        or 0x2066 <= code <= 0x206F or code == 0xFEFF
    )


cdef inline bint _is_alien(uint32_t code) noexcept nogil:
    return (
        0x2060 <= code <= 0x2064 or 0x206A <= code <= 0x206F or code == 0xFEFF
        or 0xE0000 <= code <= 0xE0FFF
    )
