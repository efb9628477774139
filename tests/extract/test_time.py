"""Time: what an expression means on a day, and which clause it holds for. All sentences are made up."""

import datetime

import pytest
from hypothesis import given, strategies

from kg.extract import periods, time, timeforms

THURSDAY = "2021-03-11"

# A sentence, and the intervals of its expressions, in order, as seen from Thursday, 11 March 2021.
MEANINGS = [
    # absolute
    ("The treaty was signed on 12 January 2006.", "2006-01-12"),
    ("The treaty was signed on January 12, 2006, in Rome.", "2006-01-12"),
    ("The treaty was signed on Thursday, January 12, 2006.", "2006-01-12"),
    ("The treaty was signed on Jan. 12th, 2006.", "2006-01-12"),
    ("The treaty was signed on the 12th of January 2006.", "2006-01-12"),
    ("The record was made on 2006-01-12 by the clerk.", "2006-01-12"),
    ("The treaty was signed on January 12 , 2006 , in Rome .", "2006-01-12"),
    ("It has belonged to the group from 1970 onward.", "1970/.."),
    ("It sank on the afternoon of March 9, 2019.", "2019-03-09"),
    ("The firm was founded in 1998.", "1998"),
    ("The firm was founded in March 1998.", "1998-03"),
    ("The firm was founded in May 1998 by two sisters.", "1998-05"),
    ("The firm grew quickly in the 1990s.", "1990/1999"),
    ("The bridge was built in the 19th century.", "1801/1900"),
    ("The bridge was built in the late nineteenth century.", "1801/1900"),
    ("The company lost money in Q3 2019.", "2019-07/2019-09"),
    ("The company lost money in the third quarter of 2019.", "2019-07/2019-09"),
    ("The company lost money in the first half of 2019.", "2019-01/2019-06"),
    ("They met in the summer of 2018.", "2018-06/2018-08"),
    ("They met in early 2016.", "2016"),
    ("They met early in 2016.", "2016"),
    ("They met in mid-2016.", "2016"),
    ("They met at the end of 2016.", "2016"),
    ("They married on Christmas Eve 2015.", "2015-12-24"),
    # weekdays
    ("The ministers met on Tuesday.", "2021-03-09"),
    ("The ministers met on Thursday.", "2021-03-11"),
    ("The ministers met on Friday.", "2021-03-05"),
    ("The ministers met Tuesday night in Rome.", "2021-03-09"),
    ("The ministers will meet on Tuesday.", "2021-03-16"),
    ("The ministers are to meet on Tuesday.", "2021-03-16"),
    ("The ministers are meeting on Monday.", "2021-03-15"),
    ("The ministers plan to meet on Monday.", "2021-03-15"),
    ("The ministers met last Thursday.", "2021-03-04"),
    ("The ministers will meet next Thursday.", "2021-03-18"),
    ("The ministers met on Monday last week.", "2021-03-01"),
    # months and days without a year
    ("The rocket exploded in March.", "2021-03"),
    ("The rocket exploded in April.", "2020-04"),
    ("The rocket will fly in April.", "2021-04"),
    ("The rocket will fly in February.", "2022-02"),
    ("The rocket exploded on December 3.", "2020-12-03"),
    ("The flight is scheduled for Oct. 1.", "2021-10-01"),
    ("The lander, scheduled for Oct. 1, is ready.", "2021-10-01"),
    ("The rocket exploded last March.", "2020-03"),
    ("The rocket exploded last May.", "2020-05"),
    ("The rocket will fly next January.", "2022-01"),
    ("The rocket flew in March last year.", "2020-03"),
    ("The vote was held in the autumn.", "2020-09/2020-11"),
    ("The vote will be held this summer.", "2021-06/2021-08"),
    ("The vote was held last summer.", "2020-06/2020-08"),
    ("In 1969, the crew landed on July 20.", "1969 1969-07-20"),
    # seen from publication
    ("The ministers met yesterday.", "2021-03-10"),
    ("The ministers met the day before yesterday.", "2021-03-09"),
    ("The ministers meet today.", "2021-03-11"),
    ("The ministers will meet tomorrow.", "2021-03-12"),
    ("The ministers met last night.", "2021-03-10"),
    ("The ministers met this week.", "2021-03-08/2021-03-14"),
    ("The ministers met last week.", "2021-03-01/2021-03-07"),
    ("The ministers will meet next week.", "2021-03-15/2021-03-21"),
    ("The ministers met this weekend.", "2021-03-06/2021-03-07"),
    ("The ministers will meet this weekend.", "2021-03-13/2021-03-14"),
    ("The ministers met over the weekend.", "2021-03-06/2021-03-07"),
    ("The ministers met last month.", "2021-02"),
    ("The ministers will meet later this month.", "2021-03"),
    ("The ministers met last year.", "2020"),
    ("The ministers will meet next year.", "2022"),
    ("The project will be finished by the end of the year.", "../2021"),
    ("The ministers met two days ago.", "2021-03-09"),
    ("The ministers met three weeks ago.", "2021-02-15/2021-02-21"),
    ("The ministers met two months ago.", "2021-01"),
    ("The ministers met a year ago.", "2020"),
    ("The ministers will meet in two weeks.", "2021-03-22/2021-03-28"),
    ("Sales fell over the past two years.", "2019/2021"),
    ("Sales will grow over the next five years.", "2021/2026"),
    # open and closed intervals
    ("The agency wants to land there by 2024.", "../2024"),
    ("The probe has been in orbit since 1976.", "1976/.."),
    ("The shop was open until 2019.", "../2019"),
    ("The shop opened before 2016.", "../2016"),
    ("The shop opened after March 2016.", "2016-03/.."),
    ("He worked in Rome from 1998 to 2004.", "1998/2004"),
    ("He worked in Rome between 1998 and 2004.", "1998/2004"),
    ("He worked in Rome from 1998 until 2004.", "1998/2004"),
    ("The fair (1998–2004) was held in Rome.", "1998/2004"),
    ("The vote is to be held from November 20 to December 11.", "2021-11-20/2021-12-11"),
    ("The vote was held from December 20 to January 11.", "2020-12-20/2021-01-11"),
    ("The strike lasted from Monday until late Wednesday.", "2021-03-08/2021-03-10"),
    ("The strike lasted from March to May 2016.", "2016-03/2016-05"),
    ("The summit took place on March 9-11, 2020.", "2020-03-09/2020-03-11"),
    # seen from the time named before
    ("She came in 1998. Two years later, she left.", "1998 2000"),
    ("She came on May 3, 2016. Two days later, she left.", "2016-05-03 2016-05-05"),
    ("She came in 1998 and left the following year.", "1998 1999"),
    ("She came on May 3, 2016. Later that month, she left.", "2016-05-03 2016-05"),
    ("She came on May 3, 2016, and left the next day.", "2016-05-03 2016-05-04"),
    ("She came on May 3, 2016, and left the following Monday.", "2016-05-03 2016-05-09"),
    ("Profit fell in the third quarter of 2019 from a year earlier.", "2019-07/2019-09 2018"),
    ("She came in 1998. Two days later, she left.", "1998"),
    # no time of an event
    ("The strike went on for nearly five hours.", ""),
    ("The 11-year-old boy met the 42-year-old teacher.", ""),
    ("The fair is held every year and every Monday.", ""),
    ("The annual fair costs two million a year.", ""),
    ("The doors open at 10:30 a.m. each day.", ""),
    ("He built it in two weeks.", ""),
    ("He was there several years ago.", ""),
    ("Theresa May said it may rain.", ""),
    ("May said that the troops march on the city.", ""),
    ("They march through the town and may not stop.", ""),
    ("The museum of April Jones opened.", ""),
    ("Some 24 people were hurt on a Boeing 747.", ""),
    ("Luna 25 and Apollo 11 were sent in 20 countries.", ""),
    ("The town has 2000 inhabitants.", ""),
    ("They paid $2000 for 1500 tonnes of grain.", ""),
    ("USA Today reported the story.", ""),
    ("The empire was in the fall of its power.", ""),
    ("The price rose by 20 percent to 1,998 dollars.", ""),
    ("He left less than a year before joining the army.", ""),
    ("They left two days after the vote.", ""),
    pytest.param(
        "The club lost to Sheffield Wednesday.",
        "",
        marks=pytest.mark.xfail(reason="the parser takes the club's second word for an adverbial of the verb"),
    ),
    ("Only a quarter of the voters came.", ""),
    ("The second half was played in the rain.", ""),
]


