// The self-check: pages behind a form, which no link leads to, walked as a visitor does, with scripts and without.

import axe from "axe-core";
import { openContext, settings, watch } from "./browser.mjs";
import { judge } from "./variants.mjs";

/** More questions than any check has. */
const MOST = 60;

/** What is answered to questions that decide how far a walk leads; every other one is answered with its first choice. */
const ANSWERS = {
  "applicant.role": "participant",
  "application.kind": "patent",
  "application.state": "exam_requested",
  sites: "2",
};

/** Walks through the self-check in every language. */
export async function checkSelfCheck(browser, base, report) {
  const paths = Object.values(settings.homes).map((home) => `${home}check`);
  await walk(browser, base, report, paths[0], { script: true, mode: settings.mode.contrast });
  for (const path of paths) {
    const seen = await walk(browser, base, report, path, { script: true });
    const plain = await walk(browser, base, report, path, { script: false });
    const same = JSON.stringify(seen) === JSON.stringify(plain);
    report.check(same, path, "check", "same-walk", `${plain.length} pages without scripts, ${seen.length} with them`);
  }
}

/** Goes from the start to the result and deletes the answers; returns the headings on the way. */
async function walk(browser, base, report, path, { script, mode }) {
  const variant = `check-${script ? (mode ?? "normal") : "plain"}`;
  const context = await openContext(browser, base, { width: settings.widths[0], script, mode });
  const page = await context.newPage();
  const troubles = watch(page, base);
  const headings = [];
  const look = async () => {
    headings.push(await page.locator("h1").innerText());
    if (script) await judgeAll(page, report, new URL(page.url()).pathname, variant);
  };
  try {
    await page.goto(new URL(path, base).href);
    await look();
    await sendEmpty(page, report, path, variant, look);
    await page.check("input[value=patent]");
    await send(page);
    await answerAll(page, report, path, variant, look);
    await look();
    await page.click("main .actions a.primary");
    await look();
    report.check(page.url().endsWith("/check/result"), path, variant, "result", page.url());
    await page.click("form.forget button");
    await look();
    await page.goto(new URL(`${path}/result`, base).href);
    await look();
  } catch (error) {
    report.fault(path, variant, "walk", `${error.message} at ${page.url()}`);
  } finally {
    // A page that is left while its icon still loads breaks that request off, which is no fault.
    const real = troubles.filter(([rule]) => rule !== "failed-request");
    for (const [rule, where] of real) report.fault(path, variant, rule, where);
    await context.close();
  }
  report.count("self-checks walked");
  return headings;
}

async function answerAll(page, report, path, variant, look) {
  const kinds = new Set();
  for (let n = 0; page.url().includes("/check/question"); n += 1) {
    if (n === MOST) throw new Error("the questions do not end");
    const kind = await kindOf(page);
    if (!kinds.has(kind)) {
      kinds.add(kind);
      await look();
      await sendEmpty(page, report, path, variant, look);
    }
    if (n === 1) await goBack(page, report, path, variant);
    await answer(page, kind);
    await send(page);
  }
  for (const kind of ["choice", "number", "site"]) {
    report.check(kinds.has(kind), path, variant, "kinds", `no question of the kind ${kind}`);
  }
}

/** Tells what has to be filled in. */
async function kindOf(page) {
  if ((await page.locator("main fieldset").count()) > 1) return "site";
  if ((await page.locator("main input[type=radio]").count()) > 0) return "choice";
  return (await page.locator("#value-year").count()) > 0 ? "day" : "number";
}

async function answer(page, kind) {
  const fact = new URL(await page.locator("main form").getAttribute("action"), page.url()).searchParams.get("fact");
  const value = ANSWERS[fact];
  if (kind === "number") return page.fill("#value", value ?? "1");
  if (kind === "day") {
    for (const [part, text] of Object.entries({ year: "2025", month: "2", day: "3" })) await page.fill(`#value-${part}`, text);
    return undefined;
  }
  if (value) return page.check(`input[value="${value}"]`);
  for (const group of await page.locator("main fieldset").all()) await group.locator("input").first().check();
  return undefined;
}

/** Sends a form that nothing was filled into: the fault is told at the top, in the title, and at the field. */
async function sendEmpty(page, report, path, variant, look) {
  await send(page);
  const fault = (rule, holds) => report.check(holds, path, variant, rule, page.url());
  fault("error-summary", (await page.locator(".error-summary[role=alert]").count()) === 1);
  fault("error-title", /^(오류|Error):/.test(await page.title()));
  const link = await page.locator(".error-summary a").first().getAttribute("href");
  fault("error-link", (await page.locator(`[id="${link.slice(1)}"]`).count()) === 1);
  await look();
}

/** Goes back by the link and by the browser, and forward again. */
async function goBack(page, report, path, variant) {
  const here = page.url();
  const heading = await page.locator("h1").innerText();
  await page.click(".back a");
  const before = await page.locator("h1").innerText();
  report.check(before !== heading, path, variant, "back", `the link leads to ${page.url()}`);
  const kept = await page.locator("main input:checked").count();
  report.check(kept === 1, path, variant, "back", `the answer before is not shown at ${page.url()}`);
  await page.goBack();
  report.check(page.url() === here, path, variant, "back", `the browser goes back to ${page.url()}`);
}

async function send(page) {
  await Promise.all([page.waitForNavigation(), page.locator("main form .button.primary").click()]);
}

async function judgeAll(page, report, path, variant) {
  await page.evaluate(axe.source);
  for (const width of settings.widths) {
    await page.setViewportSize({ width, height: 800 });
    await judge(page, report, path, `${variant}-${width}`);
  }
  await page.setViewportSize({ width: settings.widths[0], height: 800 });
}
