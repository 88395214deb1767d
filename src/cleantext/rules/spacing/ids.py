"""The ids of the rules that share one walk over a view, for the rules and for the walk."""

SENTENCE, INNER, BEFORE, BRACKET, DOUBLE = "SPC510", "SPC520", "SPC530", "SPC540", "SPC550"
