"""Who says what: a table of texts, a word of what is said, and the head of its innermost speaker ("-": nobody)."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from kg.extract import attribution, quotes

Parse = Callable[..., tuple[object, Doc]]

# A stroke "¶" stands for a new paragraph.
CASES = """
signed     | minister   | The minister said that Chile had signed the accord.
signed     | minister   | The minister said Chile had signed the accord.
said       | -          | The minister said that Chile had signed the accord.
signed     | minister   | Chile had signed the accord, the minister said.
signed     | minister   | Chile had signed the accord, said the minister.
signed     | minister   | Chile, the minister said, signed the accord in May.
said       | -          | Chile, the minister said, signed the accord in May.
invited    | Okoye      | Okoye wrote on Facebook that she had invited the rebels to talks.
wrote      | -          | Okoye wrote on Facebook that she had invited the rebels to talks.
hired      | bank       | The bank said in a statement that it had hired a new auditor.
hired      | bank       | In a statement, the bank said that it had hired a new auditor.
reached    | Lindgren   | Lindgren told reporters the boat had reached Malta.
reached    | coastguard | The coastguard informed the family that the boat had reached Malta.
killed     | man        | The man was quoted as saying that he had killed the guard.
burst      | -          | The mayor was told that the dam had burst.
burst      | engineers  | The mayor was told by engineers that the dam had burst.
sank       | -          | It is believed that the ferry sank.
hit        | -          | The typhoon is expected to hit Manila on Sunday.
fled       | -          | The banker is said to have fled.
flew       | Tanaka     | Wilson said that Tanaka had announced that the probe flew past Venus.
announced  | Wilson     | Wilson said that Tanaka had announced that the probe flew past Venus.
said       | -          | The email, which officials said was genuine, named two spies.
be         | experts    | The dam would be what experts said would be the tallest in Asia.
was        | officials  | The email, which officials said was genuine, named two spies.
closed     | Musa       | Musa, who said that the mine had closed, lives in Jos.
close      | spokesman  | A spokesman for the airline added that it would close its base.
close      | He         | He went on to say that the airline would close its base.
rising     | governor   | Speaking to reporters, the governor warned that the river was rising.
rose       | governor   | The governor toured the valley and said that the river rose.
working    | -          | Ford has never confirmed that it is working on a bus.
sailed     | -          | Officials declined to say whether the ship had sailed.
owned      | rival      | His rival claimed that he owned two villas in Spain.
own        | rival      | His rival claims to own two villas in Spain.
own        | brother    | The brother claims to own two villas in Spain.
laundering | Prosecutors| Prosecutors accused the lender of laundering money.
laundering | -          | The lender is accused of laundering money.
murder     | Detectives | Detectives accused the nurse of murder.
leader     | judge      | The judge described Rossi as the leader of the gang.
win        | Analysts   | Analysts expect Modi to win the election.
win        | -          | Modi hopes to win the election.
resign     | -          | The mayor promised to resign.
selling    | people     | Fiat is considering selling its brand, two people said.
win        | analysts   | Many analysts think that Modi will win the election.
burst      | Residents  | Residents fear that the dam will burst.
sold       | wife       | His wife believes he sold the house.
won        | I          | I doubt that she won the race.
signed     | judge      | The judge asked whether the officer had signed the order.
burst      | ministry   | The ministry issued a statement saying that the dam had burst.
lied       | Perez      | The claim by Perez that the senator lied caused an uproar.
found      | museum     | The museum's announcement that it had found the painting delighted fans.
left       | his        | He sticks to his claim that he left Rome in May.

stole      | police     | According to police, the driver stole a van.
stole      | police     | The driver stole a van, according to police.
stole      | police     | The driver, according to police, stole a van.
sold       | report     | Per the report, the club sold nine players.
dead       | Hassan     | In the words of Hassan, the deal is dead.
stole      | Times      | According to the New York Times, the driver stole a van.

start      | -          | The city announced the start of the marathon.
story      | -          | The captain told the crew a story about a whale.
added      | -          | The firm added two hundred jobs in Ohio.
found      | -          | Divers found the wreck of a Dutch ship.
signed     | -          | Chile signed the accord on Monday.

held       | Police     | Police: man held after robbery
held       | police     | Man held after robbery: police
close      | Merkel     | Merkel: Germany will close its last mine
close      | Scholz     | Scholz: Germany will close its last mine
includes   | -          | The kit includes three things: a rope, a lamp and a map.

