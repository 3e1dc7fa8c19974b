"""Long work of the employer desk, for the worker."""

from __future__ import annotations

from houvast_web.compat import task
from houvast_web.flex_desk import service


@task()
def study(study_id: str) -> None:
    """Answer a study."""
    service.carry_out(study_id)