@pytest.mark.parametrize(("sentence", "intervals"), MEANINGS)
def test_an_expression_means_this_on_a_thursday(parse, sentence, intervals):
    _, doc = parse(sentence)

    found = time.expressions(doc, THURSDAY)

    assert " ".join(str(expression.interval) for expression in found if expression.interval) == intervals


# A sentence, the word that heads the clause, and the time that holds for it.
CLAUSES = [
    ("Russia and China on Tuesday unveiled plans for a joint station.", "unveiled", "2021-03-09"),
    ("On Tuesday, the company hired a chief.", "hired", "2021-03-09"),
    ("The rocket exploded after landing in Texas in March.", "landing", "2021-03"),
    ("The rocket exploded after landing in Texas in March.", "exploded", "2021-03"),
    ("The firm announced plans to fly tourists to the moon in 2023.", "fly", "2023"),
    ("The firm announced plans to fly tourists to the moon in 2023.", "announced", None),
    ("On Monday the firm announced plans to fly tourists to the moon.", "fly", None),
    ("The agency plans to land a crew on the moon by 2024.", "land", "../2024"),
    ("The agency plans to land a crew on the moon by 2024.", "plans", "../2024"),
    ("On Wednesday the board decided to build a plant.", "build", None),
    ("On Wednesday the board began to build a plant.", "build", "2021-03-10"),
    ("The minister said on Monday that the deal was signed in 2016.", "said", "2021-03-08"),
    ("The minister said on Monday that the deal was signed in 2016.", "signed", "2016"),
    ("The minister said on Monday that the deal was signed.", "signed", None),
    ("The man who was arrested in 2016 won the race on Sunday.", "won", "2021-03-07"),
    ("The man who was arrested in 2016 won the race.", "won", None),
    ("The man who was arrested in 2016 won the race.", "arrested", "2016"),
    ("On Tuesday the navy fired a rocket and sank a ship.", "fired", "2021-03-09"),
    ("On Tuesday the navy fired a rocket and sank a ship.", "sank", "2021-03-09"),
    ("The boy was arrested and questioned on Tuesday.", "questioned", "2021-03-09"),
    ("The boy was arrested and questioned on Tuesday.", "arrested", "2021-03-09"),
    ("The first vote is to be held from November 20 to December 11.", "held", "2021-11-20/2021-12-11"),
    ("The bank survived the 2008 crisis.", "survived", None),
    ("The bank survived the 2008 crisis.", "crisis", "2008"),
    ("Since its founding in 2006, the club has built a stadium.", "built", None),
    ("In his 2010 book, he tells the story.", "tells", None),
    ("In the 2016 election, he lost his seat.", "lost", "2016"),
    ("The party won the 2018 election.", "won", "2018"),
    ("Ten people died during the 1991 flood.", "died", "1991"),
    ("The minister criticised the March launch.", "criticised", None),
    ("The minister criticised the March launch.", "launch", "2021-03"),
    ("The agency conducted the March launch.", "conducted", "2021-03"),
    ("The launch took place on Monday.", "launch", "2021-03-08"),
    ("She was president of the club in 2008.", "was", "2008"),
    ("She was president of the club in 2008.", "president", "2008"),
    ("The group signed an agreement with the bank last year.", "signed", "2020"),
    ("Since 1998 the group has owned the bank.", "owned", "1998/.."),
    ("The ship sank when the storm came on Monday.", "sank", None),
    ("The ship sank on Monday when the storm came.", "came", "2021-03-08"),
    ("The ship sank for two days.", "sank", None),
    ("The two states on Monday signed a deal, as Rome seeks peace.", "seeks", None),
    ("On Monday they met to sign a deal.", "sign", "2021-03-08"),
    ("The cabinet met on Monday, naming a new judge.", "naming", "2021-03-08"),
    ("The ship sank.", "sank", None),
]