win        | Silva      | "We will win the cup," Silva said.
win        | Silva      | "We will win the cup," said Silva, the captain of Brazil.
win        | Silva      | “We will win the cup,” Silva told the paper.
win        | Silva      | ``We will win the cup,'' Silva said.
win        | palace     | The palace issued a brief reply: "We will win the cup."
win        | Vega       | "We will win the cup," wrote the novelist Luis Vega in a column.
win        | Silva      | Silva said: "We will win the cup."
fly        | Novak      | "Will it fly?" asked Novak.
lost       | Novak      | "We played well. We lost the match by bad luck," said Novak.
thank      | Novak      | "We lost the match," said Novak. "We thank the fans for their songs."
thank      | She        | Novak lost. "We played well," she said. She added: "We thank the fans for their songs."
thank      | he         | "We lost," Novak said. "We thank the fans for their songs," he added.
closes     | Adeyemi    | Adeyemi said the yard had no orders. "The yard closes in June."
closes     | Adeyemi    | Adeyemi said the yard had no orders.¶"The yard closes in June. It is sad."
closes     | Adeyemi    | Adeyemi told the paper: "We tried everything.¶"The yard closes in June."
closes     | Adeyemi    | Adeyemi told the paper: “We tried everything.¶“The yard closes in June.”
hired      | -          | Adeyemi told the paper: “We tried everything.¶“It closes.”¶Norway hired the crew.
left       | -          | She said, “We will sue the bank”, and left.
sue        | She        | She said, “We will sue the bank”, and left.
met        | -          | The "father of the bomb" met the king.
sank       | Haddad     | Haddad said the deal was "a farce" that sank the firm.
sold       | Ito        | Baker denied the charge. "Ito said that I sold the plans," she told the court.
said       | she        | Baker denied the charge. "Ito said that I sold the plans," she told the court.
planned    | -          | The 6" pipe broke. The city planned a new one.
"""

MISPARSED = {
    ("own", "His rival claims to own two villas in Spain."): "parsed as the noun: his rival claims",
    ("close", "Scholz: Germany will close its last mine"): "taken for a common noun, and for the subject",
}


def _rows() -> list[tuple[str, str, str]]:
    cells = ([cell.strip() for cell in line.split("|")] for line in CASES.splitlines() if line.strip())
    return [(word, speaker, text.replace("¶", "\n\n")) for word, speaker, text in cells]


def _cases() -> list[object]:
    return [
        pytest.param(
            *row, marks=pytest.mark.xfail(reason=reason) if (reason := MISPARSED.get((row[0], row[2]))) else ()
        )
        for row in _rows()
    ]


def _token(doc: Doc, word: str) -> Token:
    return next(token for token in reversed(doc) if token.text == word)


@pytest.mark.parametrize(("word", "speaker", "text"), _cases())
def test_a_word_belongs_to_its_innermost_speaker(parse: Parse, word: str, speaker: str, text: str):
    _, doc = parse(text)

    said_by = attribution.speakers(doc).get(_token(doc, word).i)

    assert (doc[said_by].text if said_by is not None else "-") == speaker


SPEECH = """
said       | The minister said that Chile had signed the accord.
told       | Lindgren told reporters the boat had reached Malta.
believes   | His wife believes he sold the house.
According  | According to police, the driver stole a van.
accused    | Prosecutors accused the lender of laundering money.
"""

NO_SPEECH = """
announced  | The city announced the start of the marathon.
told       | The captain told the crew a story about a whale.
found      | Divers found the wreck of a Dutch ship.
sold       | The club sold nine players.
"""


def _pairs(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.splitlines() if line.strip()]


@pytest.mark.parametrize(("word", "sentence"), _pairs(SPEECH))
def test_verbs_that_report_a_clause_are_speech(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert attribution.is_speech(_token(doc, word))


@pytest.mark.parametrize(("word", "sentence"), _pairs(NO_SPEECH))
def test_verbs_with_a_plain_object_are_no_speech(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert not attribution.is_speech(_token(doc, word))


def test_an_unclosed_mark_ends_with_its_sentence(parse: Parse):
    _, doc = parse('He said: "We left. The city planned a new pipe.\n\nThe king died.')

    (found,) = quotes.quotations(doc)

    assert doc[found.start : found.end].text == '"We left.'


def test_apostrophes_open_no_quotation(parse: Parse):
    _, doc = parse("The drivers' union didn’t strike, and the bosses’ offer wasn't read.")

    assert quotes.quotations(doc) == []


def test_a_document_without_text_has_no_speakers(parse: Parse):
    _, doc = parse("")

    assert attribution.speakers(doc) == {}


def test_the_table_is_read_whole():
    assert len(_cases()) >= 60
