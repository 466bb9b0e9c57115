"""Times, sizes and reasons of backups and of history in the words of the window."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.app import safety
from annotator.app.backup_list import BY_HAND, Share
from annotator.ui.isolates import isolated


def tr(text: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("safety", text)


def local_time(moment: datetime) -> str:
    """A moment as the clock on the wall shows it, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def age(moment: datetime, now: datetime | None = None) -> str:
    """How long ago a moment was, roughly."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    minutes, hours, days = (round(seconds / unit) for unit in (60, 3600, 86_400))
    if seconds < 90:
        return tr("just now")
    if minutes < 90:
        return tr("{0} minutes ago").format(minutes)
    if hours < 36:
        return tr("{0} hours ago").format(hours)
    return tr("{0} days ago").format(days)


def duration(seconds: float) -> str:
    """A time of work, in minutes from one minute on."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return tr("less than a minute")
    if minutes < 60:
        return tr("{0} min").format(minutes)
    return tr("{0} h {1} min").format(minutes // 60, f"{minutes % 60:02}")


def size(count: int) -> str:
    """Bytes for people."""
    return QLocale.c().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def reason(name: str) -> str:
    """Why a backup was made."""
    known = {
        safety.ON_OPEN: tr("on opening"),
        safety.BEFORE_MERGE: tr("before a merge"),
        safety.BEFORE_IMPORT: tr("before an import"),
        safety.BEFORE_BULK: tr("before a large change"),
        safety.BEFORE_RESTORE: tr("before going back"),
        BY_HAND: tr("asked for"),
    }
    return known.get(name, name)


def share(one: Share) -> str:
    """What one owner has in one file and not in the other."""
    until = local_time(datetime.fromisoformat(one.last))
    said = tr("{0}: actions {1}, spans {2}, the last on {3}")
    return said.format(isolated(one.owner), f"{one.batches:,}", f"{one.spans:,}", isolated(until))
