"""How much a decoded payload looks like something a person wrote."""

from math import log

# Logarithms of rough shares in short messages: prose, names, numbers, codes.
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
_LOG: dict[str, float] = {" ": log(0.13)}
for _rank, _letter in enumerate(_LETTERS):
    _LOG[_letter] = log(0.09 * 0.87**_rank)
    _LOG[_letter.upper()] = log(0.006 * 0.93**_rank)
_LOG.update(dict.fromkeys("0123456789", log(0.012)))
_LOG.update(dict.fromkeys(".,-:=/_!?'@", log(0.006)))
_LOG.update(dict.fromkeys('"()+#%&;*\n\t', log(0.0003)))
_OTHER_ASCII = log(0.0002)
_OTHER_LETTER = log(0.0004)
_OTHER = log(0.00002)

# What follows what: staying among small letters, capitals or digits is the rule, and a number
# begins after a sign or a space rather than a letter.
_SWITCH = log(0.35)
_TO_SIGN = log(0.5)  # other than those that words and numbers have within
_TO_DIGIT = log(0.15)

FLOOR = -7.6  # mean of a text below which it is taken for noise


def kind(char: str) -> str:
    """The class of a character, for the change from one to the next."""
    if char.islower():
        return "a"
    if char.isupper():
        return "A"
    return "0" if char.isdigit() else " "


def weight(char: str) -> float:
    """The logarithm of the share of a character; minus infinity for what no message has."""
    found = _LOG.get(char)
    if found is not None:
        return found
    code = ord(char)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900 or code >= 0xE0000:
        return float("-inf")  # controls, surrogates, private use, tags
    if code < 0x80:
        return _OTHER_ASCII
    if char.isalpha() or 0x1F300 <= code < 0x1FB00:
        return _OTHER_LETTER
    return _OTHER


def step(before: str, char: str) -> float:
    """The logarithm of going from one character to the next."""
    if not before:
        return weight(char)
    a, b = kind(before), kind(char)
    if b == " " != a and char not in " .,-:=/_'@\n":
        return weight(char) + _TO_SIGN
    same = a == b or " " in (a, b) or (a, b) == ("A", "a")
    if same:
        return weight(char)
    return weight(char) + (_TO_DIGIT if b == "0" else _SWITCH)


def score(text: str) -> float:
    """The mean logarithm of a text; the higher, the more it looks like a message."""
    if not text:
        return float("-inf")
    total = 0.0
    before = ""
    for char in text:
        total += step(before, char)
        before = char
    return total / len(text)
