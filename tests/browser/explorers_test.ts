/// <reference lib="dom" />
/** Every explorer of an exported page, worked by keyboard alone, against the library run in Deno. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import {
  type Control,
  type Controls,
  type Explorer,
  firstFigure,
  startValues,
  type Values,
} from "lib/explorers/explorer.ts";
import { activation } from "lib/activations/from_formula.ts";
import { figuresDrawn, startBrowser, type Watch, watch } from "../../tools/browser.ts";
import { exportPage, fixture, folder, noBrowser, runIn } from "./pages.ts";
import { redrawsOfBareChart } from "./redraw.ts";

const names = [
  "chain",
  "error_surface",
  "activation_zoo",
  "initialisation",
  "batch_norm",
  "residual",
  "training_doctor",
];

type Any = Explorer<Controls, unknown>;
const load = async (name: string): Promise<Any> =>
  (await import(new URL(`../../lib/explorers/${name}.ts`, import.meta.url).href)).default;

let browser: Browser;
let page: Page;
let seen: Watch;

function test(name: string, body: () => Promise<void>): void {
  const options = { sanitizeOps: false, sanitizeResources: false, ignore: noBrowser };
  Deno.test({ name: `explorers: ${name}`, fn: body, ...options });
}

const element = (name: string) => page.locator(`[data-vg-explorer=${name}]`);

/** Tab, until the focus is on what this selector finds inside the explorer. */
async function tabTo(name: string, selector: string): Promise<void> {
  const wanted = `[data-vg-explorer=${name}] ${selector}`;
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate((wanted) => document.activeElement!.matches(wanted), wanted)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key does not reach ${wanted}`);
}

const roles = {
  slider: "slider",
  "log slider": "slider",
  select: "combobox",
  checkbox: "checkbox",
  text: "textbox",
} as const;

/** Moves the focused control with the keyboard; what it should stand at then. */
async function change(control: Control): Promise<number | string | boolean> {
  const press = (key: string) => page.keyboard.press(key);
  switch (control.kind) {
    case "slider":
      await press("ArrowRight");
      return Number((control.start + control.step).toFixed(10));
    case "log slider":
      await press("ArrowRight");
      return control.values[control.values.indexOf(control.start) + 1];
    case "select": {
      const at = control.options.indexOf(control.start), last = at === control.options.length - 1;
      await press(last ? "ArrowUp" : "ArrowDown");
      return control.options[last ? at - 1 : at + 1];
    }
    case "checkbox":
      await press("Space");
      return !control.start;
    case "text":
      await page.keyboard.type("z * tanh(z) / (1 + exp(-z))");
      return "z * tanh(z) / (1 + exp(-z))";
  }
}

async function says(name: string, sentence: string): Promise<void> {
  const status = element(name).locator("[role=status]"), end = performance.now() + 10_000;
  while (await status.textContent() !== sentence && performance.now() < end) {
    await page.waitForTimeout(20);
  }
  assertEquals(await status.textContent(), sentence);
}

test("they are run, exported and opened with the network cut", async () => {
  browser = await startBrowser();
  const notebook = await runIn(folder, join(dirname(fixture), "explorers.ipynb"));
  const address = await exportPage(notebook, "explorers");
  page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  await page.context().setOffline(true);
  seen = watch(page);
  await page.goto(address);
  await figuresDrawn(page);
  assertEquals(
    await page.locator("[data-vg-explorer]").evaluateAll((all) =>
      all.map((one) => one.getAttribute("data-vg-explorer"))
    ),
    names,
  );
});

for (const name of names) {
  test(`${name} answers the keyboard with the library's numbers`, async () => {
    const explorer = await load(name), values: Values = startValues(explorer);
    const sentence = () => firstFigure(explorer, values).alt;
    await says(name, sentence());
    for (const [key, control] of Object.entries(explorer.controls)) {
      await tabTo(name, `[name=${key}]`);
      values[key] = await change(control);
      await says(name, sentence());
    }
    await tabTo(name, "button[type=reset]");
    await page.keyboard.press("Enter");
    await says(name, firstFigure(explorer, startValues(explorer)).alt);
    assertEquals(seen, { requests: [], complaints: [] });
  });

  test(`${name}: every control has a name to be called by, and a slider says its number`, async () => {
    const explorer = await load(name), start: Values = startValues(explorer);
    for (const [key, control] of Object.entries(explorer.controls)) {
      const field = element(name).getByRole(roles[control.kind], {
        name: control.label,
        exact: true,
      });
      assertEquals(await field.getAttribute("name"), key);
      if (!control.kind.endsWith("slider")) continue;
      assertEquals(await field.getAttribute("aria-valuetext"), String(start[key]));
    }
  });
}

