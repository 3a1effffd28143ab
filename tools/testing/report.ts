/** One test, as a JUnit report by `deno test --junit-path` tells of it. */
export interface TestResult {
  readonly file: string;
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
}

/**
 * The tests in a JUnit report, in order. A test's steps, which the report lists after it as
 * "test > step", are parts of the test and not counted again: a failed step fails its test.
 */
export function readReport(xml: string): TestResult[] {
  const results: TestResult[] = [];
  for (const [, attributes, body] of xml.matchAll(/<testcase ([^>]*)>(.*?)<\/testcase>/gs)) {
    const name = attribute(attributes, "name");
    const file = attribute(attributes, "classname").replace(/^\.\//, "");
    const isStep = results.some((test) => test.file === file && name.startsWith(`${test.name} > `));
    if (isStep) continue;
    const failed = /<(failure|error)\b/.test(body);
    const skipped = /<skipped\b/.test(body);
    results.push({ file, name, outcome: failed ? "failed" : skipped ? "skipped" : "passed" });
  }
  return results;
}

function attribute(attributes: string, name: string): string {
  const value = attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "";
  const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return value.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity) => entities[entity]);
}
