"""A loader over raw sockets: cheap enough to share two cores with what it measures."""

from __future__ import annotations

import contextlib
import socket
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, empty without one."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.lower().encode():
                return value.strip().decode()
        return ""


class Connection:
    """One kept-alive connection that remembers cookies, and what a unit notes beside them."""

    def __init__(self, port: int) -> None:
        """Connect on loopback."""
        self.port = port
        self.cookies: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.waited = 0.0  # seconds until the last answer began
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def get(self, path: str, **headers: str) -> Answer:
        """GET, with more headers by name (underscores become dashes)."""
        return self.send("GET", path, b"", headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """POST a form."""
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, body, {**kind, **headers})

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send a request and read the whole answer; opens anew when the server closed."""
        lines = [f"{method} {path} HTTP/1.1", "Host: bench", "Accept-Encoding: identity"]
        if self.cookies:
            pairs = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
            lines.append(f"Cookie: {pairs}")
        lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        request = "\r\n".join([*lines, "", ""]).encode() + body
        try:
            self.socket.sendall(request)
            answer = self._read()
        except (ConnectionError, EOFError):
            self._open()
            self.socket.sendall(request)
            answer = self._read()
        self._keep_cookies(answer.head)
        return answer

    def _read(self) -> Answer:
        data, start = self.rest, time.perf_counter()
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._receive()
            self.waited = time.perf_counter() - start
        head, body = data[:end], data[end + 4 :]
        status = int(head[9:12])
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            body = self._read_chunks(body)
            return Answer(status, head, body)
        mark = lower.find(b"content-length:")
        length = 0
        if mark >= 0 and status != 304:
            length = int(head[mark + 15 :].split(b"\r\n", 1)[0])
        pieces = [body]
        size = len(body)
        while size < length:
            pieces.append(self._receive())
            size += len(pieces[-1])
        body = b"".join(pieces)
        self.rest = body[length:]
        if b"connection: close" in lower:
            self.close()
            self._open()
        return Answer(status, head, body[:length])

    def _read_chunks(self, rest: bytes) -> bytes:
        pieces: list[bytes] = []
        while True:
            while (end := rest.find(b"\r\n")) < 0:
                rest += self._receive()
            size = int(rest[:end].split(b";")[0], 16)
            while len(rest) < end + size + 4:
                rest += self._receive()
            if not size:
                self.rest = rest[end + 4 :]
                return b"".join(pieces)
            pieces.append(rest[end + 2 : end + 2 + size])
            rest = rest[end + size + 4 :]

    def _receive(self) -> bytes:
        data = self.socket.recv(1 << 20)
        if not data:
            raise EOFError
        return data

    def _keep_cookies(self, head: bytes) -> None:
        if b"et-cookie" not in head.lower():
            return
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"set-cookie:"):
                key, _, value = line[11:].strip().decode().split(";")[0].partition("=")
                self.cookies[key] = value

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self.socket.close()


Unit = Callable[[Connection], None]


@dataclass
class Measured:
    """Several rounds of one work: units a second by round, one connection's times, server CPU."""

    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Units a second, the median of the rounds."""
        return statistics.median(self.rates)

    @property
    def cpu_median(self) -> float:
        """Milliseconds of the server's CPU for one unit, the median of the rounds."""
        return statistics.median(self.cpu) * 1000

    def percentile(self, share: int) -> float:
        """Milliseconds within which that share of a hundred single requests was answered."""
        return statistics.quantiles(self.times, n=100)[share - 1] * 1000


@dataclass(frozen=True)
class Round:
    """What one round did: units, in how many seconds, with how much of the server's CPU."""

    units: int
    seconds: float
    cpu: float


def run_round(
    port: int,
    unit: Unit,
    *,
    seconds: float,
    connections: int = 8,
    cpu: Callable[[], float] = time.process_time,
) -> Round:
    """Run the unit on several connections at once; each does it once before it counts.

    `cpu` tells how many seconds of CPU the server has used so far.
    """
    counts = [0] * connections
    failures: list[Exception] = []
    barrier = threading.Barrier(connections + 1)

    def work(number: int) -> None:
        try:
            connection = Connection(port)
            unit(connection)
            barrier.wait()
            stop = time.perf_counter() + seconds
            while time.perf_counter() < stop:
                unit(connection)
                counts[number] += 1
            connection.close()
        except Exception as failure:  # noqa: BLE001 - raised again by who waits for the threads
            failures.append(failure)
            barrier.abort()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    with contextlib.suppress(threading.BrokenBarrierError):
        barrier.wait()
    start, used = time.perf_counter(), cpu()
    for thread in threads:
        thread.join()
    if failures:
        raise next((each for each in failures if not _follows(each)), failures[0])
    return Round(sum(counts), time.perf_counter() - start, cpu() - used)


def _follows(failure: Exception) -> bool:
    return isinstance(failure, threading.BrokenBarrierError)


def time_single(port: int, unit: Unit, *, count: int, limit: float) -> list[float]:
    """Seconds of each of `count` units on one connection, at most `limit` seconds in all."""
    connection = Connection(port)
    unit(connection)
    times: list[float] = []
    end = time.perf_counter() + limit
    while len(times) < count and (time.perf_counter() < end or len(times) < 2):
        start = time.perf_counter()
        unit(connection)
        times.append(time.perf_counter() - start)
    connection.close()
    return times
