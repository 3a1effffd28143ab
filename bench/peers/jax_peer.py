"""JAX: the whole step compiled by `jax.jit`, on one thread."""

import os

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import jax.numpy as jnp

from problem import serve


def normalise(z, gamma, beta):
    mean, variance = z.mean(0), z.var(0)
    return gamma * (z - mean) / jnp.sqrt(variance + 1e-5) + beta


def begin(problem, dtype):
    x = jnp.asarray(problem.x, dtype=dtype)
    y = jnp.asarray(problem.labels)
    rows = jnp.arange(problem.batch)
    layers = [
        {"w": jnp.asarray(w, dtype=dtype), "b": jnp.zeros(w.shape[1], dtype)}
        for w in problem.weights
    ]
    if problem.batchNorm:
        for layer in layers[:-1]:
            layer["gamma"] = jnp.ones(problem.width, dtype)
            layer["beta"] = jnp.zeros(problem.width, dtype)

    def loss_of(layers):
        h = x
        for layer in layers[:-1]:
            z = h @ layer["w"] + layer["b"]
            if problem.batchNorm:
                z = normalise(z, layer["gamma"], layer["beta"])
            h = jax.nn.sigmoid(z)
        z = h @ layers[-1]["w"] + layers[-1]["b"]
        return -jax.nn.log_softmax(z)[rows, y].mean()

    @jax.jit
    def update(layers):
        loss, gradients = jax.value_and_grad(loss_of)(layers)
        return loss, jax.tree.map(lambda p, g: p - problem.rate * g, layers, gradients)

    def step():
        nonlocal layers
        loss, layers = update(layers)
        jax.block_until_ready(layers)
        return float(loss)

    return step


serve(jax.__version__, begin)
