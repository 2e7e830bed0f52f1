// What works with JavaScript on top: the map that opens, and the keyboard from the first Tab.

import { openContext, settings, watch } from "./browser.mjs";

/** Opens the map of every page that has one. */
export async function checkMaps(browser, base, report, pages) {
  const withMap = [...pages.values()].filter(({ hasMap }) => hasMap);
  report.check(withMap.length > 0, "/", "map", "map", `no page has ${settings.map.button}`);
  const context = await openContext(browser, base, { width: 1280 });
  for (const { path } of withMap) await checkMap(context, base, report, path);
  await context.close();
}

async function checkMap(context, base, report, path) {
  const page = await context.newPage();
  const troubles = watch(page, base);
  try {
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    await page.click(settings.map.button);
    await page.waitForSelector(settings.map.ready);
    const box = await page.locator(settings.map.canvas).first().boundingBox();
    report.check(box && box.width > 100 && box.height > 100, path, "map", "canvas", JSON.stringify(box));
    report.count("maps opened");
  } catch (error) {
    report.fault(path, "map", "open", error.message);
  } finally {
    for (const [rule, where] of troubles) report.fault(path, "map", rule, where);
    await page.close();
  }
}

/** Tabs into the home page of each language. */
export async function checkKeyboard(browser, base, report) {
  const context = await openContext(browser, base, { width: 1280 });
  for (const home of Object.values(settings.homes)) {
    const page = await context.newPage();
    await page.goto(new URL(home, base).href, { waitUntil: "load" });
    await page.keyboard.press("Tab");
    const link = await page.evaluate(focused);
    const leads = link.href?.startsWith("#") && link.visible;
    report.check(leads, home, "keyboard", "skip-link", JSON.stringify(link));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement) ?? false);
    report.check(inside, home, "keyboard", "skip-link", "the next Tab is not in main");
    report.count("homes walked by keyboard");
    await page.close();
  }
  await context.close();
}

/** Runs in the page: where the focus is and whether it can be seen. */
function focused() {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const visible = box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0;
  return { href: element.getAttribute("href"), text: element.textContent.trim(), visible };
}
