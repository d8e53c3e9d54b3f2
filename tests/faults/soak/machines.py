"""What befalls the servers: each fault ends with the server back, or about to be."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable

from tests.line import Line
from tests.servers import PostgresServer, Process
from tests.stack import Stack, Stacks, WorkerProcess

Fault = Callable[[random.Random, float], Awaitable[None]]


class Machines:
    """The servers of one run; every fault leaves them running."""

    def __init__(self, stack: Stack, stacks: Stacks, lines: Iterable[Line]) -> None:
        self.stack, self.stacks, self.lines = stack, stacks, list(lines)
        if stack.kind == "full":
            stack.worker = WorkerProcess(stack.folder, stack.environment).start()

    @property
    def postgres(self) -> PostgresServer:
        assert self.stacks.postgres
        return self.stacks.postgres

    def faults(self) -> dict[str, Fault]:
        """Return the faults that a stack of this kind can have."""
        of_all = {
            "web-killed": self.kill_web,
            "web-replaced": self.replace_web,
            "power-cut": self.cut_power,
        }
        if self.stack.kind == "sqlite":
            return of_all
        return of_all | {
            "worker-killed": self.kill_worker,
            "redis-killed": self.kill_redis,
            "redis-emptied": self.empty_redis,
            "redis-frozen": self.freeze_redis,
            "postgresql-killed": self.kill_postgres,
            "postgresql-restarted": self.restart_postgres,
        }

    async def kill_web(self, chance: random.Random, lasts: float) -> None:
        await self._out(chance.choice(self.stack.web), lasts)

    async def kill_worker(self, chance: random.Random, lasts: float) -> None:
        assert self.stack.worker
        await self._out(self.stack.worker, lasts)

    async def kill_redis(self, chance: random.Random, lasts: float) -> None:
        assert self.stack.redis
        await self._out(self.stack.redis, lasts)

    async def kill_postgres(self, chance: random.Random, lasts: float) -> None:
        self.postgres.kill()
        await asyncio.sleep(lasts)
        await asyncio.to_thread(self.postgres.start_again)

    async def replace_web(self, chance: random.Random, lasts: float) -> None:
        """Replace the web processes one after the other, as an upgrade does."""
        for web in self.stack.web:
            await asyncio.to_thread(web.stop)
            await asyncio.to_thread(web.start)

    async def restart_postgres(self, chance: random.Random, lasts: float) -> None:
        await asyncio.to_thread(self.postgres.stop)
        await asyncio.sleep(lasts / 2)
        await asyncio.to_thread(self.postgres.start)

    async def empty_redis(self, chance: random.Random, lasts: float) -> None:
        assert self.stack.redis
        await asyncio.to_thread(self.stack.redis.clear)

    async def freeze_redis(self, chance: random.Random, lasts: float) -> None:
        assert self.stack.redis
        self.stack.redis.pause()
        await asyncio.sleep(2 * lasts)
        self.stack.redis.resume()

    async def cut_power(self, chance: random.Random, lasts: float) -> None:
        """Take the current from the whole room: the switches, then every server."""
        for line in self.lines:
            line.cut()
        for process in self._all():
            process.kill()
        await asyncio.sleep(lasts)
        await asyncio.to_thread(self.start)
        for line in self.lines:
            line.mend()

    def start(self) -> None:
        """Start whatever does not run, the database first."""
        if self.stacks.postgres and self.stack.kind == "full":
            self.postgres.start_again()
        self.stack.start()

    async def _out(self, process: Process, lasts: float) -> None:
        process.kill()
        await asyncio.sleep(lasts)
        await asyncio.to_thread(process.start)

    def _all(self) -> list[Process]:
        more = [self.stack.worker, self.stack.redis]
        found = [*self.stack.web, *(process for process in more if process)]
        return [*found, self.postgres] if self.stack.kind == "full" else found
