"""The command group: how verbs are found, and how refusals become sentences and exit statuses."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from annotator import __version__
from annotator.app import AnnotatorError
from annotator.app.exporting import Undecided
from annotator.cli import agree, data, editing, picture, projects, team
from annotator.cli.speech import PARTLY, USAGE, say


class Verbs(click.Group):
    """Verbs by name; anything else that is a first argument is a project to open in the window."""

    opens_window: click.Command | None = None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the window's command before a lone PROJECT, or where there is no argument at all."""
        options = {"--help", "--version"}
        if self.opens_window and not (args and (args[0] in self.commands or args[0] in options)):
            args = ["window", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; a refusal is one sentence and an exit status, never a traceback."""
        try:
            return super().invoke(ctx)
        except Undecided as error:
            say(str(error))
            ctx.exit(USAGE)
        except AnnotatorError as error:
            say(str(error))
            ctx.exit(PARTLY)
        except BrokenPipeError:
            _write_no_more()  # whoever read our output has seen enough
            ctx.exit(PARTLY)
        except OSError as error:
            _write_no_more()
            place = f"{error.filename}: " if error.filename else ""
            say(f"Not finished: {place}{error.strerror or error}. Check the disk and where the output goes.")
            ctx.exit(PARTLY)
        except KeyboardInterrupt:
            say("Stopped. Nothing of this command remains.")
            ctx.exit(PARTLY)


def _write_no_more() -> None:
    """Drop what is left of the output, so that it does not become a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Verbs, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__)
def annotator() -> None:
    """Label news articles in Arabic, French, English and any mix.

    `annotator [PROJECT]` opens the window. The verbs below work without one.
    """


def build(open_window: Callable[[Path | None], int], draw_picture: Callable[..., None]) -> click.Group:
    """The whole command line, given the two things that need a window's toolkit."""
    for module in (projects, data, editing, team, agree):
        for verb in module.VERBS:
            annotator.add_command(verb)
    annotator.add_command(picture.verb(draw_picture))

    @click.command("window", hidden=True)
    @click.argument("project", type=click.Path(path_type=Path), required=False)
    @click.pass_context
    def window(ctx: click.Context, project: Path | None) -> None:
        """Open the window on a project, or on the sample articles."""
        ctx.exit(open_window(project))

    annotator.add_command(window)
    assert isinstance(annotator, Verbs)
    annotator.opens_window = window
    return annotator
