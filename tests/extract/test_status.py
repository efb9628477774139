"""How sentences put an event: a table of sentences, the word that stands for the event, and its status."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from kg.extract import standing, status

Parse = Callable[..., tuple[object, Doc]]

CASES = """
asserted    | signed      | The two ministers signed the treaty in Vienna.
asserted    | buys        | Lufthansa buys its fuel from Shell.
asserted    | owns        | The Tata group, which owns Jaguar, reported a profit.
asserted    | founded     | The club was founded by Scottish miners in 1893.
asserted    | led         | An expedition led by Amundsen reached the pole.
asserted    | director    | Maria Keller, the director of the museum, opened the show.
asserted    | lift        | The helicopter can lift four tonnes.
asserted    | capital     | Ankara is the capital of Turkey.

planned     | raise       | The bank will raise its rates in March.
planned     | fly         | Korea plans to fly a probe to Venus.
planned     | build       | The company intends to build a factory in Poland.
planned     | visit       | The pope is going to visit Lebanon.
planned     | meet        | The chancellor is to meet union leaders.
planned     | flies       | The president flies to Tokyo tomorrow.
planned     | meeting     | The envoy is meeting rebel leaders next week.
planned     | hit         | The hurricane is expected to hit Cuba on Friday.
planned     | open        | The bridge is scheduled to open in June.
planned     | open        | The museum is due to open in May.
planned     | pay         | The court ordered the firm to pay the widow.
planned     | leave       | The judge told the tenants to leave the house.
planned     | publish     | The agency must publish the report.
planned     | resign      | The mayor should resign, the paper said.
planned     | leave       | Britain said it would leave the union.
planned     | ban         | The bill would ban plastic bags.
planned     | leave       | Prosecutors demanded that the minister leave the country.
planned     | play        | Messi agreed to play for Miami.
planned     | sell        | Siemens has decided to sell its phone unit.
planned     | sell        | The decision to sell the stadium angered fans.
planned     | fly         | India announced plans to fly a crew to orbit.
planned     | merge       | A proposal to merge the two parties was published.
planned     | rescue      | An attempt to rescue the hostages began at dawn.
planned     | buy         | The fund is reportedly planning to buy Chelsea.
planned     | sign        | The minister flew to Oslo to sign the accord.
planned     | closing     | The board is considering closing the mine.
planned     | closing     | The owner insisted on closing the mine.
planned     | win         | Kenya is likely to win the race.
planned     | have        | The airline will have to close its base.
planned     | close       | The airline will have to close its base.
planned     | land        | The craft will orbit the moon and land near its pole.
planned     | photograph  | The craft will orbit Venus and photograph its clouds.
planned     | sue         | She threatened to sue the newspaper.
planned     | move        | The team has been invited to move to Dallas.
planned     | operated    | China wants to build a station operated by robots.

negated     | signed      | Brazil never signed the protocol.
negated     | sign        | Iran did not sign the deal.
negated     | sign        | The union didn't sign the contract.
negated     | fly         | Japan does not plan to fly a crew.
negated     | fly         | Boeing has no plans to fly tourists.
negated     | build       | The firm has scrapped plans to build a tower.
negated     | build       | Plans to build a dam were abandoned.
negated     | reach       | The climbers failed to reach the summit.
negated     | play        | The striker refused to play against Spain.
negated     | lock        | The guard forgot to lock the gate.
negated     | reach       | Rescuers did not manage to reach the valley.
negated     | paying      | He left the hotel without paying the bill.
negated     | paying      | Instead of paying the fine, she left Greece.
negated     | attacked    | The general denied that his troops had attacked the convoy.
negated     | meeting     | The coach denied meeting the agents.
negated     | publishing  | The court stopped the paper from publishing the letters.
negated     | publishing  | A judge prevented the magazine from publishing the photos.
negated     | leader      | Okafor is no longer the leader of the party.
negated     | owns        | The state no longer owns the airline.
negated     | sign        | Hungary has yet to sign the treaty.
negated     | signed      | Nobody signed the petition.
negated     | signed      | No country signed the treaty.
negated     | signed      | The sides signed no agreement.
negated     | read        | The witness neither signed nor read the letter.
negated     | ratify      | Turkey did not sign or ratify the treaty.
negated     | attend      | He was too ill to attend the hearing.
negated     | won         | The outsider almost won the cup.
negated     | flying      | The company stopped flying the old jets.
negated     | apologise   | The editor declined to apologise.
negated     | win         | The party is unlikely to win the election.
negated     | stole       | The claim that she stole the car is false.
negated     | fired       | There is no evidence that the police fired first.
negated     | leave       | The crew was unable to leave the ship.
negated     | happen      | The sale of the club will not happen.
negated     | pay         | The trader allegedly did not pay his taxes.
negated     | won         | I do not believe that he won the debate.
negated     | visited     | The envoy should have visited Cyprus.
negated     | sailed      | The fleet was to have sailed on Monday.
negated     | accusing    | The report avoided accusing the bank.
negated     | failure     | There was no failure of the engine.
negated     | prevent     | Guards could not prevent the escape.

