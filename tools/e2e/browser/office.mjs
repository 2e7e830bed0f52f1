// People of the demonstration who work by plain requests: they bring a case to where a check in the browser begins.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A paper that is a PDF by its first bytes. */
export const PAPER = { name: "계약서.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };

/** What is filled into the form of a recommendation letter. */
const FORM = {
  person_name: "Ada Example",
  nationality: "Exampleland",
  "birth_date-year": "1990",
  "birth_date-month": "4",
  "birth_date-day": "2",
  stay_status: "e7",
  stay_procedure: "extension",
  role: "participant",
  project: "AI 반도체 설계",
  works_in_project: "yes",
  work: "모형을 가볍게 만드는 연구를 맡습니다.",
};

/** The stages of a case: the one before, and how somebody brings it on from there. */
const STAGES = {
  received: [undefined, () => {}],
  in_check: ["received", ({ officer }, id) => officer.act(id, "accept")],
  awaiting: ["in_check", ({ officer }, id) => officer.act(id, "request_info", { items: "협약서", until: daysOn(10) })],
  in_review: ["in_check", ({ officer }, id) => officer.doTasks(id).then(() => officer.act(id, "complete_check"))],
  consulting: ["in_review", ({ officer }, id) => officer.act(id, "consult", { ...ASKED, until: daysOn(7) })],
  one_task_left: ["in_check", ({ officer }, id) => officer.doTasks(id, 1).then(() => officer.act(id, "complete_check"))],
  recommended: ["in_review", ({ officer }, id) => officer.act(id, "recommend", { outcome: "granted", note: "요건을 갖춤" })],
  decided: ["recommended", ({ approver }, id) => approver.act(id, "approve")],
  issued: ["decided", ({ officer }, id) => officer.post(`/cases/${id}`, `/cases/${id}/letters/granted`, {})],
};

/** The authority that is asked for an opinion. */
const ASKED = { "email-operator": "authority@example.com" };

/** Somebody with a session, in one language. */
export class Person {
  constructor(base, cookie, lang) {
    Object.assign(this, { base, cookie, prefix: lang === "en" ? "/en" : "" });
  }

  /** Takes the part of somebody in the demonstration. */
  static async enter(base, login, lang = "ko") {
    const answer = await send(base, "/demo", "", new URLSearchParams({ login }));
    return new Person(base, cookieOf(answer), lang);
  }

  async page(path) {
    const answer = await fetch(new URL(this.prefix + path, this.base), { headers: { cookie: this.cookie } });
    if (answer.status !== 200) throw new Error(`${path} is answered with ${answer.status}`);
    return answer.text();
  }

  /** Sends a form as the page `from` would and returns where that leads. */
  async post(from, path, fields) {
    const page = await this.page(from);
    const hidden = { csrf: valueOf(page, "csrf"), seen: valueOf(page, "seen") };
    const body = fields instanceof FormData ? fields : new URLSearchParams({ ...hidden, ...fields });
    if (body instanceof FormData) body.set("csrf", hidden.csrf);
    const answer = await send(this.base, this.prefix + path, this.cookie, body);
    if (answer.status !== 303) throw new Error(`POST ${path} is answered with ${answer.status}`);
    return answer.headers.get("location").slice(this.prefix.length);
  }

  act(id, act, fields = {}) {
    return this.post(`/cases/${id}`, `/cases/${id}/act/${act}`, fields);
  }

  /** Ticks every task of a case but the last few. */
  async doTasks(id, left = 0) {
    const page = await this.page(`/cases/${id}`);
    const tasks = [...page.matchAll(/act\/do_task".*?name="task" value="([^"]+)"/gs)].map(([, task]) => task);
    for (const task of tasks.slice(0, tasks.length - left)) await this.act(id, "do_task", { task });
  }

  /** Files a request for a recommendation letter and returns its number. */
  async file() {
    const start = "/apply/recommendation.e7";
    const form = await this.post(start, start, { dossier: "" });
    await this.post(form, form, FORM);
    const papers = new FormData();
    papers.set("csrf", "");
    papers.set("slot", "contract");
    papers.set("file", new Blob([PAPER.buffer], { type: PAPER.mimeType }), PAPER.name);
    await this.post(`${form}/papers`, `${form}/papers`, papers);
    const filed = await this.post(`${form}/review`, `${form}/file`, {});
    return /cases\/([^?]+)/.exec(filed)[1];
  }
}

/** Everybody whom cases need. */
export async function castOf(base) {
  const [firm, officer, approver] = await Promise.all(
    ["demo-firm@example.com", "demo-officer", "demo-approver"].map((login) => Person.enter(base, login)),
  );
  return { firm, officer, approver };
}

/** Files a case, brings it to a stage and returns its number. */
export async function caseAt(cast, stage) {
  const [before, bring] = STAGES[stage];
  const id = before ? await caseAt(cast, before) : await cast.firm.file();
  await bring(cast, id);
  return id;
}

/** Has somebody without an account register, and returns how they sign in. */
export async function register(base) {
  const login = `keys-${Math.random().toString(36).slice(2)}@example.com`;
  const password = "마디가 긴 비밀번호 하나";
  const fields = { name: "정자판", organisation: "자판회사", login, password, back: "" };
  const answer = await send(base, "/register", "", new URLSearchParams(fields));
  if (answer.status !== 303) throw new Error(`/register is answered with ${answer.status}`);
  return { login, password };
}

/** The post office: reads letters out of the record, as whoever gets the e-mail reads them. */
export class PostOffice {
  constructor(binary, data) {
    Object.assign(this, { binary, data });
  }

  /** Returns the path of the newest link for an authority that is asked about a case. */
  linkFor(id) {
    const link = this.#links().findLast((one) => one.startsWith(`/consult/${id}.`));
    if (!link) throw new Error(`no letter asks an authority about ${id}`);
    return link;
  }

  /** Returns the path of the first link that was ever sent; it has long run out. */
  oldestLink() {
    return this.#links()[0];
  }

  #links() {
    const folder = mkdtempSync(join(tmpdir(), "letters-"));
    try {
      const file = join(folder, "record.jsonl");
      execFileSync(this.binary, ["backup", file, "--data", this.data], { stdio: "ignore" });
      return [...readFileSync(file, "utf8").matchAll(/\/consult\/[0-9a-zA-Z.-]+/g)].map(([link]) => link);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** Returns a day so many days from now, as a form wants it. */
function daysOn(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function send(base, path, cookie, body) {
  const headers = { cookie, origin: new URL(base).origin };
  return fetch(new URL(path, base), { method: "POST", redirect: "manual", headers, body });
}

function cookieOf(answer) {
  return answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
}

function valueOf(page, name) {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";
}
