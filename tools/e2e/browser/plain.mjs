// The portal with JavaScript off: the same text, and forms that work.

import { languageOf, openContext, pooled, settings, watch } from "./browser.mjs";
import { look } from "./crawl.mjs";

/** Compares every page with its text under JavaScript, and sends every form once. */
export async function checkPlain(browser, base, report, pages) {
  const context = await openContext(browser, base, { width: 1280, script: false });
  await pooled(pages.values(), (seen) => checkText(context, base, report, seen));
  await context.close();
  const withForms = [...pages.values()].filter(({ forms }) => forms.length > 0);
  for (const method of ["get", "post"]) {
    const some = withForms.some(({ forms }) => forms.includes(method));
    report.check(some, "/", "plain", "forms", `no page has a form with method ${method}`);
  }
  await pooled(withForms, (seen) => checkForms(browser, base, report, seen));
}

async function checkText(context, base, report, seen) {
  await onPage(context, base, report, seen.path, async (page) => {
    const { text } = await page.evaluate(look, settings);
    report.check(text === seen.text, seen.path, "plain", "same-text", difference(text, seen.text));
    report.count("pages without scripts");
  });
}

async function onPage(context, base, report, path, work) {
  const page = await context.newPage();
  const troubles = watch(page, base);
  try {
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    await work(page);
  } catch (error) {
    report.fault(path, "plain", "visit", error.message);
  } finally {
    for (const [rule, where] of troubles) report.fault(path, "plain", rule, where);
    await page.close();
  }
}

async function checkForms(browser, base, report, seen) {
  for (const [at, method] of seen.forms.entries()) {
    // A context of its own: what one form sets must not change what the next one sees.
    const context = await openContext(browser, base, { width: 1280, script: false });
    await onPage(context, base, report, seen.path, (page) => checkForm(page, context, report, seen.path, at, method));
    await context.close();
  }
}

async function checkForm(page, context, report, path, at, method) {
  const form = page.locator("form").nth(at);
  const action = (await form.getAttribute("action")) ?? "";
  await choose(form);
  const button = form.locator("button:not([type=button]):not([type=reset]), input[type=submit]").last();
  report.check((await button.count()) === 1, path, "plain", "form", `form ${at} has no button to send it`);
  if ((await button.count()) === 0) return;
  await openDetails(form);
  const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
  report.check(answer?.status() === 200, path, "plain", "form", `form ${at} is answered with ${answer?.status()}`);
  report.check((await page.locator("h1").count()) === 1, path, "plain", "form", `form ${at} leads to no page`);
  report.count("forms sent without scripts");
  if (method !== "post") return;
  if (action.endsWith(settings.mode.form)) {
    const cookies = await context.cookies();
    const set = cookies.some(({ name }) => name === settings.mode.cookie);
    report.check(set, path, "plain", "form", `form ${at} sets no cookie ${settings.mode.cookie}`);
  }
  const back = new URL(page.url()).pathname;
  const home = languageOf(back) === languageOf(path);
  report.check(home, path, "plain", "form", `form ${at} comes back in another language, to ${back}`);
}

/** Chooses the last of every choice and types into every field, so that something differs from the start. */
async function choose(form) {
  await openDetails(form);
  for (const select of await form.locator("select").all()) {
    const values = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
    await select.selectOption(values.at(-1));
  }
  for (const field of await form.locator("input[type=text], input[type=search], input:not([type])").all()) {
    await field.fill("서울");
  }
  const groups = await form.locator("input[type=radio]").evaluateAll((radios) => [...new Set(radios.map((r) => r.name))]);
  for (const name of groups) await form.locator(`input[type=radio][name="${name}"]`).last().check({ force: true });
}

/** Opens what folds, around the form and in it; without scripts a click on the summary does it. */
async function openDetails(form) {
  const folded = form.locator("xpath=(ancestor::details | descendant::details)[not(@open)]");
  while ((await folded.count()) > 0) await folded.first().locator("summary").first().click();
}

function difference(found, expected) {
  const at = [...expected].findIndex((c, index) => found.charAt(index) !== c);
  return `${found.length} letters for ${expected.length}; from "${expected.slice(Math.max(at, 0), at + 60)}"`;
}