asserted    | win         | Norway managed to win the relay.
asserted    | lock        | The guard did not forget to lock the gate.
asserted    | invaded     | The king does not regret that he invaded Kuwait.
asserted    | invaded     | The king regretted that he had invaded Kuwait.
asserted    | stole       | The police did not know that she stole the car.
asserted    | killing     | He admitted killing the shopkeeper.
asserted    | resign      | The scandal forced the minister to resign.
asserted    | evacuate    | Residents had to evacuate the town.
asserted    | win         | Argentina beat France to win the final.
asserted    | climb       | Tabei was the first woman to climb Everest.
asserted    | fly         | The plane was able to fly again.
asserted    | paying      | She did not leave without paying the bill.
asserted    | reached     | The court heard that the boat had reached Malta.
asserted    | signed      | Not only did Peru sign the pact, it signed a treaty too.
asserted    | sign        | Serbia did not sign the deal until 2004.
asserted    | become      | He would later become the mayor of Lyon.
asserted    | fired       | He said that the police had fired first.
asserted    | bought      | Google announced that it had bought the start-up.
asserted    | owns        | Wolff wants to sell the yacht, which he owns with his brother.
asserted    | laundering  | The bank was convicted of laundering money.
asserted    | working     | The engineers began working on the tunnel.
asserted    | double      | Profits nearly doubled, the company said, and helped double the dividend.
asserted    | hired       | It is clear that the ministry hired the spies.
asserted    | built       | The army plans to sell the barracks that the French built.

alleged     | laundered   | Prosecutors allege that the bank laundered money.
alleged     | laundering  | Prosecutors accused the bank of laundering money.
alleged     | laundering  | The bank is accused of laundering money.
alleged     | bribed      | The magazine claims that the firm bribed judges.
alleged     | killing     | The man is suspected of killing his neighbour.
alleged     | poisoned    | Doctors suspect that the spy was poisoned.
alleged     | fled        | The banker is believed to have fled to Dubai.
alleged     | fled        | The banker reportedly fled to Dubai.
alleged     | fled        | The banker may have fled to Dubai.
alleged     | sunk        | A torpedo might have sunk the ship.
alleged     | won         | Their opponents must have won the bet.
alleged     | own         | The prince may own the yacht.
alleged     | own         | The prince appears to own the yacht.
alleged     | killed      | It is possible that the avalanche killed the skiers.
alleged     | lost        | The company is likely to have lost millions.
alleged     | paid        | Allegations that the club paid referees surfaced in May.
alleged     | paid        | The club, investigators allege, paid the referees.
alleged     | leader      | Police arrested the alleged leader of the gang.
alleged     | attack      | The alleged attack on the embassy was filmed.
alleged     | signed      | The judge asked whether the officer had signed the order.
asserted    | sold        | The spokesman did not say who had sold the mine.
alleged     | sold        | The spokesman did not say that the firm had sold the mine.
alleged     | shot        | According to unconfirmed reports, soldiers shot two farmers.
alleged     | stealing    | The clerk was arrested for stealing the painting.
alleged     | burst       | Engineers fear that the dam has burst.