for (const name of names) {
  test(`${name} is redrawn in the time of five bare charts`, async () => {
    const charts = await redrawsOfBareChart(element(name));
    assert(charts < 5, `${charts.toFixed(1)} bare charts`);
  });
}

for (const name of ["error_surface", "training_doctor"]) {
  test(`${name} steps and runs as in Deno, and pauses`, async () => {
    const explorer = await load(name), { begin, advance } = explorer.animation!;
    const values = startValues(explorer);
    const figureAfter = (turns: number) => {
      let state = begin(values);
      for (let n = 0; n < turns; n++) state = advance(state);
      return explorer.figure(values, state).alt;
    };
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await tabTo(name, "button[type=button] + button[type=button]");
    await page.keyboard.press("Enter");
    await says(name, figureAfter(1));
    await page.keyboard.press("Enter");
    await says(name, figureAfter(2));

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter"); // run
    const run = element(name).getByRole("button", { name: "pause" });
    await run.waitFor({ timeout: 5000 });
    await page.waitForTimeout(300);
    await page.keyboard.press("Enter"); // pause, unless it has ended by itself
    const status = element(name).locator("[role=status]");
    const paused = await status.textContent();
    await page.waitForTimeout(300);
    assertEquals(await status.textContent(), paused, "it goes on");
    const turns = Array.from({ length: 600 }, (_, n) => n + 3);
    let state = begin(values);
    for (let n = 0; n < 2; n++) state = advance(state);
    const found = turns.some(() => {
      state = advance(state);
      return explorer.figure(values, state).alt === paused;
    });
    assert(found, `no number of turns gives: ${paused}`);
    assertEquals(seen, { requests: [], complaints: [] });
  });
}

test("where nothing is left to run, run and step say so", async () => {
  const buttons = element("error_surface").locator(".vg-controls button[type=button]");
  const disabled = () =>
    buttons.evaluateAll((all) => all.map((button) => (button as HTMLButtonElement).disabled));
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (const name of ["rate", "steps"]) {
    assertEquals(await disabled(), [false, false]);
    await tabTo("error_surface", `[name=${name}]`);
    await page.keyboard.press("End");
  }
  await page.waitForTimeout(300); // 200 steps above the limit
  assertEquals(await disabled(), [true, true]);
  await tabTo("error_surface", "button[type=reset]");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  assertEquals(await disabled(), [false, false]);
});

test("a wrong formula: the library's own words beside the field; the figure follows the others", async () => {
  const name = "activation_zoo", field = element(name).locator("[name=formula]");
  const before = await element(name).locator("[role=status]").textContent();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo(name, "[name=formula]");
  const explorer = await load(name), values: Values = startValues(explorer);
  const sentence = (changed: Values) => firstFigure(explorer, { ...values, ...changed }).alt;
  await page.keyboard.type("z");
  await says(name, sentence({ formula: "z" }));
  await page.keyboard.type(" + sinus(z)");
  const { message: whole } = assertThrows(() => activation("z + sinus(z)"), SyntaxError);
  const message = whole.replace("activation: ", ""); // which is for who writes code
  const problem = element(name).getByRole("alert");
  const end = performance.now() + 5000;
  while (await problem.textContent() !== message && performance.now() < end) {
    await page.waitForTimeout(20);
  }
  assertEquals(await problem.textContent(), message);
  assertEquals(await field.getAttribute("aria-invalid"), "true");
  await says(name, sentence({ formula: "z" })); // the last that made sense
  await element(name).locator("[name=activation]").selectOption("tanh");
  await says(name, sentence({ activation: "tanh", formula: "z" }));
  assertEquals(await problem.textContent(), message);
  assertEquals(await field.getAttribute("aria-invalid"), "true");
  await tabTo(name, "button[type=reset]");
  await page.keyboard.press("Enter");
  await says(name, before!);
  assertEquals(await problem.isVisible(), false);
  assertEquals(await field.getAttribute("aria-invalid"), null);
  assertEquals(seen, { requests: [], complaints: [] });
});

test("without JavaScript a picture and a sentence stand for each", async () => {
  const still = await browser.newPage({ javaScriptEnabled: false });
  await still.goto(page.url());
  for (const name of names) {
    const one = still.locator(`[data-vg-explorer=${name}]`), explorer = await load(name);
    assert((await one.locator("img.vg-still").boundingBox())!.height > 100);
    assertEquals(
      await one.locator("img.vg-still").getAttribute("alt"),
      firstFigure(explorer, startValues(explorer)).alt,
    );
    assert((await one.innerText()).includes(explorer.sentence));
    assertEquals(await one.locator("form").count(), 0);
  }
  await still.close();
});

test("the browser closes", async () => {
  await browser.close();
  await Deno.remove(folder, { recursive: true });
});
