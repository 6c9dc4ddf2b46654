"""Points in time as words.

Elapsed days are whole 24-hour periods; the calendar of the active time zone names the day.
"""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAYS_BEFORE_MONTHS = 60
DAYS_PER_MONTH = 30
MONTHS_BEFORE_YEARS = 24


def day_in_words(moment: date | datetime) -> str:
    """The day as people write it: "6. november 2026"."""
    return date_format(localtime(moment) if isinstance(moment, datetime) else moment, "DATE_FORMAT")


def clock_in_words(moment: datetime) -> str:
    """The time of day: "kl. 14.05"."""
    return _("at %(time)s") % {"time": date_format(localtime(moment), "TIME_FORMAT")}


def distance_in_words(moment: date | datetime, *, now: datetime) -> str:
    """How far `moment` lies from `now`: "i dag", "i går", "for 16 dager siden", "om 3 dager"."""
    days = _whole_days(moment, now)
    if days < 0:
        return _ahead(-days)
    if days < 2:
        # Close by, the calendar decides: beside the day itself "1 day ago" would be told of the day before yesterday.
        days = (_calendar_day(now) - _calendar_day(moment)).days
        if days < 2:
            return _("yesterday") if days else _("today")
    if days < DAYS_BEFORE_MONTHS:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    months = days // DAYS_PER_MONTH
    if months < MONTHS_BEFORE_YEARS:
        return ngettext("%(count)d month ago", "%(count)d months ago", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)d year ago", "%(count)d years ago", years) % {"count": years}


def _ahead(days: int) -> str:
    if days < DAYS_BEFORE_MONTHS:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    months = days // DAYS_PER_MONTH
    return ngettext("in %(count)d month", "in %(count)d months", months) % {"count": months}


def _whole_days(moment: date | datetime, now: datetime) -> int:
    """Days from `moment` to `now`, negative when it lies ahead on the calendar."""
    if not isinstance(moment, datetime):
        return (_calendar_day(now) - moment).days
    if moment > now:
        return min(0, (_calendar_day(now) - _calendar_day(moment)).days)
    return (now - moment) // timedelta(hours=24)


def _calendar_day(moment: date | datetime) -> date:
    return localtime(moment).date() if isinstance(moment, datetime) else moment
