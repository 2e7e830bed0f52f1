// Each page as different people see it: wide and narrow, in normal and in high contrast, judged by axe.

import axe from "axe-core";
import { openContext, pooled, settings, watch } from "./browser.mjs";

/** Checks every path in every variant. */
export async function checkVariants(browser, base, report, paths) {
  for (const [name, mode] of [["normal", undefined], ["contrast", settings.mode.contrast]]) {
    const context = await openContext(browser, base, { width: settings.widths[0], mode });
    await pooled(paths, (path) => checkPage(context, base, report, path, name));
    await context.close();
  }
}

async function checkPage(context, base, report, path, mode) {
  const page = await context.newPage();
  const troubles = watch(page, base);
  try {
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    await page.evaluate(axe.source);
    for (const width of settings.widths) {
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
