"""What kube-proxy does for a Service: spreads new connections over the ready endpoints, keeps old ones."""

import asyncio
import itertools
import threading


class Balancer(threading.Thread):
    """A TCP forwarder on `address`. Without endpoints nothing listens, so connections are refused."""

    def __init__(self, host, port):
        super().__init__(daemon=True, name="balancer")
        self.address = (host, port)
        self._endpoints = itertools.cycle([])
        self._loop = asyncio.new_event_loop()
        self._server = None
        self._writers = set()
        self.start()

    def run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def set_endpoints(self, endpoints):
        """For new connections; open ones are left alone."""
        asyncio.run_coroutine_threadsafe(self._set(list(endpoints)), self._loop).result(timeout=10)

    def cut_connections(self):
        """Resets every open connection, as when a node is lost."""
        self._loop.call_soon_threadsafe(lambda: [writer.transport.abort() for writer in self._writers])

    def stop(self):
        self.set_endpoints([])
        self.cut_connections()
        asyncio.run_coroutine_threadsafe(self._all_done(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.join(timeout=10)

    async def _set(self, endpoints):
        self._endpoints = itertools.cycle(endpoints)
        if not endpoints and self._server is not None:
            self._server.close()
            self._server = None
        elif endpoints and self._server is None:
            self._server = await asyncio.start_server(self._forward, *self.address, backlog=512)

    async def _all_done(self):
        while self._writers:
            await asyncio.sleep(0.01)

    async def _forward(self, reader, writer):
        try:
            backend_reader, backend_writer = await asyncio.open_connection(*next(self._endpoints))
        except (OSError, StopIteration):
            writer.transport.abort()
            return
        both = {writer, backend_writer}
        self._writers |= both
        await asyncio.gather(_copy(reader, backend_writer), _copy(backend_reader, writer))
        self._writers -= both


async def _copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
