// node shots.mjs --base http://127.0.0.1:8080 --out DIR [--all yes] [--people yes]
//
// Takes the screenshots that shots.json lists; with --all every page of the sitemap, wide and narrow, full length.
// With --people it takes those that somebody sees who is signed in; the portal must run with --demo.
// A shot may say: name, path, width, height, mode, full (the whole length), as (whom one is), click and wait (selectors).

import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch, openContext, options, pooled, settings, sitemap } from "./browser.mjs";

/** The largest picture that a page of documentation should carry, in bytes. */
const MOST = 300 * 1024;

const { base, out, all, people } = options(process.argv);
if (!base || !out) throw new Error("say where the portal is and where to put the pictures: --base URL --out DIR");
mkdirSync(out, { recursive: true });
const browser = await launch();
const listed = JSON.parse(readFileSync(new URL("shots.json", import.meta.url), "utf8"));
const tooLarge = [];
try {
  await pooled(all ? await everyPage() : listed.filter((shot) => Boolean(shot.as) === Boolean(people)), take);
} finally {
  await browser.close();
}
for (const line of tooLarge) console.log(line);
process.exitCode = tooLarge.length > 0 ? 1 : 0;

async function everyPage() {
  const paths = await sitemap(base);
  const nameOf = (path) => path.replace(/^\/|\/$/g, "").replaceAll("/", "_") || "home";
  return paths.flatMap((path) =>
    settings.widths.map((width) => ({ name: `${nameOf(path)}-${width}`, path, width, height: 800, full: true })),
  );
}

async function take({ name, path, width, height, mode, full = false, as, click, wait }) {
  const context = await openContext(browser, base, { width, height, mode });
  const headers = { origin: new URL(base).origin };
  if (as) await context.request.post(new URL("/demo", base).href, { form: { login: as }, headers });
  const page = await context.newPage();
  await page.goto(new URL(path, base).href, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  if (click) await page.click(click);
  if (wait) await page.waitForSelector(wait);
  const file = join(out, `${name}.png`);
  await page.screenshot({ path: file, fullPage: full });
  await context.close();
  const { size } = statSync(file);
  console.log(`${name}.png ${Math.round(size / 1024)} KiB`);
  if (!all && size > MOST) tooLarge.push(`${name}.png is larger than ${MOST / 1024} KiB; take a smaller window`);
}
