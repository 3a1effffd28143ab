"""PyTorch as its tutorial trains. Arguments: `eager` or `compile`, the number of threads."""

import sys

import torch
from torch import nn

from problem import serve

mode, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)


def network(problem, dtype):
    layers = []
    for depth, weights in enumerate(problem.weights):
        dense = nn.Linear(*weights.shape, dtype=dtype)
        with torch.no_grad():
            dense.weight.copy_(torch.from_numpy(weights.T.copy()))
            dense.bias.zero_()
        layers.append(dense)
        if depth < problem.depth:
            if problem.batchNorm:
                layers.append(nn.BatchNorm1d(problem.width, dtype=dtype))
            layers.append(nn.Sigmoid())
    return nn.Sequential(*layers)


def begin(problem, dtype):
    torch._dynamo.reset()
    dtype = getattr(torch, dtype)
    net = network(problem, dtype)
    x = torch.from_numpy(problem.x.copy()).to(dtype)
    y = torch.from_numpy(problem.labels)
    optimizer = torch.optim.SGD(net.parameters(), lr=problem.rate)

    def loss_of(x, y):
        return nn.functional.cross_entropy(net(x), y)

    if mode == "compile":
        loss_of = torch.compile(loss_of)

    def step():
        optimizer.zero_grad()
        loss = loss_of(x, y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


serve(torch.__version__, begin)
