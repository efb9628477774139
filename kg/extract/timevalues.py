"""Forms of time to intervals: what "Tuesday" or "two days later" means, seen from a reference.

Without the day of publication only absolute forms have an interval; what can't be told has none.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract import periods, timeforms
from kg.extract.timeforms import Form
from kg.model import Interval


@dataclass(frozen=True, slots=True)
class Reference:
    """From where a form is seen: the day of publication, the time named before it, and whether it lies ahead."""

    published: datetime.date | None
    preceding: Interval | None = None
    future: bool = False


def interval(form: Form, reference: Reference) -> Interval | None:
    """Give the interval of a form; None where it has none (durations), or where none can be told."""
    try:
        return _READINGS[form.kind](form.parts, reference) if form.kind in _READINGS else None
    except (ValueError, OverflowError):  # no calendar has it: 30 February, the year 0
        return None


Parts = dict[str, str]


def _iso(parts: Parts, _: Reference) -> Interval:
    return periods.day(datetime.date(int(parts["year"]), int(parts["month"]), int(parts["day"])))


def _date(parts: Parts, reference: Reference) -> Interval | None:
    """A day of a month, or days: of the stated year, else the nearest."""
    number, day = timeforms.table("months")[parts["name"]], int(parts["day"])
    if "year" in parts:
        first = periods.day(datetime.date(int(parts["year"]), number, day))
    elif reference.published:
        first = periods.monthday(reference.published, number, day, after=reference.future)
    else:
        return None
    if "last" not in parts:
        return first
    return periods.days(periods.first(first), periods.first(first).replace(day=int(parts["last"])))


def _holiday(parts: Parts, reference: Reference) -> Interval | None:
    number, day = timeforms.table("holidays")[parts["holiday"]]
    name = next(name for name, month in timeforms.table("months").items() if month == number)
    return _date({"name": name, "day": str(day), **parts}, reference)


def _month(parts: Parts, reference: Reference) -> Interval | None:
    return _months(parts, reference, timeforms.table("months")[parts["name"]], length=1)


def _season(parts: Parts, reference: Reference) -> Interval | None:
    return _months(parts, reference, timeforms.table("seasons")[parts["season"]], length=3)


def _quarter(parts: Parts, reference: Reference) -> Interval | None:
    if "half" in parts:
        return _months(parts, reference, 1 if parts["half"] == "first" else 7, length=6)
    name = parts.get("q") or parts["quarter"]
    number = int(name[0]) if name[0].isdigit() else timeforms.table("ordinals")[name]
    return _months(parts, reference, 3 * number - 2, length=3)


def _months(parts: Parts, reference: Reference, first: int, *, length: int) -> Interval | None:
    """Months of a stated year, of "last year", "last March", or the nearest."""
    if "year" in parts:
        return periods.month(int(parts["year"]), first, length=length)
    if "of" in parts:
        year = _stepped("this" if parts["of"] == "the" else parts["of"], "year", reference)
        return periods.month(periods.first(year).year, first, length=length) if year else None
    relative = parts.get("relative", "")
    if relative in timeforms.table("preceding"):
        return _months_from_preceding(reference, first, timeforms.table("preceding")[relative], length)
    if not reference.published:
        return None
    if not relative:
        return periods.months(reference.published, first, length=length, after=reference.future)
    step = timeforms.table("published")[relative]
    nearest = periods.months(reference.published, first, length=length, after=step > 0)
    holds = periods.first(nearest) <= reference.published <= periods.last(nearest)
    of_year = periods.first(nearest).year + step * holds if step else reference.published.year
    return periods.month(of_year, first, length=length)


def _months_from_preceding(reference: Reference, first: int, step: int, length: int) -> Interval | None:
    """Read "that summer" and "the following spring", seen from the time named before."""
    if reference.preceding is None:
        return None
    if not step:
        return periods.month(periods.first(reference.preceding).year, first, length=length)
    edge = periods.last(reference.preceding) if step > 0 else periods.first(reference.preceding)
    beyond = edge.replace(day=15) + datetime.timedelta(days=30 * step)
    return periods.months(beyond, first, length=length, after=step > 0)


def _weekday(parts: Parts, reference: Reference) -> Interval | None:
    """A weekday: "last" and "next" leave the day of publication out, a bare one may be it."""
    if not reference.published:
        return None
    number = timeforms.table("weekdays")[parts["name"]]
    if "of" in parts:
        week = periods.shifted(reference.published, "week", timeforms.table("published")[parts["of"]])
        return periods.weekday(periods.first(week), number, after=True)
    relative = parts.get("relative", "")
    if relative in {"the following", "that"}:
        return _after(reference, number) if relative == "the following" else None
    step = {"last": -1, "this past": -1, "next": 1, "coming": 1, "this coming": 1}.get(relative, 0)
    seen = reference.published + datetime.timedelta(days=step)
    return periods.weekday(seen, number, after=step > 0 or (not step and reference.future))


def _after(reference: Reference, number: int) -> Interval | None:
    """The first such weekday after the time named before."""
    if not _is_precise(reference.preceding, "day") or reference.preceding is None:
        return None
    return periods.weekday(periods.last(reference.preceding) + datetime.timedelta(days=1), number, after=True)


def _decade(parts: Parts, _: Reference) -> Interval:
    return periods.years(int(parts["decade"]), length=10)


def _century(parts: Parts, _: Reference) -> Interval | None:
    name = parts["century"]
    number = int(name[:-2]) if name[0].isdigit() else timeforms.table("ordinals")[name]
    return None if "bc" in parts else periods.century(number)


def _year(parts: Parts, _: Reference) -> Interval:
    first = int(parts["year"])
    last = int(str(first)[: -len(parts["last"])] + parts["last"]) if "last" in parts else first
    return periods.years(first, length=last - first + 1 if last > first else 1)


def _deictic(parts: Parts, reference: Reference) -> Interval | None:
    if not reference.published:
        return None
    return periods.shifted(reference.published, "day", timeforms.table("days")[parts["name"]])


def _relative(parts: Parts, reference: Reference) -> Interval | None:
    if parts["unit"] == "weekend" and parts["relative"] == "this":
        return _current(parts, reference)
    return _stepped(parts["relative"], parts["unit"].removeprefix("fiscal").strip(), reference)


def _stepped(relative: str, unit: str, reference: Reference) -> Interval | None:
    """Read "last year", seen from publication, or "the following year", seen from the time named before."""
    if relative in (near := timeforms.table("published")):
        is_day = unit == "day"  # "this day", "last day": of what?
        return (
            periods.shifted(reference.published, unit, near[relative]) if reference.published and not is_day else None
        )
    return _from_preceding(unit, timeforms.table("preceding")[relative], reference)


def _from_preceding(unit: str, steps: int, reference: Reference) -> Interval | None:
    """Steps from the time named before; comparisons ("from a year earlier") fall back on publication."""
    seen = reference.preceding
    if seen is None and steps < 0 and unit in {"year", "month", "quarter"} and reference.published:
        seen = periods.day(reference.published)
    if seen is None or not _is_precise(seen, unit):
        return None
    return periods.shifted(periods.last(seen) if steps > 0 else periods.first(seen), unit, steps)


def _is_precise(seen: Interval | None, unit: str) -> bool:
    """Whether a time is precise enough for steps of a unit: no "two days later" from a year."""
    return seen is not None and len(seen.start or seen.end) >= periods.NEEDED.get(unit, periods.YEAR)


def _span(parts: Parts, reference: Reference) -> Interval | None:
    """Read "the past two years": from then to now; "the next five years": from now to then."""
    number, unit = _number(parts), timeforms.table("units")[parts["unit"]]
    if not reference.published or number is None:
        return None
    ahead = parts["relative"] in {"next", "coming"}
    far = periods.shifted(reference.published, unit, number if ahead else -number)
    near = periods.shifted(reference.published, unit, 0)
    if unit in {"hour", "minute", "second", "day", "week", "fortnight", "weekend"}:
        near = periods.day(reference.published)
    return Interval(near.start, far.end) if ahead else Interval(far.start, near.end)


def _past(parts: Parts, reference: Reference) -> Interval | None:
    return _span({**parts, "number": "1", "relative": "past"}, reference)


def _ago(parts: Parts, reference: Reference) -> Interval | None:
    """Read "two days ago" and "from now", seen from publication; "earlier" and "later", from the time named before."""
    number, unit, way = _number(parts), timeforms.table("units")[parts["unit"]], parts["way"]
    if number is None:
        return None
    if way in {"ago", "hence", "from now"}:
        steps = -number if way == "ago" else number
        return periods.shifted(reference.published, unit, steps) if reference.published else None
    return _from_preceding(unit, -number if way in {"earlier", "previously", "before", "prior"} else number, reference)


def _before(parts: Parts, reference: Reference) -> Interval | None:
    return _ago({**parts, "number": "1"}, reference)


def _ahead(parts: Parts, reference: Reference) -> Interval | None:
    """A duration after "in" or "within", of what lies ahead: "in two weeks"."""
    number, unit = _number(parts), timeforms.table("units")[parts["unit"]]
    if not reference.future or not reference.published or number is None:
        return None
    return periods.shifted(reference.published, unit, number)


def _current(parts: Parts, reference: Reference) -> Interval | None:
    """Read "the end of the year", and "the weekend", which is the last one or the next."""
    if not reference.published:
        return None
    unit = parts["unit"]
    is_over = unit == "weekend" and not reference.future and reference.published.weekday() < 5
    return periods.shifted(reference.published, unit, -1 if is_over else 0)


def _number(parts: Parts) -> int | None:
    """How many; None where the text leaves it open ("several"), or gives no whole number."""
    name = parts["number"]
    found = timeforms.table("numbers").get(name)
    return found if found is not None else int(name) if name.isdigit() else None


_READINGS: dict[str, Callable[[Parts, Reference], Interval | None]] = {
    "iso": _iso,
    "date": _date,
    "european": _date,
    "holiday": _holiday,
    "month": _month,
    "weekday": _weekday,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "season": _season,
    "span": _span,
    "past": _past,
    "deictic": _deictic,
    "ago": _ago,
    "before": _before,
    "edge": _current,
    "weekend": _current,
    "relative": _relative,
    "duration": _ahead,
    "year": _year,
}
