"""Signs that a passage is in another language than English."""

from __future__ import annotations

from ... import lexicon as lists

FUNCTION_WORDS = frozenset(
    # French
    "le la les un une des du au aux et est sont dans sur pour par qui que ne pas il elle nous vous "
    "je "
    "cette ces ses son avec plus vers ont \u00e9t\u00e9 \u00eatre fait comme mais ou o\u00f9 si "
    "sans sous entre lors "
    # Spanish, Portuguese
    "el los las una unos unas y en por para con del al se su sus es como m\u00e1s pero sin sobre "
    "muy lo "
    "o os uma um n\u00e3o com do da dos das no na nos nas ao pelo pela mais seu sua s\u00e3o foi "
    "est\u00e1 "
    # Italian
    "di che gli per non della delle dei nel nella alla sono una anche pi\u00f9 questo questa "
    "\u00e8 "
    # German
    "der die das und ist nicht ein eine einer einen mit von zu den dem im am auf f\u00fcr als auch "
    "sich "
    "bei nach wie oder aus wird werden sind war zum zur \u00fcber vor bis durch nur noch "
    # Dutch
    "het een van en dat niet op te zijn voor met aan ook als bij maar om uit naar door worden "
    "wordt "
    # Swedish, Danish, Norwegian
    "och att det som p\u00e5 \u00e4r av till inte med den ett om har han var og ikke til p\u00e5 "
    "er jeg "
    # Polish, Czech, Turkish, Romanian
    "i w na z si\u0119 nie jest \u017ce jak po za od ze jako je v ve bir bu da de ile i\u00e7in "
    "\u0219i cu pe din".split()
)
ENGLISH = frozenset(
    "a as do no so me on an in is at for to he her war was will die per man am or are not has had "
    "have i we you all any one but by be if of it his him my our us can may men son des sur par "
    "plus "
    "fait con sin pe die bis den dem er har han var till pour una sous un im om o y v w z ou e je "
    "si "
    "comma entre lo en la le de van von al el los las del du des der mais nos ad bin up".split()
)
"""Words of that list that English prose has too, as words or in names."""

NAMED = frozenset("der las los les du el la".split())
"""These stand in names too, and speak half as loud."""

SIGNS = {
    word: 0.5 if word in NAMED else 1.0
    for word in FUNCTION_WORDS - ENGLISH | NAMED | frozenset(("und",))
}
"""How much words that English may know say that the passage is foreign."""


def is_foreign_word(word: str) -> bool:
    """Whether an unknown word is one of another language, or has letters that English has not."""
    return not word.isascii() or bool(lists.attested(word) & (lists.FOREIGN | lists.FOREIGN_COMMON))
