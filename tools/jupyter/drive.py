"""Drives a Deno kernel through Jupyter's protocol for tools/kernel.ts.

Reads one JSON object a line from standard input, writes one a line to standard output:

  in   {"do": "execute", "id": 1, "code": "1 + 1"}   {"do": "interrupt"}   {"do": "restart"}
  out  {"event": "ready", "pid": …, "version": "2.8.1", "language": {…}}      after the start and each restart
       {"event": "output", "id": 1, "output": {…}}           as in a notebook file
       {"event": "done", "id": 1}                            reply received and kernel idle
       {"event": "interrupted"}   {"event": "died"}

Outputs are told apart by the request that they answer, so that none is lost or misplaced, however
late it comes. At the end of the input the kernel is shut down.

Usage: drive.py FOLDER
"""

import asyncio
import json
import queue
import sys

from jupyter_client import AsyncKernelManager
from nbformat.v4 import output_from_msg

OUTPUTS = {"stream", "display_data", "execute_result", "error"}


class Driver:
    def __init__(self, folder: str):
        self.folder = folder
        self.manager = AsyncKernelManager(kernel_name="deno")
        self.requests: dict[str, int] = {}  # message id → the caller's id
        self.missing: dict[int, set[str]] = {}  # what each request still waits for

    async def start(self) -> None:
        await self.manager.start_kernel(cwd=self.folder)
        await self.connect()

    async def connect(self) -> None:
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=60)
        info = await self.client.kernel_info(reply=True, timeout=60)
        self.tasks = [
            asyncio.create_task(self.listen(self.client.get_iopub_msg, self.on_publication)),
            asyncio.create_task(self.listen(self.client.get_shell_msg, self.on_reply)),
            asyncio.create_task(self.watch()),
        ]
        emit(
            event="ready",
            pid=self.manager.provisioner.pid,
            version=info["content"]["implementation_version"],
            language=info["content"]["language_info"],
        )

    def disconnect(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.client.stop_channels()

    async def listen(self, receive, handle) -> None:
        while True:
            try:
                message = await receive(timeout=0.1)  # without a limit, a burst can go unnoticed
            except queue.Empty:
                continue
            caller = self.requests.get(message["parent_header"].get("msg_id"))
            if caller is not None:
                handle(caller, message)

    def on_publication(self, caller: int, message: dict) -> None:
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            self.settle(caller, "idle")
        elif kind in OUTPUTS:
            display = (content.get("transient") or {}).get("display_id")
            emit(event="output", id=caller, output=output_from_msg(message), display=display)
        elif kind == "update_display_data":
            output = {"data": content["data"], "metadata": content["metadata"]}
            emit(event="update", id=caller, output=output, display=content["transient"]["display_id"])
        elif kind == "clear_output":
            emit(event="clear", id=caller, wait=content["wait"])

    def on_reply(self, caller: int, message: dict) -> None:
        self.settle(caller, "reply")

    def settle(self, caller: int, part: str) -> None:
        self.missing[caller].discard(part)
        if not self.missing[caller]:
            emit(event="done", id=caller)

    async def watch(self) -> None:
        while await self.manager.is_alive():
            await asyncio.sleep(0.2)
        emit(event="died")

    async def obey(self, command: dict) -> None:
        if command["do"] == "execute":
            message = self.client.execute(command["code"], allow_stdin=False)
            self.requests[message] = command["id"]
            self.missing[command["id"]] = {"idle", "reply"}
        elif command["do"] == "interrupt":
            await self.manager.interrupt_kernel()
            emit(event="interrupted")
        elif command["do"] == "restart":
            self.disconnect()
            await self.manager.restart_kernel()
            await self.connect()

    async def close(self) -> None:
        self.disconnect()
        await self.manager.shutdown_kernel()


def emit(**event) -> None:
    print(json.dumps(event), flush=True)


async def main() -> None:
    driver = Driver(sys.argv[1])
    await driver.start()
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            await driver.obey(json.loads(line))
    finally:
        await driver.close()


asyncio.run(main())
