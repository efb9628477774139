"""Periods of the calendar as intervals, and steps between them.

An interval keeps the precision of its period: a year is `2021`, a month `2021-03`, a quarter `2021-01/2021-03`, a
week its Monday and Sunday. What lies outside the years 1 to 9999 raises `ValueError` or `OverflowError`.
"""

import calendar
import datetime

from kg.model import Interval

DAY, MONTH, YEAR = 10, 7, 4
"""Precisions, as lengths of an ISO date."""
NEEDED = {"hour": DAY, "day": DAY, "week": DAY, "fortnight": DAY, "weekend": DAY, "month": MONTH, "quarter": MONTH}
"""How precise a date must be for steps of a unit to lead anywhere; a year is enough for the others."""


def day(date: datetime.date) -> Interval:
    """Give a day."""
    return Interval(date.isoformat(), date.isoformat())


def days(first: datetime.date, last: datetime.date) -> Interval:
    """Give the days from one to another."""
    return Interval(first.isoformat(), last.isoformat())


def month(year: int, number: int, *, length: int = 1) -> Interval:
    """Give a month, or several from it on; months beyond 1 to 12 count into other years."""
    return Interval(_month(year, number), _month(year, number + length - 1))


def years(first: int, *, length: int = 1) -> Interval:
    """Give a year, or several from it on."""
    return Interval(_year(first), _year(first + length - 1))


def century(number: int) -> Interval:
    """Give a century: the 19th began with 1801."""
    return years(number * 100 - 99, length=100)


def shifted(date: datetime.date, unit: str, steps: int) -> Interval:
    """Give the period, as long as the unit, that lies so many steps from the one around the date."""
    if unit in {"second", "minute", "hour"}:
        return day(date + datetime.timedelta(hours=steps if unit == "hour" else 0))
    if unit == "day":
        return day(date + datetime.timedelta(days=steps))
    if unit in {"week", "fortnight"}:
        monday = date + datetime.timedelta(days=7 * steps * (2 if unit == "fortnight" else 1) - date.weekday())
        return days(monday, monday + datetime.timedelta(days=6))
    if unit == "weekend":
        saturday = date + datetime.timedelta(days=7 * steps + 5 - date.weekday())
        return days(saturday, saturday + datetime.timedelta(days=1))
    if unit == "month":
        return month(date.year, date.month + steps)
    if unit == "quarter":
        return month(date.year, (date.month - 1) // 3 * 3 + 1 + 3 * steps, length=3)
    if unit == "decade":
        return years(date.year // 10 * 10 + 10 * steps, length=10)
    return century((date.year + 99) // 100 + steps) if unit == "century" else years(date.year + steps)


def weekday(date: datetime.date, number: int, *, after: bool) -> Interval:
    """Give the nearest day of this name on or after (else: on or before) the date; Monday is 0."""
    steps = (number - date.weekday()) % 7 if after else -((date.weekday() - number) % 7)
    return shifted(date, "day", steps)


def monthday(date: datetime.date, number: int, of_month: int, *, after: bool) -> Interval:
    """Give the nearest such day of a month on or after (else: on or before) the date; raises `ValueError` for none."""
    for step in range(9):  # eight years may lie between two 29ths of February
        year = date.year + (step if after else -step)
        if of_month <= calendar.monthrange(year, number)[1]:
            found = datetime.date(year, number, of_month)
            if found >= date if after else found <= date:
                return day(found)
    raise ValueError(f"no month {number} has a day {of_month}")


def months(date: datetime.date, first: int, *, length: int = 1, after: bool) -> Interval:
    """Give the nearest such months of a year that begin (else: end) no earlier (later) than the date's month."""
    later = first + length - 1 < date.month  # this year's are over
    ahead = first > date.month  # this year's are still to come
    return month(date.year + (int(later) if after else -int(ahead)), first, length=length)


def first(interval: Interval) -> datetime.date:
    """Give the first day of an interval, or of its end where the start is open."""
    return _bounds(interval.start or interval.end)[0]


def last(interval: Interval) -> datetime.date:
    """Give the last day of an interval, or of its start where the end is open."""
    return _bounds(interval.end or interval.start)[1]


def _bounds(iso: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of an ISO date of any precision."""
    numbers = [int(part) for part in iso.split("-")]
    year, number = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if len(numbers) == 3:
        return (date := datetime.date(year, number, numbers[2])), date
    end = calendar.monthrange(year, number)[1] if number else 31
    return datetime.date(year, number or 1, 1), datetime.date(year, number or 12, end)


def _month(year: int, number: int) -> str:
    """A month of any number, as ISO."""
    return f"{_year(year + (number - 1) // 12)}-{(number - 1) % 12 + 1:02}"


def _year(number: int) -> str:
    """A year as ISO has it, with four digits."""
    return f"{datetime.date(number, 1, 1).year:04}"
