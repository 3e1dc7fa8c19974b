"""Long work of the policy desk, for the worker."""

from __future__ import annotations

from houvast_web.compat import task
from houvast_web.policy_desk import run_service


@task()
def full_run(run_id: str) -> None:
    """Make a full run."""
    run_service.carry_out(run_id)
