"""Lisp: forms at the margin are code, what is said in them is text."""

import pytest

from cleantext import clean
from cleantext.profile.forms import code_lines, forms, names


@pytest.mark.parametrize(
    "text",
    [
        "(provide 'foo)",
        "(define (f x)\n  (* x x))",
        "> (aref a 1)",
        "`(lambda ,vars\n   ,(body))",
        '(f "a )" ?\\) #\\( ; ) \n   (x))',
    ],
)
def test_forms(text: str) -> None:
    assert forms(text) == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "(We went home.)",
        "(We went home (late), and slept.)",
        "(We went home (late)) and slept",
        "(We went home\nwhen it was (late))",
        "(see below)",
        "(f (g x)",
        '("f (g x)',
        "f (g (x))",
    ],
)
def test_what_is_no_form(text: str) -> None:
    assert forms(text) == []


def test_comments_and_long_strings_are_no_code() -> None:
    text = '(defun f (x)\n  "Say x\nand y."\n  ;; then\n  (g x)) ; so\n'
    assert sorted(code_lines(text)) == [0, 4]
    assert names(text) == {"defun", "f", "x", "g"}


def test_forms_stay_and_words_in_them_are_repaired() -> None:
    code = "(let ((beg  (recieve it))\n      (an  (and hte ,other)))\n  (g ? ))\n"
    assert clean(code) == code
    assert clean("; We want to recieve it at home.\n" + code) == (
        "; We want to recieve it at home.\n" + code  # it is what the code names
    )
    assert clean("; We want to achive it at home.\n" + code) == (
        "; We want to achieve it at home.\n" + code
    )
