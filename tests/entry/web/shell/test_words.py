"""Words of pages: each is there where a page says it, and what several nouns call the same thing is written once."""

import ast
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

from payung.actions.compare_runs import Compared
from payung.core.basis.text import Text
from payung.entry import web
from payung.entry.web import things
from payung.entry.web.imports.views import equation

WEB = Path(web.__file__).parent
SHARED = {name: value for name, value in vars(things).items() if isinstance(value, Text)}


def modules(folder: str) -> list[ModuleType]:
    """Those that hold the words of a noun."""
    return [
        import_module(f"payung.entry.web.{folder}.{path.stem}") for path in sorted((WEB / folder).glob("*words.py"))
    ]


def test_what_several_nouns_say_is_written_once():
    nouns = sorted({path.parent.name for path in WEB.glob("*/*words.py")})
    assert len(nouns) > 15
    said = [(module, name, value) for noun in nouns for module in modules(noun) for name, value in vars(module).items()]
    shared = [(module.__name__, name, value) for module, name, value in said if SHARED.get(name) == value]
    assert len(shared) > 100
    assert [each[:2] for each in shared if each[2] is not SHARED[each[1]]] == []


def test_what_a_template_says_is_there():
    missing, found = [], 0
    for template in sorted((WEB / "templates").glob("*/*.html")):
        folder = template.parent.name
        for name in set(re.findall(r"\bwords\.(\w+)", template.read_text())):
            found += 1
            if not any(hasattr(module, name) for module in modules(folder)):
                missing.append((template.name, name))
    assert found > 200
    assert missing == []


def test_no_name_of_a_word_is_given_twice():
    """The later would silently stand where the earlier is meant."""
    files = [*WEB.rglob("*words.py"), WEB / "things.py"]
    assert len(files) > 20
    for path in files:
        said = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign | ast.AnnAssign)]
        names = [one.id for node in said for one in ast.walk(node) if _is_given(one)]
        assert sorted(names) == sorted(set(names)), path.relative_to(WEB)


def _is_given(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def test_a_sentence_with_figures_writes_them_as_each_language_does():
    told = equation(Compared(79_476, 70_000, 1_390, 6, 8_000, 80, gone=0))
    assert told.id.startswith(
        "79.476 baris dibaca = 70.000 baru + 1.390 tidak berubah + 6 diperbarui + 8.000 baris bermasalah"
    )
    assert told.en.startswith("79,476 ") and "1,390" in told.en and "." not in told.en.rstrip(".")