@pytest.mark.parametrize(("sentence", "head", "interval"), CLAUSES)
def test_a_clause_has_its_own_time_or_that_of_the_clause_it_hangs_on(parse, sentence, head, interval):
    _, doc = parse(sentence)
    token = next(token for token in doc if token.text == head)

    found = time.of(token, time.expressions(doc, THURSDAY), doc)

    assert (str(found) if found else None) == interval


@pytest.mark.parametrize(
    ("sentence", "intervals"),
    [("They met on Tuesday.", []), ("They met last year in May.", []), ("They met in May 2016.", ["2016-05"])],
)
def test_without_a_day_of_publication_only_absolute_times_have_an_interval(parse, sentence, intervals):
    _, doc = parse(sentence)

    found = time.expressions(doc, "")

    assert [str(expression.interval) for expression in found if expression.interval] == intervals


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("It lasted five hours.", "duration", "five hours"),
        ("The 11-year-old boy left.", "age", "11-year-old"),
        ("It is held every year.", "frequency", "every year"),
        ("It opens at 10:30 a.m. in Rome.", "clock", "10:30 a.m."),
        ("It ran from 1998 to 2004.", "range", "1998 to 2004"),
        ("It ran on Oct. 1, 2016, in Rome.", "date", "Oct. 1, 2016"),
        ("It ran two days ago.", "relative", "two days ago"),
        ("It ran in 1998.", "year", "1998"),
    ],
)
def test_an_expression_has_a_kind_and_its_tokens(parse, sentence, kind, words):
    _, doc = parse(sentence)

    (found,) = time.expressions(doc, THURSDAY)

    assert (found.kind, doc[found.start : found.end].text) == (kind, words)
    assert found.start <= found.head < found.end


