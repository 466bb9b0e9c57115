"""The verb that draws a document as the article view does. The drawing itself is handed in."""

from collections.abc import Callable
from pathlib import Path

import click

from annotator.cli.speech import PROJECT, say


def verb(draw_picture: Callable[..., None]) -> click.Command:
    """`annotator picture`, given the function that draws."""

    @click.command()
    @PROJECT
    @click.argument("document")
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="The PNG file to write.")
    @click.option(
        "--owner", default="", metavar="NAME", help="Whose annotations; without it, the only owner's."
    )
    @click.option("--width", default=900, type=click.IntRange(200, 10_000), metavar="PX")
    @click.option("--theme", default="light", type=click.Choice(["light", "dark", "high-contrast"]))
    @click.option("--zoom", default=100, type=click.IntRange(50, 400), metavar="PERCENT")
    @click.option(
        "--map", "map_", type=click.Path(path_type=Path), help="Also write where each letter is (JSON)."
    )
    def picture(
        project: Path,
        document: str,
        out: Path,
        owner: str,
        width: int,
        theme: str,
        zoom: int,
        map_: Path | None,
    ) -> None:
        """Draw a document with its annotations into a PNG file."""
        draw_picture(project, document, out, owner=owner, width=width, theme=theme, zoom=zoom, map_path=map_)
        say(f"Wrote {out}.")

    return picture
