import tensorflow as tf

def statistics(model, x, y, loss, step=0):
    rms = lambda t: float(tf.sqrt(tf.reduce_mean(tf.square(tf.cast(t, tf.float64)))))
    dense, zs, sent, h = [m for m in model.layers if isinstance(m, tf.keras.layers.Dense)], [], [], x
    with tf.GradientTape() as tape:
        for layer in dense:
            z = tf.matmul(h, layer.kernel) + layer.bias
            h = layer.activation(z); zs.append(z); sent.append(h)
        g = [*zs, *(m.kernel for m in dense)]; error = loss(y, h)
    g = tape.gradient(error, g)
    return [dict(step=step, layer=l + 1, units=h.shape[1], activation_rms=rms(h), delta_rms=rms(d),
                 activation_spread=rms(h - tf.reduce_mean(h, 0)), weight_rms=rms(m.kernel),
                 dead=float(tf.reduce_mean(tf.cast(tf.reduce_all(h == 0, 0), tf.float64))),
                 weight_gradient_rms=rms(gw)) for l, (m, h, d, gw) in enumerate(zip(dense, sent, g, g[len(zs):]))]
