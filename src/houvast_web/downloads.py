"""A file that somebody takes along."""

from __future__ import annotations

from django.http import HttpResponse

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


def attached(content: bytes | str, name: str, form: str) -> HttpResponse:
    """Send a file to be kept.

    Parameters
    ----------
    content
        What is in it.
    name
        What it is called, after "houvast-" and before the dot.
    form
        Kind of file, a key of `MEDIA`.
    """
    answer = HttpResponse(content, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="houvast-{name}.{form}"'
    return answer
