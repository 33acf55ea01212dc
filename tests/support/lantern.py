"""A small story with cutaways, one of them inside another and one on arrival, for tests of saves.

Recorded saves belong to it: change it only together with what `tests/saving/recorded/README.md` says of them.
"""

from __future__ import annotations

LANTERN = {
    "story.yaml": """\
id: lantern
title: The Lantern
version: 1.0.0
start: hill.gate
variables:
  light: {words: [low, high, out], start: high}
  oil: {range: -1..3, start: 2}
  warned: flag
  backs: 0..2
falls: {counts: backs, take_back: Not so., let_stand: So., goto: hill.over}
places:
  belt: {title: Your belt, capacity: 3, leavable: true}
  shelf: {title: The shelf, carried: false}
items:
  lamp: {title: the lamp, size: 2, at: belt}
  key: {title: a key, size: 1, fits: [belt], at: belt}
""",
    "scenes/hill.yaml": """\
gate:
  title: The gate
  text: "It is {shut|open}. {seen(well): You have seen the well.}"
  choices:
    look: {say: Look at the well., once: true, do: [oil -= 1], cutaway: well, text: You go and look.}
    in: {say: Go in., goto: house}
    jump: {say: Jump., goto: trap}
well:
  title: The well
  text: It is deep.
  choices:
    down: {say: Go down., do: [light = low], cutaway: water}
    back: {say: Go back., return: true}
water:
  title: The water
  text: It is cold.
  choices:
    up: {say: Go up., return: true}
house:
  title: The house
  text: |
    A table, a chair. {light == low: It is dark.}
  redirects:
    - when: not warned
      do: [warned = true]
      cutaway: voice
  choices:
    out: {say: Go out., goto: gate}
    put: {say: Put the lamp away., when: has(lamp), do: ["put(lamp, shelf)"]}
    drop: {say: Leave the belt., when: carried(belt), do: [leave(belt)]}
    sleep: {say: Sleep., goto: over}
voice:
  title: A voice
  text: Who is there?
  choices:
    me: {say: It is I., return: true}
trap:
  title: The trap
  text: It was deeper than it looked.
  fall: true
over:
  title: Over
  text: It is over.
  ending: {title: Morning, hint: Sleep.}
""",
}

EARLY = {
    **LANTERN,
    "story.yaml": LANTERN["story.yaml"]
    .replace("id: lantern", "id: early")
    .replace("start: hill.gate", "start: hill.trap"),
}
"""The same story, but it begins with a fall."""
