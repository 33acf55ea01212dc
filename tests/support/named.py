"""A small story in which the player types a name: for tests of all rooms."""

from __future__ import annotations

DECLARED = "variables:\n  hero: {name: Nobody, words: [bucho, dona_ana]}\n"

SCENES = """
door:
  text: "A man asks. {hero == bucho: He steps back.}"
  choices:
    tell:
      say: Say your name.
      asks: hero
      text: "{hero == bucho: That is his.|He writes it down.}"
    show:
      say: Show a letter.
      requires: hero == dona_ana
      barred: It is for somebody else.
      asks: hero
      goto: end
    wait: {say: Wait., when: hero == dona_ana, goto: end}
    leave: {say: Leave., goto: end}
"""

NAMED = {
    "story.yaml": "id: named\ntitle: Named\n" + DECLARED,
    "scenes/bar.yaml": "# The bar.\n" + SCENES.lstrip() + "end: {text: It ends., ending: {title: Over}}\n",
}
