"""What every verb shares: the project's argument, the exit statuses, and how people are told things."""

from pathlib import Path

import click

DONE, PARTLY, USAGE = 0, 1, 2

PROJECT = click.argument("project", type=click.Path(path_type=Path))


def say(message: str) -> None:
    """A message for people: to stderr, so that data on stdout stays clean."""
    click.echo(message, err=True)