conditional | wins        | If Labour wins the vote, Smith will become premier.
conditional | become      | If Labour wins the vote, Smith will become premier.
conditional | resign      | The coach would resign if the club sold the striker.
conditional | sold        | The coach would resign if the club sold the striker.
conditional | win         | Should she win the race, the team would celebrate her.
conditional | cut         | The clause would be a gift, had it not been cut.
conditional | agrees      | The strike goes ahead unless the board agrees.
conditional | signed      | Had he signed the deal, the yard would have survived.
conditional | survived    | Had he signed the deal, the yard would have survived.
conditional | lose        | The firm could lose its licence if it breaks the rules.
conditional | close       | In the event of a strike, Ford will close the plant.
conditional | violates    | Any company that violates the embargo will be fined.
conditional | invade      | The general said his army would invade if the rebels crossed the river.
conditional | killed      | A stronger quake would have killed thousands.
planned     | stay        | Even if he loses the vote, the premier will stay in office.

planned     | launch      | The planned launch of the satellite drew crowds.
planned     | launch      | The launch of the satellite is scheduled for October.
planned     | launch      | The launch of the satellite will take place in October.
planned     | launch      | The launch was postponed.
planned     | merger      | The boards proposed a merger of the two banks.
planned     | release     | The family called for the release of the hostages.
planned     | visit       | The government is preparing a visit to Chile.
negated     | launch      | The agency cancelled the launch of the satellite.
negated     | launch      | The launch of the satellite was cancelled.
negated     | attack      | Police foiled an attack on the stadium.
negated     | attack      | Hezbollah denied the attack.
negated     | coup        | The failed coup shook the capital.
negated     | merger      | The merger fell through.
alleged     | murder      | She is accused of the murder of a nurse.
alleged     | murder      | Detectives accused the nurse of murder.
alleged     | fraud       | The broker was charged with fraud.
conditional | strike      | In the event of a strike, Ford will close the plant.
asserted    | launch      | The launch of the satellite took place in May.
asserted    | attack      | The attack killed nine soldiers.
asserted    | director    | The director of the zoo plans to sell the tigers.
asserted    | election    | The election of Duval surprised the party.
"""

SILENT = """
sign       | Did the president sign the bill?
arrested   | Who arrested the smugglers?
call       | Do not call the police.
Send       | Send the letter to the embassy.
signed     | If only he had signed the treaty.
signed     | She wishes that he had signed the treaty.
own        | "Does the prince own the yacht?" the lawyer asked.
signed     | The judge asked whether the officer had signed the order.
"""

SAID = """
signed     | The president signed the bill.
asked      | "Does the prince own the yacht?" the lawyer asked.
arrest     | Police arrest two men after a robbery in Leeds.
owns       | Did the bank that owns the hotel sign the deal?
leave      | The judge told the tenants to leave the house.
director   | Did the director of the zoo resign?
"""

MISPARSED = {
    ("land", "The craft will orbit the moon and land near its pole."): "parsed as the noun: the moon and the land",
}


def _rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.splitlines() if line.strip()]


def _cases() -> list[object]:
    return [
        pytest.param(*row, marks=pytest.mark.xfail(reason=reason) if (reason := MISPARSED.get(row[1:])) else ())
        for row in _rows(CASES)
    ]


def _token(doc: Doc, word: str) -> Token:
    return next(token for token in reversed(doc) if token.text == word)


@pytest.mark.parametrize(("expected", "word", "sentence"), _cases())
def test_an_event_has_the_status_that_its_sentence_gives_it(parse: Parse, expected: str, word: str, sentence: str):
    _, doc = parse(sentence)

    assert status.of(_token(doc, word)) == expected


@pytest.mark.parametrize(("word", "sentence"), _rows(SILENT))
def test_questions_orders_and_wishes_put_nothing_forward(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert not status.is_assertable(_token(doc, word))


@pytest.mark.parametrize(("word", "sentence"), _rows(SAID))
def test_statements_and_what_questions_presuppose_are_put_forward(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert status.is_assertable(_token(doc, word))


def test_the_table_is_read_whole():
    assert len(_cases()) >= 120


def test_no_word_has_two_signatures_for_a_frame():
    lexicon = standing.load()

    assert lexicon.signatures["verb", "manage", "to"] == standing.Signature("asserted", "negated")
    assert lexicon.signatures["verb", "forget", "that"].negative == "fact"
    assert len(lexicon.signatures) > 1000
