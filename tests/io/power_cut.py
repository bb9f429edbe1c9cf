"""A power cut, made at every point of what a program did to its files.

`Recorder` writes down each call that changes something below a folder: data, lengths, modes, names, syncs. `states`
makes of that what a disk may hold after a cut: what was synced for certain, and of the rest anything that a file
system may have got to. The facts are those of studies of ext4, XFS, btrfs and others (ALICE, OSDI 2014; CrashMonkey,
OSDI 2018): data and names reach the disk apart from each other and in any order, a length may be there before its
data, a new file is lost with the name that nobody synced, and a rename does not wait for the data of the file.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WRITING = set("wax+")


@dataclass(eq=False)
class Node:
    """A file or a folder, whatever names lead to it; what it is now, synced or not."""

    is_folder: bool
    mode: int
    data: bytes = b""
    names: dict[str, Node] = field(default_factory=dict)
    first_mode: int = field(init=False)

    def __post_init__(self):
        self.first_mode = self.mode


@dataclass(frozen=True)
class Wrote:
    """Bytes were put into a file."""

    node: Node
    at: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """A file got this length."""

    node: Node
    size: int


@dataclass(frozen=True)
class Moded:
    """A file got this mode."""

    node: Node
    mode: int


@dataclass(frozen=True)
class Named:
    """Names of a folder lead elsewhere from now on, or (None) are gone; all of them at once."""

    node: Node
    names: Mapping[str, Node | None]


@dataclass(frozen=True)
class Synced:
    """All that was done to a file, or to the names of a folder, is on the disk."""

    node: Node


@dataclass(frozen=True)
class Told:
    """The program said something: from now on it counts."""

    word: str
    value: Any


@dataclass
class Held:
    """What the disk holds of a file or a folder for certain."""

    data: bytes
    mode: int
    names: dict[str, Node]

    @staticmethod
    def of(node: Node) -> Held:
        """Return what a node holds now."""
        return Held(node.data, node.mode, dict(node.names))


Call = Wrote | Cut | Moded | Named | Synced | Told


def written(data: bytes, call: Wrote | Cut) -> bytes:
    """Return the bytes of a file after a call."""
    if isinstance(call, Cut):
        return data[: call.size].ljust(call.size, b"\0")
    data = data.ljust(call.at, b"\0")
    return data[: call.at] + call.data + data[call.at + len(call.data) :]


class Recorder:
    """Writes down what is done to the files below `root`, in the order in which it is done, by any thread.

    Nothing is really synced meanwhile. What the program does beside `os`, `io.open` and `fcntl` is not seen; so
    `check` compares what was written down with what is on the disk.
    """

    def __init__(self, root: Path):
        self.root = os.path.realpath(root)
        self.calls: list[Call] = []
        self._top = _scanned(self.root)
        self.before = {node: Held.of(node) for node in _all_below(self._top)}
        self._handles: dict[int, tuple[Node, bool]] = {}
        self._lock = threading.RLock()
        self._real = {name: getattr(os, name) for name in self._os_calls()}

    @property
    def top(self) -> Node:
        """Return the folder as it is now."""
        return self._top

    @property
    def tree(self) -> Tree:
        """Return what is in the folder now."""
        return tree_of(self._top)

    def has_told(self, word: str) -> bool:
        """Tell whether the program has said something that begins so."""
        return any(isinstance(call, Told) and call.word.startswith(word) for call in self.calls)

    def tell(self, word: str, value: Any = None):
        """Write down what the program says."""
        with self._lock:
            self.calls.append(Told(word, value))

    def check(self):
        """See to it that nothing was missed: what was written down is what is there."""
        assert self.tree == tree_of(_scanned(self.root))

    @contextmanager
    def recording(self) -> Iterator[Recorder]:
        """Write down what is done from now on."""
        fcntl, real_open = _fcntl(), io.open
        real_fcntl = fcntl and fcntl.fcntl
        for name, call in self._os_calls().items():
            setattr(os, name, call)
        io.open = builtins.open = self._python_open(real_open)
        if fcntl:
            fcntl.fcntl = self._fcntl(fcntl, real_fcntl)
        try:
            yield self
        finally:
            for name, call in self._real.items():
                setattr(os, name, call)
            io.open = builtins.open = real_open
            if fcntl:
                fcntl.fcntl = real_fcntl

    def _os_calls(self) -> dict[str, Callable[..., Any]]:
        return {
            "open": self._open, "close": self._close, "write": self._write, "pwrite": self._pwrite,
            "ftruncate": self._cut, "truncate": self._cut, "fsync": self._sync,
            "fdatasync": self._sync, "rename": self._rename, "replace": self._rename,
            "link": self._link, "unlink": self._remove, "remove": self._remove,
            "rmdir": self._remove_folder, "mkdir": self._make_folder, "chmod": self._chmod,
        }  # fmt: skip

    def _do(self, call: Call):
        """Write a call down that was done, and follow it."""
        self.calls.append(call)
        match call:
            case Wrote(node) | Cut(node):
                node.data = written(node.data, call)
            case Moded(node, mode):
                node.mode = mode
            case Named(node, names):
                follow(node.names, names)
            case _:
                pass

    def _place(self, path: Any, folder: int | None = None) -> tuple[Node, str] | None:
        """Return the folder and the name that a path leads to; None beside the root."""
        name = os.fsdecode(path)
        if folder is not None:
            return (self._handles[folder][0], name) if folder in self._handles else None
        parent, name = os.path.split(name)
        parent = os.path.realpath(parent)
        if parent != self.root and not parent.startswith(self.root + os.sep):
            return None
        node = self._top
        for part in Path(parent).relative_to(self.root).parts:
            if part not in node.names:
                return None
            node = node.names[part]
        return node, name

    def _node(self, path: Any, folder: int | None = None) -> Node | None:
        if isinstance(path, int):
            return self._handles[path][0] if path in self._handles else None
        if os.path.realpath(path) == self.root:
            return self._top
        place = self._place(path, folder)
        return place[0].names.get(place[1]) if place else None

    # What stands in the place of the calls of `os`.

    def _open(self, path, flags, mode=0o777, *, dir_fd=None):
        with self._lock:
            handle = self._real["open"](path, flags, mode, dir_fd=dir_fd)
            node = self._node(path, dir_fd)
            if node is None and (place := self._place(path, dir_fd)) is not None:
                node = Node(False, os.fstat(handle).st_mode & 0o7777)
                self._do(Named(place[0], {place[1]: node}))
            if node is not None:
                if flags & os.O_TRUNC and node.data:
                    self._do(Cut(node, 0))
                self._handles[handle] = node, bool(flags & os.O_APPEND)
            return handle

    def _close(self, handle):
        with self._lock:
            self._handles.pop(handle, None)
            self._real["close"](handle)

    def _write(self, handle, data):
        return self.writing(handle, data, self._real["write"])

    def _pwrite(self, handle, data, offset):
        with self._lock:
            count = self._real["pwrite"](handle, data, offset)
            if handle in self._handles:
                self._do(Wrote(self._handles[handle][0], offset, bytes(data[:count])))
            return count

    def writing(self, handle: int, data: Any, write: Callable[[int, Any], int]) -> int:
        """Write, and write it down."""
        with self._lock:
            node, appends = self._handles.get(handle, (None, False))
            at = 0 if node is None else os.lseek(handle, 0, os.SEEK_CUR)
            count = write(handle, data)
            if node is not None:
                at = len(node.data) if appends else at
                self._do(Wrote(node, at, bytes(memoryview(data)[:count])))
            return count

    def _cut(self, path, size):
        with self._lock:
            self._real["truncate"](path, size)
            if (node := self._node(path)) is not None:
                self._do(Cut(node, size))

    def _sync(self, handle):
        with self._lock:
            if handle in self._handles:
                self._do(Synced(self._handles[handle][0]))
            else:
                self._real["fsync"](handle)

    def _rename(self, old, new):
        with self._lock:
            here, there = self._place(old), self._place(new)
            self._real["replace"](old, new)
            if here and there:
                assert here[0] is there[0], "a rename from one folder to another"
                self._do(Named(here[0], {here[1]: None, there[1]: here[0].names[here[1]]}))

    def _link(self, old, new):
        with self._lock:
            self._real["link"](old, new)
            here, there = self._place(old), self._place(new)
            if here and there:
                self._do(Named(there[0], {there[1]: here[0].names[here[1]]}))

    def _remove(self, path, *, dir_fd=None):
        with self._lock:
            self._real["unlink"](path, dir_fd=dir_fd)
            self._forget(path, dir_fd)

    def _remove_folder(self, path, *, dir_fd=None):
        with self._lock:
            self._real["rmdir"](path, dir_fd=dir_fd)
            self._forget(path, dir_fd)

    def _forget(self, path, folder):
        if (place := self._place(path, folder)) is not None:
            self._do(Named(place[0], {place[1]: None}))

    def _make_folder(self, path, mode=0o777, *, dir_fd=None):
        with self._lock:
            self._real["mkdir"](path, mode, dir_fd=dir_fd)
            if (place := self._place(path, dir_fd)) is not None:
                node = Node(True, os.stat(path, dir_fd=dir_fd).st_mode & 0o7777)
                self._do(Named(place[0], {place[1]: node}))

    def _chmod(self, path, mode, **how):
        with self._lock:
            self._real["chmod"](path, mode, **how)
            if (node := self._node(path)) is not None and not node.is_folder:
                self._do(Moded(node, mode))

    def _python_open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, **more):
            place = file if isinstance(file, int) else self._place(file)
            known = place in self._handles if isinstance(place, int) else place is not None
            if not known or not WRITING & set(mode):
                return real(file, mode, buffering, encoding, errors, newline, **more)
            raw = RecordedFile(self, file, mode)
            buffered = io.BufferedWriter(raw)
            return (
                buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)
            )

        return opened

    def _fcntl(self, module: Any, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle, command, *more):
            if command == getattr(module, "F_FULLFSYNC", None):
                return self._sync(handle)
            return real(handle, command, *more)

        return call


class RecordedFile(io.FileIO):
    """The lowest layer of a file of Python's own that is written to."""

    def __init__(self, recorder: Recorder, file: Any, mode: str):
        self._recorder = recorder
        plain = mode.replace("b", "").replace("t", "")
        if not isinstance(file, int):
            flags = {"w": os.O_TRUNC, "a": os.O_APPEND, "x": os.O_EXCL}[plain[0]]
            file = os.open(file, os.O_RDWR | os.O_CREAT | flags, 0o666)
        super().__init__(file, plain)

    def write(self, data: Any) -> int:
        """Write, and write it down."""
        return self._recorder.writing(
            self.fileno(), data, lambda _, part: io.FileIO.write(self, part)
        )

    def truncate(self, size: int | None = None) -> int:
        """Cut the file off."""
        size = self.tell() if size is None else size
        os.ftruncate(self.fileno(), size)
        return size

    def close(self):
        """Let go of the file."""
        if not self.closed:
            self._recorder._handles.pop(self.fileno(), None)
        super().close()