def test_a_letter_that_grows_in_lower_case_moves_no_offset(parse):
    _, doc = parse("İİİİ, the firm of İİİİ, opened in March 2016 in İzmir.")

    (found,) = time.expressions(doc, THURSDAY)

    assert doc[found.start : found.end].text == "March 2016"


@pytest.mark.parametrize(
    "sentence", ["It ran on February 30, 2021.", "It ended 99 centuries ago.", "It ran on 2021-13-45."]
)
def test_a_day_that_no_calendar_has_gives_no_interval(parse, sentence):
    _, doc = parse(sentence)

    assert [expression for expression in time.expressions(doc, THURSDAY) if expression.interval] == []


@given(strategies.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), strategies.integers(0, 6))
def test_a_weekday_is_at_most_six_days_away(date, number):
    before = periods.first(periods.weekday(date, number, after=False))
    after = periods.first(periods.weekday(date, number, after=True))

    assert 0 <= (date - before).days <= 6
    assert 0 <= (after - date).days <= 6
    assert before.weekday() == after.weekday() == number


@given(strategies.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), strategies.sampled_from(
    ["day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade", "century"]
), strategies.integers(-17, 50))  # fmt: skip
def test_a_step_further_is_later_and_never_overlaps(date, unit, steps):
    here, there = periods.shifted(date, unit, steps), periods.shifted(date, unit, steps + 1)

    assert periods.first(here) <= periods.last(here) < periods.first(there)


@given(strategies.text("Mar 1908,-to:pm.'sday", max_size=80))
def test_any_text_can_be_scanned(text):
    for form in timeforms.scan(text):
        assert 0 <= form.start < form.end <= len(text)


def test_the_windows_miss_no_form():
    text = " ".join(row[0] for row in MEANINGS if isinstance(row[0], str))
    low = text.lower()

    everywhere = [found.span() for found in timeforms._scanner().finditer(low)]

    assert [(form.start, form.end) for form in timeforms.scan(text)] == everywhere
