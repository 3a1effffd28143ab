"""The Deno kernel, started so that Jupyter's Stop is gentle and nothing outlives the server.

Jupyter stops a cell by sending SIGINT, which by itself would end Deno and take every variable with
it. So this program becomes two: itself turns into Deno, with SIGINT ignored; the other, the
watcher, stays beside it and gets the same signals.

- As soon as Deno is up, the watcher runs LISTENER in it. On SIGINT the listener confirms that
  Deno's event loop is alive by writing the file that VG_INTERRUPT_FILE names, and collects
  garbage: a cell whose await can never resolve is garbage, and ends so. (lib/jupyter adds a
  listener of its own that throws inside our loops and says what was stopped.)
- Without a confirmation, a loop that never awaits is holding Deno. The watcher then sends Jupyter's
  interrupt_request, which breaks such a loop and keeps every variable. It must not be sent
  otherwise: during an await it would break Deno's timers.
- When the process that started the kernel is gone, the watcher ends Deno.

Usage: kernel.py DENO CONNECTION_FILE
"""

import os
import signal
import sys
import threading

CONFIRMATION_SECONDS = 1.0

LISTENER = """
Deno.addSignalListener("SIGINT", () => {
  Deno.writeTextFileSync(Deno.env.get("VG_INTERRUPT_FILE"), "");
  setTimeout(() => gc({ type: "major", execution: "async" }), 100); // after what others print
});
"""


def become_deno(deno: str, connection_file: str, interrupt_file: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["VG_INTERRUPT_FILE"] = interrupt_file
    flags = os.environ.get("DENO_V8_FLAGS")
    os.environ["DENO_V8_FLAGS"] = f"{flags},--expose-gc" if flags else "--expose-gc"
    os.execv(deno, [deno, "jupyter", "--quiet", "--kernel", "--conn", connection_file])


def watch(kernel: int, server: int, connection_file: str, interrupt_file: str) -> None:
    """Stays beside the kernel (a process id) until it ends, or its server does."""
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())

    import psutil  # after the handler, because importing takes a while
    from jupyter_client import BlockingKernelClient

    client = BlockingKernelClient(connection_file=connection_file)
    client.load_connection_file()
    client.start_channels(iopub=False, stdin=False, hb=False)
    client.execute(LISTENER, silent=True, store_history=False)

    while os.getppid() == kernel:
        if psutil.Process(kernel).ppid() != server:
            os.kill(kernel, signal.SIGKILL)
        if stop.wait(timeout=1):
            stop.clear()
            if not confirmed(interrupt_file):
                client.control_channel.send(client.session.msg("interrupt_request"))
                confirmed(interrupt_file)


def confirmed(interrupt_file: str) -> bool:
    """Waits for the listener's file, takes it away, and says whether it came."""
    for _ in range(int(CONFIRMATION_SECONDS / 0.02)):
        try:
            os.remove(interrupt_file)
            return True
        except FileNotFoundError:
            threading.Event().wait(0.02)
    return False


def main() -> None:
    deno, connection_file = sys.argv[1:]
    interrupt_file = os.path.abspath(connection_file) + ".interrupted"
    kernel, server = os.getpid(), os.getppid()
    if os.fork() > 0:
        become_deno(deno, connection_file, interrupt_file)
    try:
        watch(kernel, server, connection_file, interrupt_file)
    except ProcessLookupError:
        pass  # the kernel ended between two looks


main()
