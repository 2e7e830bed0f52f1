// Walks the journeys by keyboard, with scripts and without, and compares where they lead.

import { openContext, pooled, settings, watch } from "./browser.mjs";
import { JOURNEYS, PROCEDURE } from "./journeys.mjs";
import { Hand, VERB_NAMES } from "./keyboard.mjs";
import { caseAt, PAPER, register } from "./office.mjs";
import { words } from "./words.mjs";

/** How often a page is opened anew until it has what is awaited, and the pause before each, in milliseconds. */
const PATIENCE = { times: 40, pause: 250 };

/** Walks every journey in its languages. */
export async function checkJourneys(browser, task) {
  const wanted = JOURNEYS.filter(({ name }) => name.includes(task.only ?? ""));
  const runs = wanted.flatMap((journey) => (journey.langs ?? ["ko"]).map((lang) => ({ journey, lang })));
  await pooled(runs, async ({ journey, lang }) => {
    const seen = await walk(browser, task, journey, lang, true);
    const plain = await walk(browser, task, journey, lang, false);
    const name = nameOf(journey, lang);
    task.report.check(seen.length === plain.length, name, "plain", "same-way", `${plain.length} of ${seen.length} pages`);
    for (const [at, text] of plain.entries()) {
      task.report.check(text === seen[at], name, "plain", "same-outcome", `"${text}" for "${seen[at]}"`);
    }
  });
}

/** Walks one journey and returns what the pages on the way are called and what the last one says. */
async function walk(browser, task, journey, lang, script) {
  const variant = script ? "keyboard" : "keyboard-plain";
  const { report, base } = task;
  const context = await openContext(browser, base, { width: settings.widths[0], script });
  const page = await context.newPage();
  const troubles = watch(page, base);
  const name = nameOf(journey, lang);
  const way = [];
  page.on("load", () => way.push(new URL(page.url()).pathname));
  const walker = new Walker(context, page, { ...task, lang, fault: (rule, text) => report.fault(name, variant, rule, text) });
  try {
    await walker.prepare(journey);
    for (const step of journey.steps) await walker.step(step);
    way.push(await page.locator("main").innerText());
    if (script) await walker.hand.walk();
    report.count("steps by keyboard", journey.steps.length);
    report.count("stops of Tab", walker.hand.stops);
  } catch (error) {
    report.fault(name, variant, "walk", `${error.message} at ${page.url()}`);
  } finally {
    const real = troubles.filter(([rule]) => rule !== "failed-request");
    for (const [rule, where] of real) report.fault(name, variant, rule, where);
    await context.close();
  }
  return way.map(withoutNumbers);
}

class Walker {
  constructor(context, page, task) {
    Object.assign(this, { context, page, ...task });
    this.words = words(task.lang);
    this.prefix = task.lang === "en" ? "/en" : "";
    this.known = { procedure: PROCEDURE[task.lang], paper: PAPER.name };
    this.hand = new Hand(page, task.fault);
  }

  /** Brings about what a journey begins with. */
  async prepare({ as, about, said = "" }) {
    Object.assign(this.known, { said }, as ? {} : await register(this.base));
    if (about) this.known.case = await caseAt(this.cast, about);
    const place = `/cases/${this.known.case}`;
    if (said) await this.cast.officer.post(place, `${place}/messages`, { text: said });
    if (as) await this.enter(as);
  }

  async enter(login) {
    await this.context.clearCookies();
    const headers = { origin: new URL(this.base).origin };
    if (login) await this.context.request.post(new URL("/demo", this.base).href, { form: { login }, headers });
  }

  async step([verb, name = "", value]) {
    const [what, entered] = [this.told(name), typeof value === "string" ? this.told(value) : value];
    if (VERB_NAMES.includes(verb)) return this.hand.do(verb, what, verb === "attach" ? PAPER : entered);
    const own = { at: "at", as: "enter", see: "see", keep: "keep", await: "until", answer: "answer", letter: "letter" };
    if (!(verb in own)) throw new Error(`no verb "${verb}"`);
    return this[own[verb]](what);
  }

  at(path) {
    return this.hand.go(new URL(this.prefix + path, this.base).href);
  }

  async see(text) {
    const said = await this.page.locator("main").innerText();
    if (!said.includes(text)) throw new Error(`the page does not say "${text}"`);
  }

  async keep(name) {
    this.known[name] = /\d{4}-\d{5}/.exec(await this.page.locator("main").innerText())[0];
  }

  async until(text) {
    for (let n = 0; n < PATIENCE.times; n += 1) {
      if ((await this.page.locator("main a", { hasText: text }).count()) > 0) return;
      await this.page.waitForTimeout(PATIENCE.pause);
      await this.hand.go(this.page.url());
    }
    throw new Error(`the page never has a link "${text}"`);
  }

  async answer(button) {
    while (this.page.url().includes("/check/question")) await this.hand.question(button);
  }

  letter() {
    this.known.link = this.post.linkFor(this.known.case);
  }

  /** Puts in what is known: texts of the portal, and what was remembered. */
  told(name) {
    const text = typeof name === "string" ? name : name[this.lang];
    if (text.startsWith("%")) return this.words.get(text.slice(1)) ?? missing(text);
    return text.replace(/\{(\w+)\}/g, (_, key) => this.known[key] ?? missing(key));
  }
}

function missing(name) {
  throw new Error(`nothing is known by the name "${name}"`);
}

function nameOf({ name }, lang) {
  return `journey/${name.replaceAll(" ", "-")}/${lang}`;
}

/** What differs between two walks of the same way: numbers, hashes and words made of them. */
function withoutNumbers(text) {
  return text.replace(/[0-9a-f]{16,}|\d+/g, "0").replace(/\s+/g, " ");
}
