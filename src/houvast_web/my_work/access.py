"""Who may open which address of the desk: everybody, each to their own work and no other's."""

from __future__ import annotations

from houvast_web.access import Access, Need

ACCESS = {
    "my_work:start": Access(),
    "my_work:titles": Access(method="post"),
    "my_work:occupation": Access(method="post"),
    "my_work:day": Access(),
    "my_work:skills": Access(),
    "my_work:evidence": Access(),
    "my_work:attested": Access(),
    "my_work:moves": Access(),
    "my_work:choose": Access(method="post"),
    "my_work:plan": Access(),
    "my_work:plan_file": Access(method="post"),
    "my_work:passport": Access(),
    "my_work:issue": Access(method="post"),
    "my_work:share": Access(method="post"),
    "my_work:shown": Access(values={"number": "1"}),
    "my_work:revoke": Access(method="post"),
    "my_work:delete": Access(method="post"),
    "my_work:export": Access(method="post", values={"form": "csv"}),
    "my_work:check": Access(),
    "my_work:file": Access(),
    "my_work:take": Access(method="post"),
    "my_work:keep": Access(Need.ACCOUNT, "post"),
    "my_work:erase": Access(),
}
