"""What differs between Django 5.2 and 6: the content policy and the task queue. Nothing else asks for the version."""

from __future__ import annotations

from typing import Any

import django

HAS_OWN_POLICY_AND_TASKS = django.VERSION >= (6, 0)

if HAS_OWN_POLICY_AND_TASKS:
    from django.tasks import task, task_backends

    POLICY_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
    TASK_APPS = ["django_tasks_db"]
else:
    from django_tasks import task, task_backends  # type: ignore[assignment,no-redef,unused-ignore]

    POLICY_MIDDLEWARE = "csp.middleware.CSPMiddleware"
    TASK_APPS = ["django_tasks", "django_tasks_db"]

__all__ = ["POLICY_MIDDLEWARE", "TASK_APPS", "policy_settings", "task", "task_backends"]


def policy_settings(directives: dict[str, list[str]]) -> dict[str, Any]:
    """Return the settings that put a content policy on every response.

    Parameters
    ----------
    directives
        Sources by directive, as the header has them.
    """
    if HAS_OWN_POLICY_AND_TASKS:
        return {"SECURE_CSP": directives}
    return {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": directives}}
