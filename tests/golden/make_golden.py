"""Writes golden.json: what PyTorch computes, in float64, for networks that lib must agree with.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install torch==2.13.0
    /tmp/golden/bin/python tests/golden/make_golden.py && deno fmt tests/golden/golden.json

Run by hand, once; the tests only read golden.json. A network is written as data (its layers with all
their numbers), so that the test builds the same one, and beside it stands what PyTorch found: output,
loss, and the gradient of every parameter and of the input.
"""

import json
import os

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(20)

EPSILON = 1e-5
MOMENTUM = 0.1


# The layers as data: plain dictionaries of tensors. "learned" names what gets a gradient, in order.


def dense(inputs, outputs):
    return {
        "kind": "dense",
        "weights": torch.randn(inputs, outputs) * (1.5 / inputs) ** 0.5,
        "bias": 0.5 * torch.randn(outputs),
        "learned": ["weights", "bias"],
    }


def activation(name, **options):
    return {"kind": "activation", "name": name, **options, "learned": []}


def parametric_relu():
    return {"kind": "parametricRelu", "slope": torch.tensor([0.3]), "learned": ["slope"]}


def batch_norm(units):
    return {
        "kind": "batchNorm",
        "gamma": 0.5 + torch.rand(units),
        "beta": torch.randn(units),
        "runningMean": torch.randn(units),
        "runningVariance": 0.5 + torch.rand(units),
        "learned": ["gamma", "beta"],
    }


def layer_norm(units):
    return {
        "kind": "layerNorm",
        "gamma": 0.5 + torch.rand(units),
        "beta": torch.randn(units),
        "learned": ["gamma", "beta"],
    }


def residual(branch, scale, learned=False, projection=None):
    return {
        "kind": "residual",
        "branch": branch,
        "scale": torch.tensor([scale]),
        "learnsScale": learned,
        "projection": projection,
        "learned": ["scale"] if learned else [],
    }


def dropout(rate):
    return {"kind": "dropout", "rate": rate, "learned": []}


ACTIVATIONS = {
    "identity": lambda x: x,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.1),
    "elu": lambda x: F.elu(x, 0.7),
    "selu": torch.selu,
    "gelu": lambda x: F.gelu(x),
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "softplus": lambda x: F.softplus(x, threshold=1e9),
    # PyTorch's own F.hardsigmoid goes back with 1/6 in float32, a relative error of 3e-8.
    "hardSigmoid": lambda x: torch.clamp(x / 6 + 0.5, 0, 1),
}


def forward(layers, x, training):
    for layer in layers:
        kind = layer["kind"]
        if kind == "dense":
            x = x @ layer["weights"] + layer["bias"]
        elif kind == "activation":
            x = ACTIVATIONS[layer["name"]](x)
        elif kind == "parametricRelu":
            x = F.prelu(x, layer["slope"])
        elif kind == "batchNorm":
            # PyTorch writes the new running statistics into these two.
            mean = layer["runningMean"].clone()
            variance = layer["runningVariance"].clone()
            x = F.batch_norm(
                x, mean, variance, layer["gamma"], layer["beta"], training, MOMENTUM, EPSILON
            )
            layer["meanAfter"], layer["varianceAfter"] = mean, variance
        elif kind == "layerNorm":
            x = F.layer_norm(x, x.shape[1:], layer["gamma"], layer["beta"], EPSILON)
        elif kind == "residual":
            branch = forward(layer["branch"], x, training)
            skip = x if layer["projection"] is None else forward([layer["projection"]], x, training)
            x = skip + layer["scale"] * branch
        elif kind == "dropout":
            assert not training, "PyTorch's random mask is not ours"
            x = F.dropout(x, layer["rate"], training=False)
    return x


LOSSES = {
    "meanSquaredError": F.mse_loss,
    "binaryCrossEntropy": F.binary_cross_entropy_with_logits,
    "softmaxCrossEntropy": F.cross_entropy,
}


def learned(layers):
    """Every learned tensor, in the order of the forward pass; a branch before what belongs to it."""
    for layer in layers:
        if layer["kind"] == "residual":
            for inner in layer["branch"]:
                yield from learned([inner])
            if layer["projection"]:
                yield from learned([layer["projection"]])
        for name in layer["learned"]:
            yield layer[name]


def targets(loss, rows, outputs):
    if loss == "softmaxCrossEntropy":
        return torch.randint(outputs, (rows,))
    if loss == "binaryCrossEntropy":
        return torch.randint(2, (rows, outputs)).double()
    return torch.randn(rows, outputs)


