// A hand on the keyboard: it finds its way with Tab, and looks at every stop whether the focus can be seen.

import { readFileSync } from "node:fs";
import { settings } from "./browser.mjs";

/** More stops than any page has. */
const MOST = 400;

/** What each verb of a step looks for, and what it does when it is there. */
const VERBS = {
  follow: { kind: "link", act: (hand) => hand.leave("Enter") },
  jump: { kind: "link", act: (hand) => hand.jump() },
  save: { kind: "link", act: (hand) => hand.save() },
  press: { kind: "button", act: (hand) => hand.leave(hand.turn()) },
  open: { kind: "summary", act: (hand) => hand.page.keyboard.press(hand.turn()) },
  tick: { kind: "checkbox", act: (hand) => hand.page.keyboard.press("Space") },
  type: { kind: "text", act: (hand, text) => hand.type(text) },
  pick: { kind: "radio", act: (hand, text, name) => hand.pick(name) },
  select: { kind: "select", act: (hand, text) => hand.select(text) },
  attach: { kind: "file", act: (hand, file) => hand.attach(file) },
};

/** The verbs of a hand; a journey knows a few more. */
export const VERB_NAMES = Object.keys(VERBS);

/** Walks through one tab of the browser with keys alone. */
export class Hand {
  #isFresh = true;
  #turn = 0;
  #chosen;

  /** `fault(rule, text)` hears of what is wrong on the way. */
  constructor(page, fault) {
    Object.assign(this, { page, fault, stops: 0 });
    // Listened for from the start, because the browser is told only then not to open the window of the system.
    page.on("filechooser", (chooser) => this.#chosen?.(chooser));
  }

  /** Types an address, as into the bar of the browser. */
  async go(address) {
    await this.page.goto(address, { waitUntil: "load" });
    this.#isFresh = true;
  }

  /** Finds what `name` names and does with it what the verb says. */
  async do(verb, name, value) {
    const { kind, act } = VERBS[verb];
    await this.reach(kind, name);
    await act(this, value, name);
  }

  /** Presses Tab until the focus is on something of a kind with a name; radios are reached by their group. */
  async reach(kind, name) {
    const begun = this.stops;
    for (let wraps = 0; wraps < 2 && this.stops - begun < MOST; ) {
      const stop = await this.tab();
      if (stop.kind === "none") wraps += 1;
      else if (isIt(stop, kind, name)) return;
    }
    throw new Error(`no ${kind} "${name}" is reached by Tab at ${this.page.url()}`);
  }

  /** Presses Tab, or Shift+Tab, and says where that leads. */
  async tab(key = "Tab") {
    if (this.#isFresh && key === "Tab") await this.#skip();
    await this.page.keyboard.press(key);
    this.stops += 1;
    const stop = await this.page.evaluate(lookAtFocus, { isBack: key !== "Tab" });
    this.#judge(stop);
    return stop;
  }

  /** Goes over a fresh page by its first link, unless the page has put the focus elsewhere. */
  async #skip() {
    this.#isFresh = false;
    await this.#settle();
    const { kind } = await this.page.evaluate(lookAtFocus, {});
    if (kind !== "none") return;
    await this.page.keyboard.press("Tab");
    const first = await this.page.evaluate(lookAtFocus, {});
    if (first.href !== "#content") this.fault("skip-link", `the first stop is "${first.name}"`);
    await this.page.keyboard.press("Enter");
    await this.page.evaluate(() => delete globalThis.lastStop);
  }

  /** Waits until the page has put the focus where it wants it, which takes a moment after it is loaded. */
  async #settle() {
    const isSettled = () => document.querySelector("[autofocus]")?.matches(":focus") ?? true;
    for (let n = 0; n < 40 && !(await this.page.evaluate(isSettled)); n += 1) await this.page.waitForTimeout(25);
  }

