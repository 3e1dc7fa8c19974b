"""Long work of the desk, for the worker."""

from __future__ import annotations

from houvast_web.compat import task
from houvast_web.my_work import service


@task()
def teach_linkers(version: str) -> None:
    """Teach linking to a language once; what is learned stays in its store."""
    service.teach(version)
