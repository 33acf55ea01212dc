"""The reader of claims: sentences of a few words of time with conditions between them.

    claim = "never" condition | "always" condition
          | "whenever" condition "then" condition
          | "after" condition ("never" | "always") condition
          | "from" condition ("an" "ending" | scene) "is" "reachable" [ "without" condition ]

The conditions are those of guards, with the functions of `claim_functions.py` besides. Claims are read last: by then
the story has all of its slots, and what claims ask besides stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model import codes, limits
from ..model.claims import Atom, Claim, ClaimKind
from ..model.expressions import All, Expression, Not, Number
from ..model.json_text import json_text
from .claim_functions import Atoms
from .composing import compose
from .condition_functions import Function
from .conditions import ConditionParser
from .faults import Fault, Faults
from .names import Names
from .problems import Problems
from .shapes import Shapes
from .suggesting import did_you_mean
from .tokens import Token, TokenKind
from .tree import Node, Source
from .values import Simple

_FIRST_WORDS = ("never", "always", "whenever", "after", "from")
_FORMS = "A claim is `never …`, `always …`, `whenever … then …`, `after … never …`, or `from … an ending is reachable`."
_QUESTION = "question"
NEVER = Number(0)
"""What holds in no moment."""


class ClaimNodes(NamedTuple):
    """The claims in one place: the shapes of the file, the chapter ("" in story.yaml), what their ids begin with.

    A question may be a condition; then the claim is that it never holds.
    """

    shapes: Shapes
    chapter: str
    prefix: str
    node: Node
    is_question: bool = False


class ReadClaims(NamedTuple):
    """The claims of a story, and the atoms that they ask of a moment."""

    claims: tuple[Claim, ...]
    atoms: tuple[Atom, ...]


class _Parts(NamedTuple):
    kind: ClaimKind
    premise: Expression | None
    forbidden: Expression
    goal: str = ""


def read_claims(places: Iterable[ClaimNodes], names: Names) -> ReadClaims:
    """Return the claims in all of these places; what is wrong with them is reported."""
    atoms = Atoms(names)
    claims: list[Claim] = []
    for shapes, chapter, prefix, node, is_question in places:
        entries = shapes.free_mapping(node, "claims")
        if not shapes.at_most(limits.PARTS, len(claims) + len(entries), node, cure="claim less"):
            break
        for name, (key, value) in entries.items():
            scalar = shapes.text(value)
            try:
                parts = ClaimParser(scalar.value, names, chapter, atoms).claim(may_be_condition=is_question)
            except Faults as faults:
                shapes.report_faults(scalar, faults)
                continue
            kind, premise, forbidden, goal = parts
            sentence = " ".join(scalar.value.split())
            claims.append(Claim(f"{prefix}{name}", kind, sentence, premise, forbidden, goal, shapes.mark(key)))
    return ReadClaims(tuple(claims), atoms.found)


def is_claim(sentence: str) -> bool:
    """Whether a sentence begins as claims do; one that does not is a condition."""
    return sentence.split(maxsplit=1)[:1] in [[word] for word in _FIRST_WORDS]


def asked(question: str) -> Source:
    """Return a claim or a condition that somebody asks about as if it stood in a file."""
    return Source(_QUESTION, f"{_QUESTION}: {json_text(question)}")


def question_nodes(source: Source, problems: Problems) -> tuple[ClaimNodes, ...]:
    """Return what `read_claims` reads from a source that `asked` made."""
    node = compose(source, problems)
    return () if node is None else (ClaimNodes(Shapes(source, problems), "", "", node, is_question=True),)


class ClaimParser(ConditionParser):
    """Parses one claim."""

    def __init__(self, source: str, names: Names, chapter: str, atoms: Atoms) -> None:
        """Parse for this chapter ("" for story.yaml)."""
        super().__init__(source, names, chapter)
        self._atoms = atoms

    def claim(self, *, may_be_condition: bool = False) -> _Parts:
        """Return what the claim says, for a condition that it never holds; raises Faults."""
        is_condition = may_be_condition and self._peek().text not in _FIRST_WORDS
        parts = self._whole(self._condition if is_condition else self._claim)
        self._faults.raise_all()
        return parts

    def _condition(self) -> _Parts:
        return _Parts(ClaimKind.NEVER, None, self._part())

    def _claim(self) -> _Parts:
        word = self._take()
        if word.text == "never":
            return _Parts(ClaimKind.NEVER, None, self._part())
        if word.text == "always":
            return _Parts(ClaimKind.NEVER, None, Not(self._part()))
        form = {"whenever": self._whenever, "after": self._after, "from": self._from}.get(word.text)
        if form is None:
            raise _not_a_claim(word)
        return form()

    def _whenever(self) -> _Parts:
        premise = self._part()
        self._take_word("then")
        return _Parts(ClaimKind.WHENEVER, premise, All((premise, Not(self._part()))))

    def _after(self) -> _Parts:
        premise = self._part()
        word = self._take_word("never", "always")
        forbidden = self._part()
        return _Parts(ClaimKind.AFTER, premise, forbidden if word.text == "never" else Not(forbidden))

    def _from(self) -> _Parts:
        premise = self._part()
        goal = ""
        if self._peek().text in ("an", "ending"):
            self._take_word("an")
            self._take_word("ending")
        else:
            goal = self._lookup.scene(self._take())
        self._take_word("is")
        self._take_word("reachable")
        forbidden: Expression = NEVER
        if self._peek().text == "without":
            self._take()
            forbidden = self._part()
        return _Parts(ClaimKind.FROM, premise, forbidden, goal)

    def _part(self) -> Expression:
        offset = self._peek().offset
        typed = self._either()
        self._must_be(Simple.FLAG, typed, offset)
        return typed.tree

    def _take_word(self, *words: str) -> Token:
        token = self._take()
        if token.text not in words:
            wanted = " or ".join(f"`{word}`" for word in words)
            actual = f"`{token.text}`" if token.kind is not TokenKind.END else "the end"
            cure = did_you_mean(token.text, words) + _FORMS
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE, token.offset, f"{wanted} should stand here, and {actual} does.", cure
            )
        return token

    def _count(self, result: object) -> None:
        """Count nothing: a claim may not ask for numbers of visits, and that has been noted."""

    def _function(self, name: str) -> Function | None:
        return self._atoms.function(name)

    def _function_names(self) -> list[str]:
        return self._atoms.function_names()


def _not_a_claim(word: Token) -> Fault:
    actual = f"`{word.text}`" if word.kind is not TokenKind.END else "nothing"
    cure = did_you_mean(word.text, _FIRST_WORDS) + _FORMS
    return Fault(codes.EXPRESSION_DOES_NOT_PARSE, word.offset, f"A claim does not begin with {actual}.", cure)
