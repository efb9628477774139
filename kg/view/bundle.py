"""ES modules into one script, without a build step: each becomes a function that gives its exports.

The modules are joined in the order of their imports, so a cycle is an error. Only the forms that our own sources
use are known: `import { a, b } from "./x.js";`, `import * as x from "./x.js";`, and `export` before a `function`,
an `async function`, a `class` or a `const`.
"""

import base64
import hashlib
import re
from collections.abc import Mapping

IMPORT = re.compile(r'^import (?:\* as (?P<whole>\w+)|\{(?P<names>[^}]*)\}) from "\./(?P<module>\w+)\.js";\n', re.M)
COMMENT = re.compile(r"^[ \t]*//[^\n]*\n|/\*\*.*?\*/ ?", re.M | re.S)
"""A line that is a comment, or a block with types in it: for those who read the sources, not the page."""

EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const) (?P<name>\w+))", re.M)


def join(sources: Mapping[str, str], main: str) -> str:
    """Give one script that runs the module `main` and all that it imports, each once."""
    ordered: list[str] = []
    _visit(sources, main, ordered, ())
    return "\n".join(_wrapped(name, COMMENT.sub("", sources[name])) for name in ordered) + "\n"


def digest(text: str) -> str:
    """Give the hash of an inline script or style as a Content-Security-Policy names it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _visit(sources: Mapping[str, str], name: str, ordered: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other in a circle: {' -> '.join((*above, name))}")
    for needed in IMPORT.finditer(sources[name]):
        if needed["module"] not in ordered:
            _visit(sources, needed["module"], ordered, (*above, name))
    ordered.append(name)


def _wrapped(name: str, source: str) -> str:
    exported = [match["name"] for match in EXPORT.finditer(source)]
    body = IMPORT.sub(_taken, EXPORT.sub(r"\1", source))
    return f"const module_{name} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();"


def _taken(found: re.Match[str]) -> str:
    module = f"module_{found['module']}"
    if found["whole"]:
        return f"const {found['whole']} = {module};\n"
    return f"const {{{found['names'].replace(' as ', ': ')}}} = {module};\n"
