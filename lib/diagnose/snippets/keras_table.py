# TensorFlow / Keras: the statistics of one batch, a row for each Dense layer, as the doctor reads them.
#   rows = statistics(model, x, y, loss, step=0)        ...fit...        rows += statistics(..., step=100)
#   json.dump(rows, open("statistics.json", "w"))
import json, tensorflow as tf

def statistics(model, x, y, loss, step=0):
    rms = lambda t: float(tf.sqrt(tf.reduce_mean(tf.square(tf.cast(t, tf.float64)))))
    dense, zs, own, h = [], [], [], tf.convert_to_tensor(x)
    with tf.GradientTape(persistent=True) as tape:
        sent = []  # what each Dense layer sends on: the latest output before the next one
        for layer in model.layers:
            if isinstance(layer, tf.keras.layers.Dense):
                z = tf.matmul(h, layer.kernel) + layer.bias
                tape.watch(z); dense.append(layer); zs.append(z); sent.append(z)
                h = sent[-1] = layer.activation(z); own.append(h)
            else: h = sent[-1] = layer(h, training=True)
        error = loss(y, h)
    rows = []
    for n, (layer, z, h) in enumerate(zip(dense, zs, sent)):
        row = dict(step=step, layer=n + 1, units=z.shape[1], activation_rms=rms(h),
                   activation_spread=rms(h - tf.reduce_mean(h, 0)), delta_rms=rms(tape.gradient(error, z)),
                   weight_rms=rms(layer.kernel), weight_gradient_rms=rms(tape.gradient(error, layer.kernel)))
        slope = tf.abs(tape.gradient(own[n], z))
        greatest = {"tanh": 1, "sigmoid": 0.25}.get(layer.activation.__name__)
        flat = tf.cast(slope < 0.05 * (greatest or 0.2), tf.float64)
        if greatest: row["saturated"] = float(tf.reduce_mean(flat))
        else: row["dead"] = float(tf.reduce_mean(tf.reduce_min(flat, 0)))
        rows.append(row)
    return rows
