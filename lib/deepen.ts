import { relu } from "./activations.ts";
import { requireValue, wholeNumber } from "./errors.ts";
import { heNormal } from "./initializers.ts";
import { Activate } from "./layers/activate.ts";
import { Dense } from "./layers/dense.ts";
import { Matrix } from "./matrix.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";

/**
 * The same network, deeper: before its last dense layer stand `count` more layers that do nothing, h·I
 * and then ReLU, which leaves alone what a ReLU has sent. So a deeper network that is as good exists
 * (He et al. 2016, section 1; as a way to train, Chen, Goodfellow & Shlens 2016).
 *
 * ```ts
 * deepen(mlp({ …, depth: 5, activation: relu }), 25).forward(x); // 30 layers, the same output
 * ```
 *
 * The layers of the network given are shared, not copied. Throws TypeError unless it ends with a ReLU and
 * a dense layer.
 */
export function deepen(network: Network, count: number): Network {
  requireValue("deepen", "network", network, ["layers"], "mlp({ … })");
  wholeNumber("deepen", "count", count, 0, 10_000);
  const [before, last] = network.layers.slice(-2);
  if (!(before instanceof Activate && before.activation === relu && last instanceof Dense)) {
    throw new TypeError("deepen: give a network that ends with a ReLU and a dense layer.");
  }
  const units = last.weights.value.rows, { precision } = last.weights.value;
  const identity = Matrix.generate(units, units, (i, j) => Number(i === j), precision);
  const more = Array.from({ length: count }, (_, i) => {
    const name = `added layer ${i + 1} of ${count} (dense ${units}→${units})`;
    const options = { weights: heNormal, random: new Random(0), name, precision };
    const dense = new Dense(units, units, options);
    dense.weights.value = identity;
    return [dense, new Activate(relu)];
  });
  return new Network([...network.layers.slice(0, -1), ...more.flat(), last]);
}
