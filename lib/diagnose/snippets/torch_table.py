# PyTorch: the statistics of one batch, a row for each Linear layer, as the doctor reads them.
#   rows = statistics(network, x, y, loss, step=0)      ...train...      rows += statistics(..., step=100)
#   json.dump(rows, open("statistics.json", "w"))
import json, torch

def statistics(network, x, y, loss, step=0):
    rms, calls = lambda t: t.detach().double().square().mean().sqrt().item(), []
    hooks = [m.register_forward_hook(lambda m, i, z: calls.append((m, i[0], z)))
             for m in network.modules() if not list(m.children())]
    output = network(x); [hook.remove() for hook in hooks]
    at = [k for k, (m, _, _) in enumerate(calls) if isinstance(m, torch.nn.Linear)]
    wanted = [calls[k][2] for k in at] + [calls[k][0].weight for k in at]
    gradients, rows = torch.autograd.grad(loss(output, y), wanted), []
    for n, (k, end) in enumerate(zip(at, at[1:] + [None])):
        sent = output if end is None else calls[end][1]
        row = dict(step=step, layer=n + 1, units=sent.shape[1], activation_rms=rms(sent),
                   activation_spread=rms(sent - sent.mean(0)), delta_rms=rms(gradients[n]),
                   weight_rms=rms(wanted[n + len(at)]), weight_gradient_rms=rms(gradients[n + len(at)]))
        for m, z, _ in calls[k + 1:end]:
            if "activation" not in m.__module__: continue
            z = z.detach().requires_grad_()
            slope = torch.autograd.grad(m.forward(z).sum(), z)[0].abs()
            greatest = {"Tanh": 1, "Sigmoid": 0.25, "Hardsigmoid": 1 / 6}.get(type(m).__name__)
            if greatest: row["saturated"] = (slope < 0.05 * greatest).double().mean().item()
            else: row["dead"] = (slope < 0.01).all(0).double().mean().item()
        rows.append(row)
    return rows
