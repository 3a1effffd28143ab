# A real table: 10 layers of sigmoid with Keras' own default weights, in training. Writes keras_sigmoid.csv.
#   cat ../snippets/keras_ten_lines.py keras_sigmoid.py | python3 - keras_sigmoid.csv
import csv, sys

tf.keras.utils.set_random_seed(1)
model = tf.keras.Sequential([tf.keras.Input((64,))] + [tf.keras.layers.Dense(64, "sigmoid") for _ in range(10)]
                            + [tf.keras.layers.Dense(10)])
x, y = tf.random.normal((256, 64)), tf.random.uniform((256,), maxval=10, dtype=tf.int32)
loss, rows = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), []
model.compile(tf.keras.optimizers.SGD(0.1), loss)
for step in range(101):
    if step in (0, 100): rows += statistics(model, x, y, loss, step)
    model.train_on_batch(x, y)
with open(sys.argv[1], "w", newline="") as file:
    table = csv.DictWriter(file, rows[0], lineterminator="\n"); table.writeheader()
    table.writerows({k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in row.items()} for row in rows)
