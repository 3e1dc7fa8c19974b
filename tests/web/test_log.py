"""The log of the server."""

import json
import logging

from houvast_web.log import OneLine


def test_an_event_is_one_line_with_its_time_in_utc():
    """Whatever somebody sends cannot look like another event."""
    record = logging.LogRecord("houvast.audit", logging.INFO, "", 1, "said %s", ('x\n{"level": "error"}\u2028',), None)
    line = OneLine().format(record)
    assert len(line.splitlines()) == 1
    told = json.loads(line)
    assert told["at"].endswith("+00:00")
    assert (told["level"], told["from"]) == ("info", "houvast.audit")
