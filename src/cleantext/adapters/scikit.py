"""scikit-learn: a transformer that cleans documents, and the columns of tables."""

from typing import Any

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..pipeline import Pipeline
from .column import OnError, changed_values, job
from .frames import clean_column, clean_series, text_columns
from .libraries import FRAMES, SERIES


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
        columns = getattr(X, "columns", None)
        name = getattr(X, "name", None)
        self.feature_names_in_ = list(columns) if columns is not None else [name or "text"]
        self.n_features_in_ = len(self.feature_names_in_)
        return self

    def transform(self, X: Any) -> Any:
        """The texts cleaned, in the same kind of container; the same object when all is clean."""
        pipeline = self._job().pipeline
        kinds = {kind.__name__ for kind in type(X).__mro__}
        if kinds & set(FRAMES):
            return clean_column(X, text_columns(X), pipeline, on_error=self.on_error)
        if kinds & set(SERIES):
            return clean_series(X, pipeline, on_error=self.on_error)
        if hasattr(X, "dtype"):
            import numpy as np

            flat = np.asarray(X, dtype=object).ravel()
            changed = changed_values(flat.tolist(), self._job())
            for row, value in changed.items():
                flat = flat.copy() if flat.base is not None else flat
                flat[row] = value
            return flat.reshape(X.shape) if changed else X
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
