// The pages behind the sign-in, as every role of the demonstration sees them: clean, and after an empty form was sent.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { languageOf, openContext, pooled, settings, watch } from "./browser.mjs";
import { checkFurniture, look } from "./crawl.mjs";
import { caseAt } from "./office.mjs";
import { judge } from "./variants.mjs";
import { words } from "./words.mjs";

/**
 * Roles, and the pages of each.
 *
 * A page says where it is (path, or the stage of a case), how one goes on from there (send, follow, below), which
 * forms are sent empty, and whether it stands for its template in high contrast.
 */
export const ROLES = JSON.parse(readFileSync(new URL("roles.json", import.meta.url), "utf8"));

/** What a form that is not filled in may be answered with. */
const FAULTY = [200, 409, 422];
const PREFIX = { ko: words("ko").get("check-error-prefix"), en: words("en").get("check-error-prefix") };

/** Checks every page of every role in every variant, and that it says the same without scripts. */
export async function checkSignedIn(browser, { base, report, cast, post, only = "", shots }) {
  const places = placesOf(cast, post);
  const pagesOf = (role) => role.pages.filter(({ name }) => `${role.login}/${name}`.includes(only));
  // Cases are filed before the first page is looked at: a list that grows meanwhile would say another thing each time.
  for (const { case: stage } of ROLES.flatMap(pagesOf)) if (stage) await places({ case: stage });
  for (const role of ROLES) {
    const pages = pagesOf(role);
    const contexts = await Promise.all([
      enter(browser, base, role, { variant: "normal" }),
      enter(browser, base, role, { variant: "contrast", mode: settings.mode.contrast }),
      enter(browser, base, role, { variant: "plain", script: false }),
    ]);
    await pooled(pages, (page) => checkPage(contexts, { base, report, places, role, page, shots }));
    await Promise.all(contexts.map(({ context }) => context.close()));
  }
}

/** Says where a page is that has no fixed address: one case for each stage, its paper and its letter. */
function placesOf(cast, post) {
  const cases = new Map();
  return async ({ path, case: stage, prefix = "", paper, letter }) => {
    if (path) return path;
    if (letter === "old") return post.oldestLink();
    if (!cases.has(stage)) cases.set(stage, caseAt(cast, stage));
    const id = await cases.get(stage);
    if (letter) return post.linkFor(id);
    return paper ? `/papers/${id}-1` : `${prefix}/cases/${id}`;
  };
}

async function enter(browser, base, { login }, { variant, mode, script }) {
  const context = await openContext(browser, base, { width: settings.widths[0], mode, script });
  const headers = { origin: new URL(base).origin };
  if (login) await context.request.post(new URL("/demo", base).href, { form: { login }, headers });
  return { context, variant };
}

/** Opens a page in every variant; what it says must not depend on scripts, clean or with faults. */
async function checkPage(contexts, task) {
  const [normal, contrast, plain] = contexts.map(({ context, variant }) => () => checkVariant(context, variant, task));
  const said = await normal();
  // One page of each template is enough to see its colours.
  if (task.page.contrast) await contrast();
  const where = nameOf(task);
  // A refusal carries the number of the request, which differs each time.
  for (const [at, text] of task.page.status ? [] : (await plain()).entries()) {
    task.report.check(text === said[at], where, "plain", "same-text", difference(text, said[at] ?? ""));
  }
  task.report.count("pages of roles");
}

async function checkVariant(context, variant, task) {
  const page = await context.newPage();
  const troubles = watch(page, task.base);
  const texts = [];
  try {
    await open(page, task);
    texts.push(await judgeAll(page, variant, task, ""));
    // Faults wear the same colours on every page, so high contrast is looked at once, where nothing is wrong.
    for (const form of variant === "contrast" ? [] : (task.page.empty ?? [])) {
      await open(page, task);
      await sendEmpty(page, form, variant, task);
      texts.push(await judgeAll(page, variant, task, `-${form.replace(/\W+/g, "-")}`));
    }
  } catch (error) {
    task.report.fault(nameOf(task), variant, "visit", `${error.message} at ${page.url()}`);
  } finally {
    const expected = [task.page.status, ...(task.page.empty ? FAULTY : [])].filter((status) => status > 200);
    const real = troubles.filter(([rule, text]) => !isExpected(rule, text, expected));
    for (const [rule, where] of real) task.report.fault(nameOf(task), variant, rule, where);
    await page.close();
  }
  return texts;
}

