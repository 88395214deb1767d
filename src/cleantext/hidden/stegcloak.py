"""StegCloak (github.com/KuroLabs/stegcloak): two bits a character, shrunk and compressed."""

ALPHABET = "\u200c\u200d\u2061\u2062\u2063\u2064"
_PAIRS = [(a, b) for a in range(4) for b in range(a + 1, 4)]
ENCRYPTED = "encrypted"


def decode(run: str) -> bytes | str | None:
    """The message of a run; `ENCRYPTED` if it needs a password, None if it is no StegCloak.

    The first character says which two are doubled and so written as the last two of the alphabet;
    the next whether the message is encrypted, with or without a check sum; the rest is the
    complement of the message, compressed with LZ-UTF8, two bits a character.
    """
    if len(run) < 3 or set(run) - set(ALPHABET):
        return None
    first, second = _PAIRS[ALPHABET.index(run[0])]
    doubled = {4: (first, first), 5: (second, second)}
    digits = [
        d for char in run[1:] for d in doubled.get(ALPHABET.index(char), (ALPHABET.index(char),))
    ]
    flag, bits = digits[0], digits[1:]
    if len(bits) % 4 or flag == 3:
        return None
    data = bytes(
        ~(bits[i] << 6 | bits[i + 1] << 4 | bits[i + 2] << 2 | bits[i + 3]) & 0xFF
        for i in range(0, len(bits), 4)
    )
    if flag in (0, 1):
        # salt of 8 bytes and, with the check sum, 32 more stand before the message
        return ENCRYPTED if len(data) > (8 if flag else 40) else None
    return inflate(data)


def inflate(data: bytes) -> bytes | None:
    """LZ-UTF8: UTF-8 with back references, written as lead bytes that no continuation follows."""
    out = bytearray()
    i = 0
    while i < len(data):
        lead = data[i]
        if lead >> 5 == 0b110 and i + 1 < len(data) and data[i + 1] < 0x80:
            length, distance, i = lead & 31, data[i + 1], i + 2
        elif lead >> 5 == 0b111 and i + 2 < len(data) and data[i + 1] < 0x80:
            length, distance, i = lead & 31, data[i + 1] << 8 | data[i + 2], i + 3
        else:
            out.append(lead)
            i += 1
            continue
        if not 0 < distance <= len(out):
            return None
        for _ in range(length):
            out.append(out[-distance])
    return bytes(out)
