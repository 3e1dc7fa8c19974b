"""The style sheet that gives charts their dark colours, made from the palette of the reports.

Charts carry their colours as attributes; on a dark page each is swapped for its counterpart. Renew the file with
`python -m houvast_web.policy_desk.chart_style`; a test holds it against the palette.
"""

from __future__ import annotations

from pathlib import Path

from houvast.reports.palette import all_inks

FILE = Path(__file__).parent / "static" / "policy_desk" / "charts.css"


def style() -> str:
    """Return the style sheet."""
    inks = {ink.light: ink.dark for ink in all_inks()}
    rules = [
        f'  .chart [{part}="{light}"] {{ {part}: {dark}; }}'
        for light, dark in inks.items()
        for part in ("fill", "stroke")
    ]
    return "\n".join(
        [
            "/* Made by houvast_web.policy_desk.chart_style from the palette of the reports. */",
            "@media (prefers-color-scheme: dark) {",
            *rules,
            "}",
            "",
        ]
    )


if __name__ == "__main__":
    FILE.write_text(style(), encoding="utf-8")
