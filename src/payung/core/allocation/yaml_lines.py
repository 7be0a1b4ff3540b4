"""On which line of a YAML file a field stands, so that a refusal can name it."""

from pathlib import Path

import yaml


class YamlLines:
    """Fields as messages name them (``funds.2.tranches.1.amount``, lists numbered from 1) and their lines."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root

    @classmethod
    def read(cls, path: Path) -> "YamlLines":
        """The lines of the file at ``path``; none where it cannot be read."""
        try:
            return cls(yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader))
        except (yaml.YAMLError, OSError, ValueError):
            return cls(None)

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


def _below(node: yaml.Node, part: str, line: int) -> tuple[int, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and part.isdigit() and 1 <= int(part) <= len(node.value):
        found = node.value[int(part) - 1]
        return found.start_mark.line, found
    return line, None
