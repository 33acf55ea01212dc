"""The analysis of a story: the proof, coverage, walkthroughs, statistics. Here: what is proved, and how.

What is proved
--------------
A story is a finite machine: a scene, variables with ranges, places of items, counts. So all of its states can be
visited. For every *target* (`targets/`), `prove` (`verdicts/proof.py`) decides whether a player can ever see it. The
targets are scenes, their texts, choices taken and barred, redirects, both outcomes of every condition, every variant of
every text, and endings. What a player should never see is decided in the same way: divisions by zero. `prove` also
finds every state in which the story is *stuck*: dead ends, soft-locks (no ending can be reached any more), and circles
without a choice. Each finding has a shortest list of choices that leads there.

By which algorithm
------------------
1. `transitions/` turns the story into a graph of points (a scene, the cutaways under way, just arrived or at rest) and
   edges. The guard and the effects of an edge are functions of the state before it. Where an edge leads depends on no
   value, so the machine and the graph use the same law (`engine/control.py`). A death taken back is an edge whose guard
   is the weakest precondition of dying (Dijkstra 1976; `falls.py`).
2. At each point, values that nothing later can tell apart are merged: live-variable analysis, refined from slots to
   classes of values, which merges bisimilar states only (`relevance.py`). Started from the guards alone it is the
   cone-of-influence reduction (Clarke, Grumberg, Peled, *Model Checking*, 1999, section 10.1), so that what only texts
   read adds no states to the main walk (`slicer.py`). A counter of more than a thousand values is *wide*: no table of
   them is made, and where anything reads it, all are told apart (`functions.py`, `steps.py`). The explicit prover then
   walks the values that are reached, and the symbolic one declines.
3. Two provers walk the graph, behind one protocol (`verdicts/prover.py`). `explicit/` walks states breadth first, as
   sets of whole numbers, with code generated for each edge. `symbolic/` walks sets of states as decision diagrams
   (Bryant 1986; zero-suppressed, Minato 1993; for the order of the slots see `symbolic/translation.py`). It suits
   stories of many states whose parts are nearly independent. The two are tried in turn, first with a small limit and
   then with a large one.
4. Backward reachability finds the locked states: start from the endings, go back along the edges until nothing changes;
   the states that were not met are locked (`verdicts/way_back.py`). The same search finds chains that never rest.
5. The author's claims are decided by the same walks. A claim is looked at in moments (`targets/moments.py`), and a
   moment on an edge is a function of the state at its source (`transitions/edge_moments.py`). So a broken claim is one
   more thing that can be seen. What a claim remembers is a slot that no guard reads. Claims about ways on are decided
   by going back from the endings, as locked states are (`verdicts/ways_on.py`). The judge that tests the claims, and
   that is asked before a broken one is told, plays the machine (`targets/judging.py`).
6. `verdicts/` is the only place where verdicts become findings. A test compares every finding, its place and its
   shortest way with a plain walk through the machine itself (`oracle/`), on thousands of random stories, for both
   provers.

An example
----------
    door:  take (once): key = true           hall:  wait: stay
           push: goto hall                          open (requires key): goto end

The graph has the points begin, door, hall and end. The live slots at door are `key` and whether `take` was taken; at
hall only `key` is live. The walk reaches door with (no key, not taken) and (key, taken), hall without the key and with
it, and end. Going back from end meets hall with the key, and both states of door: the player can still take the key
there. Hall without the key is not met, so it is locked. The only edge into it from a state that is not locked is
`push`, so the finding says: after `push`, in `hall`, no ending can be reached any more. It is so exactly when `key` is
false.

The rooms, from the bottom
--------------------------
`targets`: what can be reached, and its names. `transitions`: the graph. `explicit` and `symbolic`: one prover each.
`verdicts`: findings and the certificate. `playing`: what is found by playing (coverage, suggestions, walkthroughs,
statistics). `oracle`: the plain walk, for tests only.
"""
