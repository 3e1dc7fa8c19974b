"""`python -m houvast.cli`: the command line without its script."""

from houvast.cli.main import app

app()
