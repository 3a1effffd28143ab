"""What a peer in Python has in common with the others; see protocol.ts for what is said and answered."""

import json
import statistics
import sys
import time
from types import SimpleNamespace

import numpy as np


def read_problem(name):
    """A problem as bench/problem.ts wrote it, its numbers in float64."""
    path = f"{sys.argv[-1]}/{name}"
    with open(f"{path}.json") as file:
        problem = SimpleNamespace(**json.load(file))
    numbers = np.fromfile(f"{path}.bin", dtype="<f8")

    def take(rows, columns):
        nonlocal numbers
        taken, numbers = numbers[: rows * columns], numbers[rows * columns :]
        return taken.reshape(rows, columns)

    widths = [problem.inputs] + [problem.width] * problem.depth + [problem.outputs]
    problem.x = take(problem.batch, problem.inputs)
    problem.labels = take(1, problem.batch)[0].astype(np.int64)
    problem.weights = [take(a, b) for a, b in zip(widths, widths[1:])]
    return problem


def serve(version, begin, batch_norm=True):
    """Answers until standard input ends. `begin(problem, dtype)` gives a function that takes a step."""
    hello = {"version": version, "dtypes": ["float32", "float64"], "batchNorm": batch_norm}
    print(json.dumps(hello), flush=True)
    for line in sys.stdin:
        word, *args = line.split()
        if word == "begin":
            step = begin(read_problem(args[0]), args[1])
            continue
        losses, seconds = [], []
        for _ in range(int(args[0])):
            start = time.perf_counter()
            losses.append(step())
            seconds.append(time.perf_counter() - start)
        answer = {"first": losses[0], "last": losses[-1]}
        answer["milliseconds"] = 1000 * statistics.median(seconds)
        print(json.dumps(answer), flush=True)
