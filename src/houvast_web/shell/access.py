"""Who may open the pages of the shell: everybody."""

from __future__ import annotations

from houvast_web.access import Access

ACCESS = {
    "healthy": Access(),
    "shell:start": Access(),
    "shell:planned": Access(values={"key": "region"}),
    "shell:glossary": Access(),
    "shell:theme": Access(),
}
