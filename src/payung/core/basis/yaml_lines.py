"""A YAML file a person keeps: its values, and the line on which each stands, so that a refusal can name it."""

import re
from pathlib import Path
from typing import Any

import yaml

from payung.core.basis.text import Text

MOST_BYTES = 8_000_000
_WHOLE = "tag:yaml.org,2002:int"


class YamlUnreadable(Exception):
    """A file that is no YAML; ``field``: what is wrong in it ("-": the file), ``line``: where, if that is known."""

    def __init__(self, expected: Text, line: int | None, field: str = "-") -> None:
        super().__init__(expected.en)
        self.expected, self.line, self.field = expected, line, field


class _Loader(yaml.SafeLoader):
    """Refuses what YAML would silently change: a name that stands twice (the last would hold), and numbers that are
    not plain decimal ones (010 would be eight, 1:30 ninety); those stay text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    twice = Text(id="ditulis satu kali saja", en="written only once")
                    raise YamlUnreadable(twice, key.start_mark.line + 1, key.value)
                seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as broken:  # a day that does not exist, a number of thousands of digits
            raise YamlUnreadable(_VALUE, node.start_mark.line + 1) from broken


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != _WHOLE]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_WHOLE, re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$"), list("-+0123456789"))

_YAML = Text(id="berkas YAML berkode UTF-8", en="a YAML file in UTF-8")
_VALUE = Text(id="tanggal atau bilangan yang ada", en="a day or a number that exists")
_SIZE = Text(
    id=f"berkas YAML paling besar {MOST_BYTES // 1_000_000} MB",
    en=f"a YAML file of {MOST_BYTES // 1_000_000} MB at most",
)
_DEPTH = Text(id="berkas YAML yang tidak bersarang sedalam itu", en="a YAML file that is not nested so deeply")


class YamlLines:
    """Fields as messages name them (``funds.2.tranches.1.amount``, lists numbered from 1) and their lines."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root

    def line_of(self, field: str) -> int | None:
        """The line of ``field``, or of the nearest part around it where it is missing; None where nothing is known."""
        node = self._root
        if node is None:
            return None
        line = node.start_mark.line
        for part in field.split("."):
            line, node = _below(node, part, line)
            if node is None:
                break
        return line + 1


def read_yaml(path: Path) -> tuple[Any, YamlLines]:
    """What the file at ``path`` holds, and where. Raises: YamlUnreadable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise YamlUnreadable(_SIZE, None)
        data = path.read_bytes()
        text = data.decode("utf-8")
        loader = _Loader(text)
        node = loader.get_single_node()
        return (None if node is None else loader.construct_document(node)), YamlLines(node)
    except UnicodeDecodeError as broken:
        raise YamlUnreadable(_YAML, data.count(b"\n", 0, broken.start) + 1) from broken
    except yaml.reader.ReaderError as broken:
        raise YamlUnreadable(_YAML, text.count("\n", 0, broken.position) + 1) from broken
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        raise YamlUnreadable(_YAML, mark.line + 1 if mark else None) from broken
    except (yaml.YAMLError, OSError, ValueError) as broken:
        raise YamlUnreadable(_YAML, None) from broken
    except RecursionError as broken:
        raise YamlUnreadable(_DEPTH, None) from broken


def _below(node: yaml.Node, part: str, line: int) -> tuple[int, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode):
        for number, found in enumerate(node.value, 1):
            if part == str(number) or _says(found, part):
                return found.start_mark.line, found
    return line, None


def _says(node: yaml.Node, part: str) -> bool:
    """Whether one of its fields holds ``part``: a value of the law is called by its day."""
    return isinstance(node, yaml.MappingNode) and any(value.value == part for _, value in node.value)
