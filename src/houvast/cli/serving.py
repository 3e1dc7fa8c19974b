"""Show one result folder in the browser of this computer: a handful of files, read only, nothing else.

The server listens on 127.0.0.1 alone and answers only requests addressed to this computer by name, so that a page
elsewhere on the web cannot read the report through the reader's own browser.
"""

from __future__ import annotations

import errno
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from houvast.experiments.results import MANIFEST_FILE, OUTCOMES_FILE
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.word import LANGUAGES

HOST = "127.0.0.1"
PORTS_TRIED = 50
LAST_PORT = 65535
KINDS = {
    **{f"report-{language}.html": "text/html; charset=utf-8" for language in LANGUAGES},
    **{f"report-{language}.pdf": "application/pdf" for language in LANGUAGES},
    OUTCOMES_FILE: "application/vnd.apache.parquet",
    MANIFEST_FILE: "application/json",
}
"""The files that are shown, with their media type. No other path leads anywhere."""


class ReportServer(ThreadingHTTPServer):
    """Serves the files of one result folder."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, folder: Path, port: int, language: str) -> None:
        self.folder = folder
        self.first_page = f"report-{language}.html"
        super().__init__((HOST, port), ReportHandler)


class ReportHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the files in `KINDS`."""

    server: ReportServer
    server_version = "Houvast"
    sys_version = ""

    def do_GET(self) -> None:
        """Send a file of the folder."""
        self._answer(with_content=True)

    def do_HEAD(self) -> None:
        """Send the headers of a file of the folder."""
        self._answer(with_content=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the screen quiet."""

    def _answer(self, with_content: bool) -> None:
        port = self.server.server_port
        if self.headers.get("Host") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        name = self.path.partition("?")[0].lstrip("/") or self.server.first_page
        path = self.server.folder / name
        if name not in KINDS or not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content = path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", KINDS[name])
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        if with_content:
            self.wfile.write(content)


def serve_folder(folder: Path, first_port: int, language: str) -> ReportServer:
    """Bind a server for a result folder to the first free port.

    Parameters
    ----------
    folder
        Result folder with its reports.
    first_port
        First port to try; taken ones are passed over.
    language
        Language of the page at the root.

    Raises
    ------
    HouvastError
        `report.no_port` when none of the ports tried is free.
    """
    for port in range(first_port, min(first_port + PORTS_TRIED, LAST_PORT + 1)):
        try:
            return ReportServer(folder, port, language)
        except OSError as fault:
            if fault.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise HouvastError(problem("report.no_port", found=first_port))