  #judge(stop) {
    if (stop.kind === "none") return;
    if (stop.isSame && !stop.hasParts) throw new Error(`Tab does not leave "${stop.name}"`);
    if (!stop.isOutlined) this.fault("focus-visible", `"${stop.name}" shows no focus`);
    if (!stop.isSeen) this.fault("focus-obscured", `"${stop.name}" cannot be seen when it has the focus`);
    if (!stop.isInOrder) this.fault("focus-order", `"${stop.name}" is reached out of order`);
  }

  /** Presses a key that leads to another page. */
  async leave(key) {
    await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), this.page.keyboard.press(key)]);
    this.#isFresh = true;
  }

  /** Answers a page of questions: what has the focus and is not answered, until the button comes. */
  async question(button) {
    for (let n = 0; n < MOST; n += 1) {
      const stop = await this.tab();
      if (stop.kind === "radio" && !stop.isChosen) await this.page.keyboard.press("Space");
      if (stop.kind === "text") await this.type(stop.id.endsWith("-year") ? "2026" : "3");
      if (isIt(stop, "button", button)) return this.leave(this.turn());
    }
    throw new Error(`no button "${button}" is reached by Tab at ${this.page.url()}`);
  }

  /** Follows a link to a field of the same page. */
  async jump() {
    const { href } = await this.page.evaluate(lookAtFocus, { isBack: true });
    await this.page.keyboard.press("Enter");
    await this.page.evaluate(() => delete globalThis.lastStop);
    const { id } = await this.page.evaluate(lookAtFocus, { isBack: true });
    if (href !== `#${id}`) this.fault("error-link", `${href} leads the focus to "${id}"`);
  }

  /** Saves the file that a link leads to, and looks whether it is JSON. */
  async save() {
    const begun = this.page.waitForEvent("download");
    await this.page.keyboard.press("Enter");
    JSON.parse(readFileSync(await (await begun).path(), "utf8"));
  }

  /** Enter and Space in turn: a button must take both. */
  turn() {
    this.#turn += 1;
    return this.#turn % 2 === 0 ? "Enter" : "Space";
  }

  async type(text) {
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(text);
  }

  /** Goes through a group of radios with the arrows until the one with this name is chosen. */
  async pick(name) {
    await this.page.keyboard.press("Space");
    for (let n = 0; n < MOST; n += 1) {
      const stop = await this.page.evaluate(lookAtFocus, { isBack: true });
      if (isNamed(stop, name) && stop.isChosen) return;
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`no choice "${name}" is reached by the arrows at ${this.page.url()}`);
  }

  async select(text) {
    await this.page.keyboard.press("Home");
    for (let n = 0; n < MOST; n += 1) {
      const { chosen } = await this.page.evaluate(lookAtFocus, { isBack: true });
      if (chosen === text) return;
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`no option "${text}" is reached by the arrows at ${this.page.url()}`);
  }

  async attach(file) {
    const asked = new Promise((resolve, reject) => {
      this.#chosen = resolve;
      setTimeout(() => reject(new Error("no file can be chosen")), settings.timeoutMs).unref();
    });
    await this.page.keyboard.press("Enter");
    await (await asked).setFiles(file);
  }

  /** Goes once over the whole page, so that every stop of it is looked at. */
  async walk() {
    for (let n = 0; n < MOST; n += 1) {
      if ((await this.tab()).kind === "none") return;
    }
    throw new Error(`Tab never leaves the page at ${this.page.url()}`);
  }
}

function isIt(stop, kind, name) {
  return stop.kind === kind && [stop, ...stop.group].some((one) => isNamed(one, name));
}

/** A name fits in full, or as the beginning of it before a remark; `#id` names an element by its id, `*` any. */
function isNamed({ id, name }, wanted) {
  if (wanted === "*") return true;
  return name === wanted || name.startsWith(`${wanted} `) || `#${id}` === wanted;
}

/** Runs in the page: what has the focus, and how it looks. */
function lookAtFocus({ isBack }) {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) {
    delete globalThis.lastStop;
    return { kind: "none", group: [] };
  }
  const text = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const nameOf = (one) => one.getAttribute("aria-label") ?? ([...(one.labels ?? [])].map(text).join(" ") || text(one));
  const last = globalThis.lastStop;
  globalThis.lastStop = element;
  const style = getComputedStyle(element);
  const [box] = element.getClientRects();
  const left = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  const right = Math.min(box.right, innerWidth);
  const bottom = Math.min(box.bottom, innerHeight);
  const hit = right > left && bottom > top && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const kinds = { A: "link", BUTTON: "button", SUMMARY: "summary", SELECT: "select", TEXTAREA: "text" };
  const own = { radio: "radio", checkbox: "checkbox", file: "file" };
  const group = element.type === "radio" ? [...document.getElementsByName(element.name)] : [];
  const follows = !last?.isConnected || last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  return {
    kind: element.tagName === "INPUT" ? (own[element.type] ?? "text") : (kinds[element.tagName] ?? "region"),
    id: element.id,
    name: nameOf(element),
    href: element.getAttribute("href"),
    group: group.map((one) => ({ id: one.id, name: nameOf(one) })),
    isChosen: element.checked === true,
    chosen: element.selectedOptions?.[0] && text(element.selectedOptions[0]),
    isSame: last === element,
    // The parts of a date are one element with a stop for each.
    hasParts: element.type === "date",
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    isSeen: Boolean(hit) && (element.contains(hit) || hit.contains(element)),
    isInOrder: isBack || last === element || Boolean(follows),
  };
}
