"""The log of the server: one line per event, in UTC, which no input can break in two."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class OneLine(logging.Formatter):
    """An event as one line of JSON: time, level, source, message and, of a fault in the code, its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)
