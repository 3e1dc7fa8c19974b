"""The report on this computer: a few files, read only, for this computer only."""

from __future__ import annotations

import http.client
import threading

import pytest

from houvast.cli import serving
from houvast.cli.serving import HOST, serve_folder
from houvast.vocabulary.errors import HouvastError

FREE_PORT = 18_731


@pytest.fixture
def server(tmp_path):
    """A server of a folder with a report and a private file."""
    (tmp_path / "report-nl.html").write_text("<p>rapport</p>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    server = serve_folder(tmp_path, FREE_PORT, "nl")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def ask(server, method: str, path: str, host: str | None = None) -> tuple[int, bytes]:
    """Status and content of an answer."""
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=5)
    try:
        connection.request(method, path, headers={} if host is None else {"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_the_root_is_the_report(server):
    """The address that is printed shows the report."""
    assert ask(server, "GET", "/") == (200, b"<p>rapport</p>")


@pytest.mark.parametrize(
    "path", ["/secret.txt", "/../secret.txt", "/%2e%2e/etc/passwd", "/report-en.html", "//etc/passwd"]
)
def test_no_other_path_leads_anywhere(server, path):
    """Only the files of a report are shown, and only if they are there."""
    assert ask(server, "GET", path)[0] == 404


def test_nothing_can_be_written(server):
    """The server answers questions and takes nothing."""
    assert ask(server, "POST", "/")[0] == 501


def test_a_page_elsewhere_cannot_read_the_report(server):
    """A request that names another host is refused, so that a rebound name gives nothing."""
    assert ask(server, "GET", "/", host="example.org")[0] == 421


def test_the_next_free_port_is_taken(server, tmp_path):
    """A port in use is passed over."""
    with serve_folder(tmp_path, server.server_port, "nl") as second:
        assert second.server_port > server.server_port


def test_without_a_free_port_there_is_a_message(server, tmp_path, monkeypatch):
    """When every port tried is taken, the message says so."""
    monkeypatch.setattr(serving, "PORTS_TRIED", 1)
    with pytest.raises(HouvastError) as fault:
        serve_folder(tmp_path, server.server_port, "nl")
    assert fault.value.codes == ("report.no_port",)
