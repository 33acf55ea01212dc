"""What can be said of a story without playing it, and how it is found out.

What is proved -------------- A story is a finite machine: a scene, variables with ranges, places of items, counts. So
it can be walked whole. `prove` (`verdicts/proof.py`) decides of every *target* (`targets/`) whether a player can ever
see it: scenes, their texts, choices taken and barred, redirects, both outcomes of every condition, every variant of
every text, endings. And it finds every state in which the story is *stuck*: dead ends, soft-locks (no ending can be
reached any more), circles without a choice. Everything that it reports comes with a shortest list of choices that
leads there.

By which algorithm
------------------
1. `transitions/`: the story becomes a graph of points (a scene, the cutaways under way, just arrived or at rest) and
   edges. What an edge asks and changes are functions of the state before it; where a destination leads depends on no
   value, so machine and graph ask the same law (`engine/control.py`). A death taken back is an edge whose guard is the
   weakest precondition of dying (Dijkstra 1976; `falls.py`).
2. What nothing later can tell apart is forgotten: live-variable analysis, refined from slots to classes of values,
which
   merges bisimilar states only (`relevance.py`). Started from guards alone it is the cone-of-influence reduction
   (Clarke, Grumberg, Peled, *Model Checking*, 1999, section 10.1), so texts cost the main walk nothing (`slicer.py`).
3. Two provers walk the graph, behind one protocol (`verdicts/prover.py`). `explicit/` walks states breadth first, as
   sets of whole numbers with code generated for each edge. `symbolic/` walks sets of states as decision diagrams
   (Bryant 1986; zero-suppressed, Minato 1993; the order of the slots in `symbolic/translation.py`), for stories of
   many states whose parts have little to do with each other. Each is tried in turn, first briefly and then with
   patience.
4. The states from which nothing good can be reached are what is left when one has gone back from the endings, edge by
   edge, until nothing changes (`verdicts/way_back.py`). The same search finds chains that never come to rest.
5. `verdicts/` is the one place where verdicts become findings. A test compares every finding, place and shortest way
   with a plain walk through the machine itself (`oracle/`), on thousands of random stories, for both provers.

An example
----------
    door:  take (once): key = true           hall:  wait: stay
           push: goto hall                          open (requires key): goto end

The graph has the points begin, door, hall and end. Live are: at door `key` and whether `take` was taken, at hall
`key`. The walk sees door with (no key, not taken) and (key, taken), hall with no key and with key, and end. Going back
from end saves hall with the key, and door, from which one can still get it. What is left, hall without the key, is
locked; its only entry from a state that is not locked is `push`, so the finding says: after `push`, in `hall`, no
ending can be reached any more; it is so exactly when `key` is false.

The rooms, from the bottom
--------------------------
`targets` what there is to reach, and what it is called; `transitions` the graph; `explicit` and `symbolic` one prover
each; `verdicts` findings and the certificate; `playing` what is found out by playing (coverage, suggestions,
walkthroughs, statistics); `oracle` beside them, for tests only.
"""
