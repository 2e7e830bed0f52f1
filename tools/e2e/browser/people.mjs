// node people.mjs --base http://127.0.0.1:8083 --data DIR --teukgu PATH [--out DIR] [--part NAME] [--only TEXT] [--shots DIR]
//
// Visits what lies behind the sign-in of a portal that runs with --demo; exit status 1 when anything is wrong.
// The binary and its data folder are named so that letters can be read. `--part` is `session`, `roles` or `journeys`; `--only TEXT`
// takes only the pages and journeys whose name holds TEXT; `--shots DIR` keeps a picture of every page.

import { launch, options, timed } from "./browser.mjs";
import { castOf, PostOffice } from "./office.mjs";
import { Report } from "./report.mjs";
import { checkSession } from "./session.mjs";
import { checkSignedIn } from "./signed.mjs";
import { checkJourneys } from "./walk.mjs";

const PARTS = { session: checkSession, roles: checkSignedIn, journeys: checkJourneys };

const { base, data, teukgu, out, part, only, shots } = options(process.argv);
if (!base || !data || !teukgu) throw new Error("say where the portal is, its data and its binary: --base URL --data DIR --teukgu PATH");

const report = new Report();
const browser = await launch();
try {
  const cast = await castOf(base);
  const task = { base, report, cast, post: new PostOffice(teukgu, data), only, shots };
  for (const [name, check] of Object.entries(PARTS)) {
    if (!part || part === name) await timed(name, () => check(browser, task));
  }
} finally {
  await browser.close();
}
process.exitCode = report.finish(out) ? 0 : 1;
