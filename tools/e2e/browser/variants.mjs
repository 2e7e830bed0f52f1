// Each page as different people see it: wide and narrow, in normal and in high contrast, judged by axe.

import axe from "axe-core";
import { languageOf, openContext, pooled, settings, watch } from "./browser.mjs";

/**
 * Checks the first pages of each kind in every variant, and all others of the kind where it is narrowest: what differs
 * between them is how long their words are.
 */
export async function checkVariants(browser, base, report, paths) {
  const firsts = firstOfEachKind(paths);
  for (const [name, mode] of [["normal", undefined], ["contrast", settings.mode.contrast]]) {
    const context = await openContext(browser, base, { width: settings.widths[0], mode });
    await pooled(paths, async (path) => {
      const isFirst = firsts.has(path);
      if (!isFirst && mode) return;
      await checkPage(context, base, report, path, name, isFirst ? settings.widths : settings.widths.slice(-1));
    });
    await context.close();
  }
}

/** Returns the first few of the pages that lie side by side, such as `/organisations/...`, and every other page. */
function firstOfEachKind(paths) {
  const met = new Map();
  return new Set(paths.filter((path) => {
    const inLanguage = path.replace(/^\/en(?=\/)/, "");
    const kind = `${languageOf(path)} ${inLanguage.replace(/(.\/)[^/]+$/, "$1*")}`;
    met.set(kind, (met.get(kind) ?? 0) + 1);
    return met.get(kind) <= settings.alike;
  }));
}

async function checkPage(context, base, report, path, mode, widths) {
  const page = await context.newPage();
  const troubles = watch(page, base);
  try {
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    await page.evaluate(axe.source);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await judge(page, report, path, `${mode}-${width}`);
    }
  } catch (error) {
    report.fault(path, mode, "visit", error.message);
  } finally {
    for (const [rule, where] of troubles) report.fault(path, mode, rule, where);
    await page.close();
  }
}

/** Judges a page as it stands: its width, and what axe finds. */
export async function judge(page, report, path, variant) {
  const { scroll, inner } = await page.evaluate(() => ({
    scroll: document.scrollingElement.scrollWidth,
    inner: window.innerWidth,
  }));
  report.check(scroll <= inner, path, variant, "overflow", `${scroll} px wide`);
  for (const { id, nodes } of await violations(page)) {
    for (const node of nodes) report.fault(path, variant, id, node.target.flat().join(" "));
  }
  report.count("variants judged by axe");
}

async function violations(page) {
  const asked = { runOnly: { type: "tag", values: settings.tags }, resultTypes: ["violations"] };
  const found = await page.evaluate((options) => globalThis.axe.run(document, options), asked);
  return found.violations;
}
