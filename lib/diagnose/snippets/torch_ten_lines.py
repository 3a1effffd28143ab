import torch

def statistics(network, x, y, loss, step=0):
    rms, seen = lambda t: t.detach().double().square().mean().sqrt().item(), []
    taps = [m.register_forward_hook(lambda m, i, z: seen.append((m.weight, i[0], z)))
            for m in network.modules() if isinstance(m, torch.nn.Linear)]
    out = network(x); [tap.remove() for tap in taps]; ws, ins, zs = zip(*seen)
    g = torch.autograd.grad(loss(out, y), zs + ws); rows = zip((*ins[1:], out), g, ws, g[len(ws):])
    return [dict(step=step, layer=l, units=h.shape[1], activation_rms=rms(h), delta_rms=rms(d),
        activation_spread=rms(h - h.mean(0)), dead=(h == 0).all(0).double().mean().item(),
        weight_rms=rms(w), weight_gradient_rms=rms(v)) for l, (h, d, w, v) in enumerate(rows, 1)]