/** Goes to the page, and on from there as its line in the table says. */
async function open(page, { base, places, page: { follow, send, below, status = 200, ...place } }) {
  const answer = await page.goto(new URL(await places(place), base).href, { waitUntil: "load" });
  if (answer.status() !== status) throw new Error(`answered with ${answer.status()}`);
  if (send) await Promise.all([page.waitForNavigation(), page.click(send)]);
  if (follow) await Promise.all([page.waitForNavigation(), page.locator(follow).first().click()]);
  const next = below && new URL(page.url()).pathname + below;
  if (next) await page.goto(new URL(next, base).href, { waitUntil: "load" });
}

/** Empties a form, sends it, and checks how the page says what is wrong. */
async function sendEmpty(page, form, variant, { report, ...task }) {
  const found = page.locator(form).first();
  const folded = found.locator("xpath=ancestor::details[not(@open)]");
  while ((await folded.count()) > 0) await folded.first().locator("summary").first().click();
  for (const field of await found.locator("input:is([type=text],[type=email],[type=date],[type=password]), textarea").all()) {
    await field.fill("");
  }
  const button = found.locator("button").last();
  const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
  const fault = (rule, holds, text) => report.check(holds, nameOf(task), `${variant}-empty ${form}`, rule, text);
  fault("status", FAULTY.includes(answer.status()), answer.status());
  const lang = languageOf(new URL(page.url()).pathname);
  const title = await page.title();
  fault("title", title.startsWith(PREFIX[lang]), title);
  const faults = await page.evaluate(faultsOf);
  fault("links", faults.links > 0, "no link to a fault, and no field is marked");
  for (const broken of faults.broken) fault("error-link", false, broken);
  for (const field of faults.unmarked) fault("aria-invalid", false, field);
  report.count("forms sent empty");
}

/** Runs in the page: where the summary of faults leads, and whether the fields say that they are wrong. */
function faultsOf() {
  const summary = document.querySelector(".error-summary");
  const marked = [...document.querySelectorAll("main [aria-invalid=true]")];
  const hrefs = [...(summary?.querySelectorAll("a") ?? [])].map((link) => link.getAttribute("href"));
  const leads = hrefs.filter((href) => href.startsWith("#")).map((href) => [href, document.getElementById(href.slice(1))]);
  const isField = (element) => element?.matches("input:not([type=radio], [type=file]), select, textarea");
  const says = (element) => element.getAttribute("aria-invalid") === "true" && element.hasAttribute("aria-describedby");
  const isMarked = (element) => says(element) || element.closest("fieldset")?.hasAttribute("aria-describedby");
  return {
    links: hrefs.length + (summary ? 0 : marked.length),
    broken: leads.filter(([, element]) => !element).map(([href]) => href),
    unmarked: leads.filter(([, element]) => isField(element) && !isMarked(element)).map(([href]) => href),
  };
}

/** Judges a page at every width and returns what it says. */
async function judgeAll(page, variant, { report, shots, ...task }, state) {
  const found = await page.evaluate(look, settings);
  checkFurniture(report, new URL(page.url()).pathname, found);
  if (variant === "plain") return found.text;
  await page.evaluate(axe.source);
  for (const width of settings.widths) {
    await page.setViewportSize({ width, height: 800 });
    await judge(page, report, `${nameOf(task)}${state}`, `${variant}-${width}`);
    if (shots && variant === "normal") await shoot(page, shots, `${nameOf(task)}${state}-${width}`);
  }
  await page.setViewportSize({ width: settings.widths[0], height: 800 });
  return found.text;
}

async function shoot(page, folder, name) {
  const path = join(folder, `${name.replaceAll("/", "_")}.png`);
  // A page that is too long for one picture is judged all the same.
  await page.screenshot({ path, fullPage: true }).catch((error) => console.log(`no picture of ${name}: ${error.message}`));
}

function nameOf({ role, page }) {
  return `${role.login || "anybody"}/${page.name}`;
}

/** Whether a trouble is no more than the status that was asked for. */
function isExpected(rule, text, expected) {
  if (rule === "failed-request") return true;
  return expected.some((status) => rule === `status-${status}` || (rule === "console" && text.includes(` ${status} `)));
}

function difference(found, expected) {
  const at = [...expected].findIndex((c, index) => found.charAt(index) !== c);
  return `"${found.slice(Math.max(at, 0), at + 60)}" for "${expected.slice(Math.max(at, 0), at + 60)}"`;
}
