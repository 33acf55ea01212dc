"""A small story that has one of everything, for tests of the shell: text by its path in the story's folder."""

# ruff: noqa: E501  # a paragraph is a line, as authors write it

from __future__ import annotations

GLASS = {
    "story.yaml": """\
id: rich
title: The Glass
version: 1.0.0
start: bar.door
chapters:
  bar: {title: The Bar, card: "One door in. Nine men."}
  room: {title: The Room, card: "A bed, a case to pack."}
variables:
  heat: 0..4
  wounds: 0..3
  backs: 0..3
falls: {counts: backs, take_back: "No. It was not like that. Take it back.", let_stand: That is how it ended. Let it stand., goto: room.told}
places:
  case: {title: The guitar case, capacity: 8, leavable: true}
  sleeves: {title: Your sleeves, capacity: 1}
  pockets: {title: Your pockets, capacity: 2}
  bed: {title: On the bed, carried: false}
items:
  guitar: {title: the guitar, size: 4, fits: [case, bed], at: bed}
  shotgun: {title: the sawn-off shotgun, size: 4, fits: [case, bed], at: bed}
  pistols: {title: the two big pistols, size: 2, fits: [case, bed], at: bed}
  rigs: {title: the spring pistols, size: 1, fits: [case, sleeves, bed], at: bed}
  knife: {title: a throwing knife, size: 1, fits: [pockets, case]}
groups: {any_gun: [shotgun, pistols, rigs]}
speakers: {bartender: The bartender, american: The American}
status:
  - "{heat == 0: Nobody is looking|{heat >= 3: Everybody is looking|They look}}"
  - "{wounds == 0: unhurt|hurt}"
  - "{carried(case): the case in your hand|no case}"
corrido:
  opening: |
    Señores, pongan silencio,
    I tune, and the bar goes still:
    a man came in with a guitar case
    and the case has not been filled.
  farewell: |
    Vuela, vuela, palomita,
    to the wire above the road,
    and tell whoever is asking
    how the rest of it was owed.
""",
    "scenes/bar.yaml": """\
door:
  title: The door
  art: bar
  text: |
    The door is *open*. It is {a hot|a hotter} day, and the dust comes in with you, and there is very much of it, so that one could write one's name in it. Outside a dog crosses the square, decides against it, and crosses back.

    bartender: We have beer. We have *one* beer.

    Nobody looks up.
  choices:
    in:
      say: Go in.
      goto: counter
    wait:
      say: Wait.
      text: You wait. The dog waits.
      do: [heat += 1]
    pack:
      say: Go back to the room and think about the case again.
      goto: room.pack
    gun:
      say: Put the case on the counter and open it, slowly, so that everybody can count what is in it.
      requires: in_case(any_gun)
      barred: There is nothing in it yet.
      goto: shoot
counter:
  title: The counter
  text: |
    The bartender dries a glass that is already dry. {heat >= 2: He has been told about you.}

    bartender: We have beer. We have **one** beer, and it is warm, and it is poured as if it cost me something.

    american: Leave him be. He has come a long way to drink something that bad, and the least that we can do is to let him have it in peace and quiet, with the fan turning.

    There are nine men in the room. Two play cards without looking at them. One is asleep, or wishes to be thought so. The others look at the case, and then at the door behind it, and then at nothing, which is the hardest thing in the room to look at and takes practice.

    A jukebox in the corner plays half of a song and stops. Nobody puts in the coin for the other half. It has been so for a year, the bartender says, and nobody has complained, for it was not a good song, and the half that it plays is the better one.

    You can hear the ice in a drink that has no ice in it.

    The man on the next stool turns, a quarter of an inch and no more, so that you see the tattoo that he wants you to see.
  verse: |
    He asked for a beer at the counter,
    they gave him a glass of brown rain,
    and the man who had poured it for him
    would not pour for a man again.
  choices:
    back: {say: Back out., goto: door}
    talk:
      say: Talk to the man on the next stool.
      text: He has been waiting to be asked.
      choices:
        weather: {say: About the weather., text: It is hot. You agree on this.}
        bucho: {say: About Bucho., goto: shoot}
    drink: {say: Drink., goto: ends}
shoot:
  title: The other end of it
  text: |
    Everybody is quicker than you.
  choices:
    stand: {say: Stand still., goto: dies}
    run: {say: Run., goto: room.pack}
dies:
  fall: true
  text: |
    You die, and it is quick.

    american: No no no.
ends:
  title: The bottom of it
  text: You drink, and that is all.
  ending: {title: The Glass, hint: A glass.}
""",
    "scenes/room.yaml": """\
pack:
  title: A rented room
  text: |
    The bed is made. What you own lies on it.
  pack: [case, sleeves, pockets, bed]
  choices:
    go:
      say: Close the case and go.
      goto: bar.door
    alone:
      say: Go without it.
      requires: not in_case(any_gun)
      barred: Not with the guns in it.
      do: [leave(case)]
      goto: bar.door
told:
  title: That was it
  text: So he died, the American says.
  ending: {title: Nine to One, hint: Somebody was slower.}
""",
    "art/bar.yaml": """\
alt: A door that swings, and the sun behind it.
picture: |2
      ____________________________
     |  |                      |  |
     |  |   \\\\    |    //       |  |
     |  |    ---- O ----       |  |
     |  |   //    |    \\\\       |  |
     |__|______________________|__|
plain: |2
      ____________________________
     |  |                      |  |
     |  |   \\\\    |    //       |  |
     |  |    ---- O ----       |  |
     |  |   //    |    \\\\       |  |
     |__|______________________|__|
""",
}
