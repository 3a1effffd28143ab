import { add, Fn, i32, less, loop, multiply, type } from "./assembler.ts";
import { type Lanes, load, store } from "./lanes.ts";

/**
 * (entries, w, g, m, s, newW, newM, newS; β₁, 1 − β₁, β₂, 1 − β₂, λ, η/(1 − β₁ᵗ), √(1 − β₂ᵗ), ε): a step of
 * Adam (lib/optimizers.ts).
 */
export function adamKernel(v: Lanes): Fn {
  const fn = new Fn(8, 8), [entries, w, g, m, s, newW, newM, newS, ...numbers] = fn.arguments;
  const last = fn.local(type.i32);
  const { add: plus, subtract, multiply: times, divide } = v;
  const constants = numbers.map(() => fn.local(type.vector));
  const [beta1, rest1, beta2, rest2, decay, stride, root, epsilon] = constants.map(({ get }) =>
    get
  );
  const [weight, gradient, mean, square] = fn.several(4, type.vector);
  const size = plus(divide(v.root(square.get), root), epsilon);
  fn.body = [
    constants.map((constant, i) => constant.set(v.everywhere(numbers[i].get))),
    last.set(add(w.get, multiply(entries.get, i32(v.size)))),
    loop(less(w.get, last.get), [
      weight.set(load(w.get)),
      gradient.set(plus(load(g.get), times(decay, weight.get))),
      mean.set(plus(times(beta1, load(m.get)), times(rest1, gradient.get))),
      square.set(
        plus(times(beta2, load(s.get)), times(times(rest2, gradient.get), gradient.get)),
      ),
      store(newM.get, mean.get),
      store(newS.get, square.get),
      store(newW.get, subtract(weight.get, divide(times(stride, mean.get), size))),
      [w, g, m, s, newW, newM, newS].map((place) => place.advance(i32(16))),
    ]),
  ];
  return fn;
}