def case(name, layers, loss="meanSquaredError", training=True, rows=6, spread=1.0):
    inputs = next(iter(learned(layers))).shape[0]
    x = (spread * torch.randn(rows, inputs)).requires_grad_()
    parameters = list(learned(layers))
    for parameter in parameters:
        parameter.requires_grad_()
    output = forward(layers, x, training)
    target = targets(loss, rows, output.shape[1])
    size = LOSSES[loss](output, target)
    size.backward()
    return {
        "name": name,
        "training": training,
        "layers": layers,
        "input": x,
        "lossName": loss,
        "target": target,
        "output": output,
        "loss": size.item(),
        "gradients": [parameter.grad for parameter in parameters],
        "inputGradient": x.grad,
    }


def networks():
    for name in ACTIVATIONS:
        layers = [dense(3, 4), activation(name), dense(4, 4), activation(name), dense(4, 2)]
        yield case(f"{name}, two hidden layers", layers, rows=4, spread=2.0)
    yield case(
        "PReLU, softmax cross-entropy",
        [dense(3, 4), parametric_relu(), dense(4, 4), parametric_relu(), dense(4, 3)],
        loss="softmaxCrossEntropy",
    )
    for training in [True, False]:
        yield case(
            f"batch norm, {'training' if training else 'evaluation'}",
            [
                dense(3, 5), batch_norm(5), activation("relu"),
                dense(5, 5), batch_norm(5), activation("tanh"),
                dense(5, 3),
            ],
            loss="softmaxCrossEntropy",
            training=training,
        )
    yield case(
        "layer norm, binary cross-entropy",
        [
            dense(3, 5), layer_norm(5), activation("gelu"),
            dense(5, 5), layer_norm(5), activation("silu"),
            dense(5, 2),
        ],
        loss="binaryCrossEntropy",
    )
    yield case(
        "residual: fixed and learned scale, projection, batch norm within",
        [
            dense(3, 4),
            residual([dense(4, 4), activation("tanh"), dense(4, 4)], 0.7),
            residual(
                [dense(4, 6), batch_norm(6), activation("relu"), dense(6, 6)],
                0.4,
                learned=True,
                projection=dense(4, 6),
            ),
            residual([layer_norm(6), dense(6, 6), activation("elu")], -0.3, learned=True),
            dense(6, 3),
        ],
        loss="softmaxCrossEntropy",
    )
    yield case(
        "dropout, switched off",
        [dense(3, 4), activation("selu"), dropout(0.5), dense(4, 2)],
        training=False,
    )
    yield case(
        "a deep one: 30 layers of sigmoid",
        [layer for _ in range(30) for layer in (dense(3, 3), activation("sigmoid"))]
        + [dense(3, 1)],
        rows=3,
    )
    yield case(
        "logits of a thousand, softmax",
        [dense(2, 4), activation("leakyRelu"), dense(4, 3)],
        loss="softmaxCrossEntropy",
        spread=1000.0,
    )


# Twenty steps of each optimiser on one small network.


OPTIMISERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
    "rmsProp": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-8),
    "adam": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.9, 0.99), eps=1e-8),
    "adamW": lambda p: torch.optim.AdamW(
        p, lr=0.05, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.1
    ),
}


def trainings():
    torch.manual_seed(30)
    layers = [dense(2, 4), activation("tanh"), batch_norm(4), dense(4, 1)]
    start = [tensor.clone() for tensor in learned(layers)]
    x, target = torch.randn(8, 2), torch.randn(8, 1)
    runs = []
    for name in OPTIMISERS:
        for clip in [None, "norm", "value"] if name in ("sgd", "adam") else [None]:
            parameters = list(learned(layers))
            with torch.no_grad():
                for parameter, value in zip(parameters, start):
                    parameter.copy_(value)
            for parameter in parameters:
                parameter.requires_grad_()
            optimiser = OPTIMISERS[name](parameters)
            losses = []
            for _ in range(20):
                optimiser.zero_grad()
                size = F.mse_loss(forward(layers, x, True), target)
                size.backward()
                losses.append(size.item())
                if clip == "norm":
                    torch.nn.utils.clip_grad_norm_(parameters, 0.3)
                if clip == "value":
                    torch.nn.utils.clip_grad_value_(parameters, 0.05)
                optimiser.step()
            runs.append({
                "optimizer": name,
                "clip": clip,
                "losses": losses,
                "parameters": [parameter.detach().clone() for parameter in parameters],
            })
    with torch.no_grad():
        for parameter, value in zip(learned(layers), start):
            parameter.copy_(value)
    return {"layers": layers, "input": x, "target": target, "runs": runs}


def plain(value):
    """Tensors as nested lists; a number is written with the digits that give its bits back."""
    if isinstance(value, torch.Tensor):
        return value.detach().tolist()
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items() if key != "learned"}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value


golden = {
    "made": f"by tests/golden/make_golden.py with PyTorch {torch.__version__.split('+')[0]}, float64",
    "epsilon": EPSILON,
    "momentum": MOMENTUM,
    "networks": plain(list(networks())),
    "training": plain(trainings()),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.json")
with open(path, "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
print(len(golden["networks"]), "networks,", os.path.getsize(path), "bytes")
