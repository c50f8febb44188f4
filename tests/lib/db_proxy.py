# SPDX-License-Identifier: Apache-2.0
"""A TCP proxy between Madang and PostgreSQL whose behaviour a test changes while connections are open.

    with Proxy(cluster) as proxy:
        server = Server(proxy.url("madang", "madang_app"), ...)
        proxy.set("delay", seconds=0.05)
        proxy.set("pass")

Modes:
    pass            bytes are forwarded at once.
    delay           each chunk waits `seconds` before it is forwarded.
    throttle        at most `rate` bytes per second and direction.
    slice           one byte per write.
    swallow         bytes are read and dropped; connections stay open (a black hole, on loopback).
    refuse          open connections are closed, new ones are closed at once.
    drop_commits    the answer that ends a transaction is dropped and its connection is closed.
                    So the write is committed and the client cannot know it; `share` of them (0 to 1).

Every connection goes to the cluster's unix socket. All traffic stays on this machine.
"""
import asyncio
import contextlib
import random
import socket
import threading

CHUNK = 65536
READY_FOR_QUERY = b"Z\x00\x00\x00\x05I"


class Proxy:
    def __init__(self, cluster, seed=0):
        self.cluster, self.random = cluster, random.Random(seed)
        self.target = f"{cluster.folder}/.s.PGSQL.{cluster.port}"
        self.mode, self.options = "pass", {}
        self.pairs, self.cuts = set(), 0
        self.loop = asyncio.new_event_loop()
        self.changed = None             # set once per change of mode, so that waiting chunks notice it
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        started = threading.Event()
        self.loop.call_soon(started.set)
        self.thread.start()
        started.wait(10)
        return self

    def __exit__(self, *exc):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def url(self, database, user):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}?sslmode=disable&gssencmode=disable"

    def set(self, mode, **options):
        """Returns when the new mode is in force."""
        asyncio.run_coroutine_threadsafe(self.switch(mode, options), self.loop).result(10)

    async def switch(self, mode, options):
        before, self.mode, self.options = self.mode, mode, options
        self.changed.set()
        self.changed = asyncio.Event()
        # Connections that lost bytes cannot go on.
        if mode == "refuse" or before == "swallow":
            self.close_all()

    # ---- the loop's thread
    def run(self):
        asyncio.set_event_loop(self.loop)
        self.changed = asyncio.Event()
        self.loop.create_task(asyncio.start_server(self.accept, sock=self.listener))
        self.loop.run_forever()
        self.close_all()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))

    def close_all(self):
        for writers in list(self.pairs):
            self.close(writers)

    def close(self, writers):
        self.pairs.discard(writers)
        for w in writers:
            with contextlib.suppress(Exception):
                w.transport.abort()

    async def accept(self, client_in, client_out):
        if self.mode == "refuse":
            client_out.transport.abort()
            return
        try:
            server_in, server_out = await asyncio.open_unix_connection(self.target)
        except OSError:
            client_out.transport.abort()
            return
        pair = (client_out, server_out)
        self.pairs.add(pair)
        await asyncio.gather(self.forward(client_in, server_out, pair, False),
                             self.forward(server_in, client_out, pair, True), return_exceptions=True)
        self.close(pair)

    async def forward(self, source, sink, pair, answers):
        try:
            while pair in self.pairs:
                data = await source.read(CHUNK)
                if not data:
                    break
                await self.pass_on(data, sink, pair, answers)
        finally:            # also after a reset: the other side must hear of it
            self.close(pair)

    async def pass_on(self, data, sink, pair, answers):
        mode, options = self.mode, self.options
        if mode == "swallow":
            return
        if mode == "drop_commits" and answers and READY_FOR_QUERY in data and self.random.random() < options["share"]:
            self.cuts += 1
            self.close(pair)
            return
        if mode == "delay":
            await self.pause(options["seconds"])
        if mode == "slice":
            for n in range(len(data)):
                sink.write(data[n:n + 1])
                await sink.drain()
                await asyncio.sleep(0)
                if self.mode != mode:
                    data = data[n + 1:]
                    break
            else:
                return
        if mode == "throttle":
            step = max(1, options["rate"] // 50)
            for at in range(0, len(data), step):
                sink.write(data[at:at + step])
                await sink.drain()
                await self.pause(0.02)
            return
        sink.write(data)
        await sink.drain()

    async def pause(self, seconds):
        """Waits, but no longer than the mode lasts."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.changed.wait(), seconds)
