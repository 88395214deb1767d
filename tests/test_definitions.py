"""Haskell: definitions at the margin stay as they are laid out, comments in them are text."""

from cleantext import clean
from cleantext.profile.definitions import definition_lines

CODE = """\
module Store ( recieve ) where

recieve :: Array (Int,Int) Int -> Int
recieve x =
  do  a <- f x
      let n = 1
       in  if n > 0 then a  else (f . g) a
"""


def test_definitions_stay() -> None:
    assert sorted(definition_lines(CODE)) == [0, 2, 3, 4, 5, 6]
    assert clean(CODE) == CODE


def test_comments_are_text() -> None:
    assert clean(CODE + "  -- We want to achive it at home.\n") == (
        CODE + "  -- We want to achieve it at home.\n"
    )
    assert clean(CODE + "-- We want to achive it at home.\n") == (
        CODE + "-- We want to achieve it at home.\n"
    )


def test_what_is_no_haskell() -> None:
    assert definition_lines("f :: Int\nIt is so.\n  And so.") == {}
    assert definition_lines("The module Store is here.\n  It is so.") == {}
