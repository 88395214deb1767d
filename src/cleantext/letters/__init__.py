"""Letters: one model of which letters follow which, over all languages.

>>> cost("fen\\xeatre") < cost("fen\\xc3\\xaatre")
True
>>> language("Ce n\\u2019est pas la peine de le r\\xe9p\\xe9ter."), language("lorem xyz")
('fr', None)

The tables, `data/letters.bin` and `data/languages.bin`, are made by `data/build/letter_model.py`
and `languages.py` and read where they lie.  Text is `str`, or its UTF-8 as `bytes`.  Costs are in
nats: minus the natural logarithm of how likely the model holds a text to be, so that a difference
is a logarithm of odds.  What nobody writes (C1 controls, unassigned and private code points, marks
on letters that never bear them) is dear, over 12 nats each.
"""

from ._costs import beyond, cost, costs, each, model
from ._languages import codes, explained, is_writing, language, languages, nearest, script

__all__ = [
    "beyond",
    "codes",
    "cost",
    "costs",
    "each",
    "explained",
    "is_writing",
    "language",
    "languages",
    "model",
    "nearest",
    "script",
]
