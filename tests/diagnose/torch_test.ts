/**
 * The ten lines for PyTorch, in PyTorch itself: TORCH_PYTHON names a Python that has it.
 */
import { assertEquals } from "@std/assert";
import { diagnoseTable } from "../../lib/diagnose.ts";
import { type Kind, kinds } from "../../lib/diagnose/kinds.ts";

const python = Deno.env.get("TORCH_PYTHON");
if (!python) console.log("TORCH_PYTHON is not set: the snippet for PyTorch is not tried.");

const snippets = new URL("../../lib/diagnose/snippets/", import.meta.url);

/** Runs Python after the snippet, on a batch x, y; what it prints. */
async function run(code: string): Promise<string> {
  const snippet = await Deno.readTextFile(new URL("torch_table.py", snippets));
  const batch = "torch.manual_seed(0); from torch import nn\n" +
    "x, y, loss = torch.randn(64, 8), torch.randint(3, (64,)), nn.functional.cross_entropy\n" +
    "def net(*hidden): return nn.Sequential(*hidden, nn.Linear(32, 3))\n" +
    "def stack(depth, act): return [m for l in range(depth) for m in (nn.Linear(32 if l else 8, 32), act())]\n";
  const command = new Deno.Command(python!, { args: ["-c", snippet + batch + code] });
  const { code: status, stdout, stderr } = await command.output();
  assertEquals(status, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

const networks: Record<string, { code: string; kind: Kind; layer?: number; step?: number }> = {
  "sigmoid, 15 layers": { code: "n = net(*stack(15, nn.Sigmoid))", kind: kinds.vanishing },
  "He, 6 layers": {
    code: "n = net(*stack(6, nn.ReLU))\n" +
      "for m in n[::2]: nn.init.kaiming_normal_(m.weight); nn.init.zeros_(m.bias)",
    kind: kinds.fine,
  },
  "tanh, large weights": {
    code: "n = net(*stack(5, nn.Tanh))\nfor m in n[::2]: nn.init.normal_(m.weight, 0, 3)",
    kind: kinds.saturated,
    layer: 1,
  },
  "ReLU, layer 3 dead": {
    code: "n = net(*stack(5, nn.ReLU)); nn.init.constant_(n[4].bias, -50)",
    kind: kinds.bornDead, // dead at step 0
    layer: 3,
  },
  "ReLU, large weights": {
    code: "n = net(*stack(8, nn.ReLU))\nfor m in n[::2]: nn.init.normal_(m.weight, 0, 3)",
    kind: kinds.exploding,
  },
};

for (const [name, { code, kind, layer }] of Object.entries(networks)) {
  Deno.test({ name: `PyTorch: ${name}`, ignore: !python }, async () => {
    const text = await run(`${code}\nprint(json.dumps(statistics(n, x, y, loss)))`);
    const diagnosis = diagnoseTable(text);
    assertEquals(diagnosis.kind, kind, String(diagnosis));
    if (layer !== undefined) assertEquals(diagnosis.layer, layer);
  });
}

Deno.test(
  { name: "PyTorch: the gradients in the table are those of backward", ignore: !python },
  async () => {
    const text = await run(
      "n = net(*stack(2, nn.Tanh)); rows = statistics(n, x, y, loss); loss(n(x), y).backward()\n" +
        "print(json.dumps([rows, [m.weight.grad.double().square().mean().sqrt().item() for m in n[::2]]]))",
    );
    const [rows, gradients] = JSON.parse(text);
    assertEquals(rows.map((row: Record<string, number>) => row.weight_gradient_rms), gradients);
  },
);

Deno.test(
  { name: "PyTorch: the ten lines measure what the long ones do", ignore: !python },
  async () => {
    const short = await Deno.readTextFile(new URL("torch_ten_lines.py", snippets));
    const text = await run(
      `n = net(*stack(6, nn.ReLU)); long = statistics(n, x, y, loss)\n${short}\n` +
        "print(json.dumps([long, statistics(n, x, y, loss)]))",
    );
    const [long, ten] = JSON.parse(text);
    long.forEach((row: Record<string, number>, l: number) => {
      for (const [name, value] of Object.entries(ten[l])) {
        if (name !== "dead" || row.dead !== undefined) assertEquals(value, row[name], name);
      }
    });
  },
);
