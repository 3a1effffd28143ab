/** A number that remembers what it was made from: the whole of reverse-mode differentiation, scalar by scalar. */
export class Scalar {
  value: number;
  gradient = 0;
  readonly #from: readonly Scalar[];
  /** The slope of this number in each number that it was made from. */
  readonly #slopes: readonly number[];

  constructor(value: number, from: readonly Scalar[] = [], slopes: readonly number[] = []) {
    this.value = value;
    this.#from = from;
    this.#slopes = slopes;
  }

  plus(other: Scalar): Scalar {
    return new Scalar(this.value + other.value, [this, other], [1, 1]);
  }

  times(other: Scalar): Scalar {
    return new Scalar(this.value * other.value, [this, other], [other.value, this.value]);
  }

  exp(): Scalar {
    const power = Math.exp(this.value);
    return new Scalar(power, [this], [power]);
  }

  log(): Scalar {
    return new Scalar(Math.log(this.value), [this], [1 / this.value]);
  }

  sigmoid(): Scalar {
    const s = 1 / (1 + Math.exp(-this.value));
    return new Scalar(s, [this], [s * (1 - s)]);
  }

  /** Adds ∂this/∂p, times `seed`, to the gradient of every number p that this one came from. */
  backward(seed = 1): void {
    const order = this.#inOrder();
    this.gradient = seed;
    for (let i = order.length - 1; i >= 0; i--) {
      const node = order[i];
      node.#from.forEach((source, k) => source.gradient += node.gradient * node.#slopes[k]);
    }
  }

  /** Every number that this one came from, each after its own sources; without recursion, for depth. */
  #inOrder(): Scalar[] {
    const order: Scalar[] = [], seen = new Set<Scalar>([this]);
    const path: { node: Scalar; next: number }[] = [{ node: this, next: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1];
      if (top.next === top.node.#from.length) {
        order.push(top.node);
        path.pop();
        continue;
      }
      const source = top.node.#from[top.next++];
      if (seen.has(source)) continue;
      seen.add(source);
      path.push({ node: source, next: 0 });
    }
    return order;
  }
}
