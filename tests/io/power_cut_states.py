"""What a disk may hold after a power cut: see `tests.io.power_cut`."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path

from tests.io.power_cut import (
    Call,
    Cut,
    Held,
    Moded,
    Named,
    Node,
    Recorder,
    Synced,
    Told,
    Tree,
    Wrote,
    follow,
    lay_out,
    tree_of,
    written,
)  # fmt: skip

SECTOR, PAGE = 512, 4096
FEW = 6
"""How many lengths, sectors and subsets are tried of what has more."""


@dataclass(frozen=True)
class State:
    """What the disk may hold after the first `calls` calls, and what the program had told by then."""

    calls: int
    tree: Tree
    told: tuple[Told, ...]


@dataclass
class Pending:
    """What was done to a file or folder since it was synced last, on top of what the disk holds for certain."""

    held: Held
    calls: list[Call] = field(default_factory=list)

    def settle(self):
        """Take it all as synced."""
        for call in self.calls:
            match call:
                case Moded(_, mode):
                    self.held.mode = mode
                case Named(_, names):
                    follow(self.held.names, names)
                case Wrote() | Cut():
                    self.held.data = written(self.held.data, call)
                case _:
                    pass
        self.calls.clear()


def cuts(record: Recorder, check: Callable[[State], None], most: int, seed: int = 0) -> int:
    """Check what is there after a cut at every point of a record; return how many states that were.

    The states are laid out where the record was made.
    """
    record.check()
    root, count = Path(record.root), 0
    with not_synced():
        for state in states(record, most, seed):
            lay_out(state.tree, root)
            check(state)
            count += 1
    assert count
    if noted := os.environ.get("CUELINE_CUTS"):  # a file for the figures of docs/reliability.md
        with open(noted, "a") as file:  # noqa: PTH123
            file.write(f"{count} {len(record.calls)}\n")
    return count


@contextmanager
def not_synced() -> Iterator[None]:
    """Let a sync be done at once: it is no real disk that has to last."""
    real, os.fsync = os.fsync, lambda handle: None
    try:
        yield
    finally:
        os.fsync = real


def states(record: Recorder, most: int, seed: int = 0) -> Iterator[State]:
    """Give what the disk may hold after a cut at every point, each but once for all that was told.

    Where a point has more than `most`, the plainest and others at random are taken.
    """
    chance = random.Random(seed)
    pending = {node: Pending(held) for node, held in _copied(record.before).items()}
    told: tuple[Told, ...] = ()
    seen: set[bytes] = set()
    for count, call in enumerate((None, *record.calls)):
        if isinstance(call, Told):
            told = (*told, call)
            seen.clear()
        elif isinstance(call, Synced):
            pending[call.node].settle()
        elif call is not None:
            pending.setdefault(call.node, Pending(Held(b"", call.node.first_mode, {})))
            pending[call.node].calls.append(call)
        for tree in _trees(record.top, pending, most, chance):
            mark = _digest(tree)
            if mark not in seen:
                seen.add(mark)
                yield State(count, tree, told)


def _copied(before: dict[Node, Held]) -> dict[Node, Held]:
    return {node: Held(h.data, h.mode, dict(h.names)) for node, h in before.items()}


def _digest(tree: Tree) -> bytes:
    return sha256(repr(sorted(tree.items())).encode()).digest()


def _trees(
    top: Node, pending: dict[Node, Pending], most: int, chance: random.Random
) -> Iterator[Tree]:
    """Give what may be there, each open file and folder in each of its states, or in some of them."""
    files = {node: _contents(p, chance) for node, p in pending.items() if not node.is_folder}
    folders = {node: _namings(p, chance) for node, p in pending.items() if node.is_folder}
    undecided = [node for node, p in pending.items() if p.calls]
    choices = [range(len(files[n] if n in files else folders[n])) for n in undecided]
    for chosen in _chosen(choices, most, chance):
        picked = dict(zip(undecided, chosen, strict=True))
        yield tree_of(
            top,
            lambda node, picked=picked: _of(files, node, picked),
            lambda node, picked=picked: _of(folders, node, picked, {}),
        )


def _of(known, node: Node, picked: dict[Node, int], default=(b"", 0o600)):
    return known[node][picked.get(node, 0)] if node in known else default


def _chosen(
    choices: Sequence[range], most: int, chance: random.Random
) -> Iterator[tuple[int, ...]]:
    """Give all combinations; where there are more than `most`, nothing of all, all of all, and so many others.

    Half of these have one file or folder in each of its states beside nothing, or all, of the others.
    """
    if prod(map(len, choices)) <= most:
        yield from product(*choices)
        return
    nothing, all_of_it = tuple(0 for _ in choices), tuple(min(1, len(c) - 1) for c in choices)
    yield from (nothing, all_of_it)
    alone = [
        (*rest[:place], option, *rest[place + 1 :])
        for place, options in enumerate(choices)
        for option in options
        for rest in (nothing, all_of_it)
    ]
    yield from chance.sample(alone, min(len(alone), (most + 1) // 2))
    for _ in range(most // 2):
        yield tuple(chance.choice(options) for options in choices)


def _contents(pending: Pending, chance: random.Random) -> list[tuple[bytes, int]]:
    """Return what a file may hold, and its mode: first nothing of what was not synced, then all of it."""
    held, calls = pending.held, pending.calls
    steps, modes = [held.data], [held.mode]
    for call in calls:
        if isinstance(call, Moded):
            modes.append(call.mode)
        elif isinstance(call, (Wrote, Cut)):
            steps.append(written(steps[-1], call))
    found = [steps[0], steps[-1], *_some(steps[1:-1], chance)]
    if len(steps) > 1:
        found += torn(held.data, steps[-1], chance)
    whole = [(data, modes[-1]) for data in found]
    return _each_once([(held.data, held.mode), *whole[1:], *((d, m) for d in found for m in modes)])


def torn(old: bytes, new: bytes, chance: random.Random) -> Iterator[bytes]:
    """Give what may be there of new bytes that were being written over, or behind, old ones."""
    first = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    places = range(first // SECTOR * SECTOR + SECTOR, len(new), SECTOR)
    for place in (*_some(places, chance), *places[-1:]):
        rest = old[place:] if len(old) > place else b""
        yield new[:place] + rest
        yield new[:place] + rest + bytes(max(0, len(new) - place - len(rest)))
    if len(new) > first:
        yield new[: chance.randrange(first, len(new))]
        yield old[: len(new)].ljust(len(new), b"\0")
        kept = new[: max(first, len(old))]
        yield kept + chance.randbytes(len(new) - len(kept))
    for size in (SECTOR, PAGE):
        yield _sectors(old, new, size, lambda n: n > 0)
        yield _sectors(old, new, size, lambda _: chance.random() < 0.5)


def _sectors(old: bytes, new: bytes, size: int, is_new) -> bytes:
    """Return new bytes, but old ones (or zeros) in the sectors that did not reach the disk."""
    before = old[: len(new)].ljust(len(new), b"\0")
    changed = [
        at for at in range(0, len(new), size) if before[at : at + size] != new[at : at + size]
    ]
    mixed = bytearray(new)
    for number, at in enumerate(changed):
        if not is_new(number):
            mixed[at : at + size] = before[at : at + size]
    return bytes(mixed)


def _namings(pending: Pending, chance: random.Random) -> list[dict[str, Node]]:
    """Return what names a folder may have: first none that were not synced, then all, then some, in order and not."""
    calls = [call for call in pending.calls if isinstance(call, Named)]
    count = len(calls)
    sets = [
        frozenset(), frozenset(range(count)), *(frozenset(range(n)) for n in range(1, count)),
        *(frozenset(range(count)) - {n} for n in range(count)),
        *(frozenset(n for n in range(count) if chance.random() < 0.5) for _ in range(FEW)),
    ]  # fmt: skip
    found: list[dict[str, Node]] = []
    for chosen in sets:
        names = dict(pending.held.names)
        for number in sorted(chosen):
            follow(names, calls[number].names)
        found.append(names)
    return _each_once(found)


def _some(found: Sequence, chance: random.Random) -> list:
    return list(found) if len(found) <= FEW else chance.sample(list(found), FEW)


def _each_once(found: list) -> list:
    first: list = []
    for one in found:
        if one not in first:
            first.append(one)
    return first
