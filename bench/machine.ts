/** What this computer is, and which of its cores are for whom. */
import { run } from "../tools/setup/command.ts";

/** "AMD EPYC, 2 cores, linux x86_64" */
export async function machine(): Promise<string> {
  const { os, arch } = Deno.build;
  return `${await processor() ?? "processor unknown"}, ${navigator.hardwareConcurrency} cores, ` +
    `${os} ${arch}`;
}

async function processor(): Promise<string | undefined> {
  const information = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const name = information.match(/^model name\s*:\s*(.+)$/m)?.[1];
  if (name) return name;
  const asked = await run("sysctl", ["-n", "machdep.cpu.brand_string"]);
  return asked?.ok ? asked.output.trim() : Deno.env.get("PROCESSOR_IDENTIFIER");
}

/**
 * The start of a command that keeps it to as many cores as it has threads, the same ones each time;
 * empty where there is no `taskset`. The last cores, since the first one serves the devices.
 */
export async function pinned(): Promise<(threads: number) => string[]> {
  const asked = await run("taskset", ["-cp", String(Deno.pid)]);
  const list = asked?.ok ? asked.output.match(/: ([\d,-]+)\s*$/)?.[1] : undefined;
  if (list === undefined) return () => [];
  const cores = list.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  return (threads) => ["taskset", "-c", cores.slice(-threads).join(",")];
}
