// A session that is about to end says so in time, goes on when asked to, and says when it is over.

import { openContext, settings } from "./browser.mjs";
import { words } from "./words.mjs";

const LOGIN = "demo-firm@example.com";
const HOMES = { ko: "/my", en: "/en/my" };

/** Lets 25 minutes of rest go by in the browser alone, in each language. */
export async function checkSession(browser, { base, report }) {
  for (const [lang, home] of Object.entries(HOMES)) {
    const context = await openContext(browser, base, { width: settings.widths[0] });
    await context.request.post(new URL("/demo", base).href, { form: { login: LOGIN }, headers: { origin: new URL(base).origin } });
    const page = await context.newPage();
    try {
      await page.clock.install();
      await page.goto(new URL(home, base).href, { waitUntil: "load" });
      await checkPage(page, context, words(lang), (rule, holds, text) => report.check(holds, home, "session", rule, text));
      report.count("sessions that end");
    } catch (error) {
      report.fault(home, "session", "visit", error.message);
    } finally {
      await context.close();
    }
  }
}

async function checkPage(page, context, said, check) {
  const box = page.locator("#session-end");
  const says = async (key) => (await box.textContent()).includes(said.get(key));
  check("quiet", (await box.textContent()) === "", "something is said at once");
  await page.clock.fastForward("25:30");
  check("near", await says("session-near"), await box.textContent());
  await box.locator("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("session-end").textContent === "");
  check("focus", await page.evaluate(() => document.activeElement?.id === "content"), "the focus is not on the content");
  await context.clearCookies();
  await page.clock.fastForward("29:30");
  await box.locator("button").click();
  await page.waitForFunction(() => document.querySelector("#session-end a"));
  check("over", await says("session-over"), await box.textContent());
}
