"""Starts the Deno kernel so that Jupyter's Stop does not kill it."""

import signal
import subprocess
import sys

signal.signal(signal.SIGINT, signal.SIG_IGN)
deno, connection = sys.argv[1:]
sys.exit(subprocess.call([deno, "jupyter", "--kernel", "--conn", connection]))
