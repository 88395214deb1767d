"""scikit-learn: a transformer that cleans documents, and the columns of tables."""

from collections.abc import Sequence
from typing import Any

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..pipeline import Pipeline
from .column import OnError, clean_list, job, like_array
from .frames import clean_column, clean_series, text_columns
from .libraries import FRAMES, SERIES, library_of


class TextCleaner(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # untyped elsewhere
    """Clean texts: `make_pipeline(TextCleaner(), CountVectorizer())`.

    Takes what vectorizers take (a list, array or series of texts) and, in a `ColumnTransformer`,
    frames, of which it cleans the columns that hold text. `pipeline` is a `cleantext.Pipeline` or
    the name of a preset.
    """

    def __init__(
        self, pipeline: Pipeline | str = "default", *, on_error: OnError = "raise"
    ) -> None:
        self.pipeline = pipeline
        self.on_error = on_error

    def fit(self, X: Any, y: Any = None) -> "TextCleaner":
        """Learn nothing but the names of columns."""
        self._job()
        if _is_of(X, FRAMES):
            self.feature_names_in_ = library_of(X, FRAMES, "frame").names(X)
        elif len(getattr(X, "shape", ())) == 2:
            self.feature_names_in_ = [f"x{k}" for k in range(X.shape[1])]  # as scikit-learn does
        else:
            self.feature_names_in_ = [getattr(X, "name", None) or "text"]
        self.n_features_in_ = len(self.feature_names_in_)
        return self

    def transform(self, X: Any) -> Any:
        """The texts cleaned, in the same kind of container; the same object when all is clean."""
        pipeline = self._job().pipeline
        if isinstance(X, str):
            raise ValueError("want several texts: an iterable of strings, not one string")
        if _is_of(X, FRAMES):
            return clean_column(X, text_columns(X), pipeline, on_error=self.on_error)
        if _is_of(X, SERIES):
            return clean_series(X, pipeline, on_error=self.on_error)
        if hasattr(X, "dtype"):
            import numpy as np

            old = np.asarray(X, dtype=object).ravel().tolist()
            new = clean_list(old, self._job())
            return X if new is old else like_array(X.ravel(), new).reshape(X.shape)
        return [self._job().clean(text, row) for row, text in enumerate(X)]

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the columns, which stay."""
        import numpy as np

        check_is_fitted(self, "feature_names_in_")
        names = self.feature_names_in_ if input_features is None else input_features
        return np.asarray(names, dtype=object)

    def _job(self) -> Any:
        from .. import presets

        chosen = presets.get(self.pipeline) if isinstance(self.pipeline, str) else self.pipeline
        return job(chosen, self.on_error)


def _is_of(X: Any, kinds: Sequence[str]) -> bool:
    return any(kind.__name__ in kinds for kind in type(X).__mro__)
