# A real table: 20 layers of ReLU with PyTorch's own default weights, in training. Writes torch_relu.csv.
#   cat ../snippets/torch_ten_lines.py torch_relu.py | python3 - torch_relu.csv
import csv, sys
from torch import nn

torch.manual_seed(1); torch.set_num_threads(1)
hidden = [m for l in range(20) for m in (nn.Linear(64, 64), nn.ReLU())]
network = nn.Sequential(*hidden, nn.Linear(64, 10))
x, y, loss = torch.randn(256, 64), torch.randint(10, (256,)), nn.functional.cross_entropy
optimizer, rows = torch.optim.SGD(network.parameters(), lr=0.1), []
for step in range(101):
    if step in (0, 100): rows += statistics(network, x, y, loss, step)
    optimizer.zero_grad(); loss(network(x), y).backward(); optimizer.step()
with open(sys.argv[1], "w", newline="") as file:
    table = csv.DictWriter(file, rows[0], lineterminator="\n"); table.writeheader()
    table.writerows({k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in row.items()} for row in rows)