def follow(names: dict[str, Node], changed: Mapping[str, Node | None]):
    """Let names lead to what they lead to now."""
    for name, node in changed.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


Tree = Mapping[str, tuple[bytes, int] | None]
"""What is in a folder, by path: bytes and mode of a file, None for a folder."""


def tree_of(
    top: Node,
    data: Callable[[Node], tuple[bytes, int]] = lambda node: (node.data, node.mode),
    names: Callable[[Node], Mapping[str, Node]] = lambda node: node.names,
) -> dict[str, tuple[bytes, int] | None]:
    """Return what is in a folder; `data` and `names` say what each node in it holds."""
    found: dict[str, tuple[bytes, int] | None] = {}

    def walk(folder: Node, before: str):
        for name, node in sorted(names(folder).items()):
            found[before + name] = None if node.is_folder else data(node)
            if node.is_folder:
                walk(node, f"{before}{name}/")

    walk(top, "")
    return found


def lay_out(tree: Tree, root: Path):
    """Put what is in a tree into a folder, and nothing else."""
    for name in sorted(tree_of(_scanned(str(root))), reverse=True):
        path = root / name
        if name not in tree or (tree[name] is None) != path.is_dir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, held in tree.items():
        path = root / name
        if held is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(held[0])
            path.chmod(held[1])


def _scanned(root: str) -> Node:
    """Return a folder as it is on the disk."""
    top = Node(True, 0o700)
    for entry in os.scandir(root):
        mode = entry.stat().st_mode & 0o7777
        if entry.is_dir():
            top.names[entry.name] = _scanned(entry.path)
        else:
            top.names[entry.name] = Node(False, mode, Path(entry.path).read_bytes())
    return top


def _all_below(top: Node) -> Iterator[Node]:
    yield top
    for node in top.names.values():
        yield from _all_below(node)


def _fcntl() -> Any:
    try:
        import fcntl
    except ImportError:
        return None
    return fcntl
