"""Linked data in SKOS, such as CompetentNL, when somebody has it: labels for concepts of ESCO, by their matches.

A concept with an exact or close match to ESCO lends it its labels. rdflib reads the file; it is an extra.
"""

from __future__ import annotations

from importlib.util import find_spec

import polars as pl

from houvast.skills.files import HandedFile
from houvast.vocabulary.errors import HouvastError, problem

ESCO_PREFIX = "http://data.europa.eu/esco/"
_FORMATS = {".ttl": "turtle", ".rdf": "xml", ".jsonld": "json-ld", ".nt": "nt"}


def read_linked_data(file: HandedFile) -> dict[str, pl.DataFrame]:
    """Return the titles that concepts of ESCO gain.

    Raises
    ------
    HouvastError
        `skills.needs_package`, `files.unreadable`, or `skills.no_matches` when nothing in the file matches ESCO.
    """
    if find_spec("rdflib") is None:
        raise HouvastError(problem("skills.needs_package", package="rdflib"))
    from rdflib import Graph
    from rdflib.namespace import SKOS

    graph = Graph()
    ending = next(each for each in _FORMATS if file.name.lower().endswith(each))
    try:
        graph.parse(data=file.content, format=_FORMATS[ending])
    except Exception as fault:
        told = str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
        raise HouvastError(problem("files.unreadable", where=file.where, found=told)) from fault
    rows = []
    for kind in ("exactMatch", "closeMatch"):
        for concept, match in graph.subject_objects(SKOS[kind]):
            if str(match).startswith(ESCO_PREFIX):
                labels = [*graph.objects(concept, SKOS.prefLabel), *graph.objects(concept, SKOS.altLabel)]
                rows += [
                    (str(label), str(match), kind.removesuffix("Match"), "linked data")
                    for label in labels
                    if getattr(label, "language", None) in (None, "nl")
                ]
    if not rows:
        raise HouvastError(problem("skills.no_matches", where=file.where))
    return {"titles": pl.DataFrame(rows, schema=["title", "uri", "match", "list"], orient="row").unique()}
