/**
 * Whether a notebook's cells are in the house format. `deno fmt --check` of the pinned Deno finds
 * fault with every notebook, formatted or not; but what it makes of one on standard input is right.
 */
export async function isFormatted(deno: string, notebook: string): Promise<boolean> {
  const text = await Deno.readTextFile(notebook);
  const child = new Deno.Command(deno, {
    args: ["fmt", "--quiet", "--ext", "ipynb", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const formatted = new Response(child.stdout).text();
  await new Blob([text]).stream().pipeTo(child.stdin);
  return (await child.status).success && await formatted === text;
}
