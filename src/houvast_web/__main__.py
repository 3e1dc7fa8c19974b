"""`python -m houvast_web serve ...` starts the workbench; any other word is a command of Django's."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast_web.settings")
    if sys.argv[1:2] == ["serve"]:
        from houvast_web.serving import serve

        sys.exit(serve(sys.argv[2:]))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
