import torch

def statistics(network, x, y, loss, step=0):
    rms, seen = lambda t: t.detach().double().square().mean().sqrt().item(), []
    hooks = [m.register_forward_hook(lambda m, i, z: seen.append((m, i[0], z)))
             for m in network.modules() if isinstance(m, torch.nn.Linear)]
    output = network(x); [hook.remove() for hook in hooks]
    zs, ws = [z for _, _, z in seen], [m.weight for m, _, _ in seen]
    sent, g = [h for _, h, _ in seen[1:]] + [output], torch.autograd.grad(loss(output, y), zs + ws)
    return [dict(step=step, layer=l + 1, units=h.shape[1], activation_rms=rms(h), delta_rms=rms(d),
                 activation_spread=rms(h - h.mean(0)), dead=(h == 0).all(0).double().mean().item(),
                 weight_rms=rms(w), weight_gradient_rms=rms(gw))
            for l, (h, d, w, gw) in enumerate(zip(sent, g, ws, g[len(zs):]))]
