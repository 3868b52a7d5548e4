"""A typer app that does nothing: what any command line of this kind costs to start."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def main() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
