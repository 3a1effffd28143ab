import numpy as np, tensorflow as tf

def statistics(model, x, y, loss, step=0):
    rms, zs, hs = lambda t: np.square(t, dtype=float).mean() ** 0.5, [], [tf.cast(x, tf.float32)]
    with tf.GradientTape() as tape:
        for m in model.layers: zs += [hs[-1] @ m.kernel + m.bias]; hs += [m.activation(zs[-1])]
        ws = [m.kernel for m in model.layers]; g = tape.gradient(loss(y, hs[-1]), zs + ws)
    rows = zip(hs[1:], g, ws, g[len(ws):])
    return [dict(step=step, layer=l, units=h.shape[1], activation_rms=rms(h), delta_rms=rms(d),
        activation_spread=rms(h - tf.reduce_mean(h, 0)), dead=np.all(h == 0, 0).mean(),
        weight_rms=rms(w), weight_gradient_rms=rms(v)) for l, (h, d, w, v) in enumerate(rows, 1)]
