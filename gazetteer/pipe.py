"""A component for spaCy: `nlp.add_pipe("mentionmap")` marks the places and the claims of a text as spans."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from gazetteer.core import open_gazetteer
from geo import analyze

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from gazetteer.layers import Gazetteer


class MentionPipe:
    """Writes `doc.spans["places"]`, by kind and with the place's id, and `doc.spans["claims"]`, by verdict.

    Args:
        gazetteer: A store over the core; None for the user's own, if there is one.
    """

    def __init__(self, gazetteer: str | None = None) -> None:
        self._path = None if gazetteer is None else Path(gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the spans; the words of a token that a mention is a part of are marked whole."""
        found = analyze(doc.text, self._source)
        places = [(m.start, m.end, m.kind, m.place or "") for m in found.mentions]
        claims = [(c.start, c.end, found.judgements[c.id].verdict, "") for c in found.claims]
        for key, spans in (("places", places), ("claims", claims)):
            marked = (doc.char_span(a, b, label, place, alignment_mode="expand") for a, b, label, place in spans)
            doc.spans[key] = [span for span in marked if span is not None]
        return doc

    def __getstate__(self) -> dict[str, object]:
        """What goes to another process, which opens the gazetteer for itself."""
        return {"_path": self._path}

    @cached_property
    def _source(self) -> Gazetteer:
        return open_gazetteer(self._path)


def make_pipe(nlp: Language, name: str, gazetteer: str | None) -> MentionPipe:  # noqa: ARG001 - spaCy names them
    """What spaCy calls for `add_pipe("mentionmap")`."""
    return MentionPipe(gazetteer)


Language.factory("mentionmap", default_config={"gazetteer": None}, func=make_pipe)
