// Starts the browser of the machine and opens pages in it, watching what they ask for.

import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

export const settings = JSON.parse(readFileSync(new URL("settings.json", import.meta.url), "utf8"));

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const ARGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Returns the path of the browser: CHROMIUM when it is set, else the first name on the PATH. */
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = places.find(isExecutable);
  if (!found) throw new Error(`no browser: install chromium, or set CHROMIUM; looked for ${NAMES.join(", ")}`);
  return found;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the browser. */
export function launch() {
  return chromium.launch({ executablePath: executable(), args: ARGS });
}

/** Opens a context: `script` off means no JavaScript, `mode` sets the cookie of the display settings. */
export async function openContext(browser, base, { width, height = 800, script = true, mode } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: script,
    reducedMotion: "reduce",
    timezoneId: "Asia/Seoul",
    deviceScaleFactor: 1,
  });
  context.setDefaultTimeout(settings.timeoutMs);
  if (mode) await context.addCookies([{ name: settings.mode.cookie, value: mode, url: base }]);
  return context;
}

/** Collects what goes wrong while a page lives: console errors, failed requests, requests elsewhere. */
export function watch(page, base) {
  const troubles = [];
  const origin = new URL(base).origin;
  page.on("console", (said) => said.type() === "error" && troubles.push(["console", said.text()]));
  page.on("pageerror", (error) => troubles.push(["exception", error.message]));
  page.on("requestfailed", (request) => troubles.push(["failed-request", request.url()]));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) troubles.push(["other-origin", request.url()]);
  });
  page.on("response", (answer) => answer.status() >= 400 && troubles.push([`status-${answer.status()}`, answer.url()]));
  return troubles;
}

/** Runs `work` over all items, a few at a time. */
export async function pooled(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: settings.parallel }, worker));
}

/** Returns the paths that the sitemap lists. */
export async function sitemap(base) {
  const answer = await fetch(new URL("/sitemap.xml", base));
  const text = await answer.text();
  return [...text.matchAll(/<loc>\s*([^<\s]+)\s*<\/loc>/g)].map(([, address]) => new URL(address, base).pathname);
}

/** Returns the language that a path speaks. */
export function languageOf(path) {
  return path === "/en" || path.startsWith("/en/") ? "en" : "ko";
}

/** Reads `--name value` pairs from the command line. */
export function options(argv) {
  const pairs = argv.flatMap((word, at) => (word.startsWith("--") ? [[word.slice(2), argv[at + 1]]] : []));
  return Object.fromEntries(pairs);
}

/** Does the work and says how long it took. */
export async function timed(name, work) {
  const begun = performance.now();
  const result = await work();
  console.log(`browser ${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
}
