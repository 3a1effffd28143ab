import { add, Fn, i32, less, loop, multiply, type } from "./assembler.ts";
import { ends, float64Lanes, type Lanes, load, store } from "./lanes.ts";

/**
 * (entries, w, g, m, s, newW, newM, newS; β₁, 1 − β₁, β₂, 1 − β₂, λ, η/(1 − β₁ᵗ), √(1 − β₂ᵗ), ε): a step of
 * Adam (lib/optimizers.ts), all of it in float64; w, g and newW may be float32.
 */
export function adamKernel(v: Lanes): Fn {
  const fn = new Fn(8, 8), [entries, w, g, m, s, newW, newM, newS, ...numbers] = fn.arguments;
  const last = fn.local(type.i32), two = ends(v);
  const { add: plus, subtract, multiply: times, divide } = float64Lanes;
  const constants = numbers.map(() => fn.local(type.vector));
  const [beta1, rest1, beta2, rest2, decay, stride, root, epsilon] = constants.map(({ get }) =>
    get
  );
  const [weight, gradient, mean, square] = fn.several(4, type.vector);
  fn.body = [
    constants.map((constant, i) => constant.set(float64Lanes.everywhere(numbers[i].get))),
    last.set(add(w.get, multiply(entries.get, i32(v.size)))),
    loop(less(w.get, last.get), [
      weight.set(two.load(w)),
      gradient.set(plus(two.load(g), times(decay, weight.get))),
      mean.set(plus(times(beta1, load(m.get)), times(rest1, gradient.get))),
      square.set(
        plus(times(beta2, load(s.get)), times(times(rest2, gradient.get), gradient.get)),
      ),
      store(newM.get, mean.get),
      store(newS.get, square.get),
      two.store(
        newW,
        subtract(
          weight.get,
          divide(
            times(stride, mean.get),
            plus(divide(float64Lanes.root(square.get), root), epsilon),
          ),
        ),
      ),
      [w, g, newW].map((place) => place.advance(i32(two.bytes))),
      [m, s, newM, newS].map((place) => place.advance(i32(16))),
    ]),
  ];
  return fn;
}
