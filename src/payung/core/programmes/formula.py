"""Whole-number formulas of a programme's file: ``+ - * //``, numbers and names. Nothing else can be written."""

import ast
import operator
from collections.abc import Mapping

LONGEST = 200
_STEPS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv}


def evaluate(formula: str, names: Mapping[str, int]) -> int:
    """The value of ``formula`` where each name has the value ``names`` gives.

    Raises: ValueError for anything but whole numbers, names, brackets and ``+ - * //``, for a name without a value,
    a division by zero, or more than 200 characters.

    >>> evaluate("quota * months * contribution", {"quota": 50, "months": 12, "contribution": 16_800})
    10080000
    """
    if len(formula) > LONGEST:
        raise ValueError(f"more than {LONGEST} characters")
    try:
        tree = ast.parse(formula, mode="eval")
    except SyntaxError as broken:
        raise ValueError("not a formula") from broken
    return _value(tree.body, names)


def _value(node: ast.expr, names: Mapping[str, int]) -> int:
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name(id=name):
            raise ValueError(f"{name} has no value here")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _STEPS:
            first, second = _value(left, names), _value(right, names)
            if isinstance(op, ast.FloorDiv) and second == 0:
                raise ValueError("division by zero")
            return int(_STEPS[type(op)](first, second))
    raise ValueError("only + - * //, whole numbers and names")
