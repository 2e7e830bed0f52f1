// node run.mjs --base http://127.0.0.1:8080 [--out DIR] [--only TEXT]
//
// Visits every page of a running portal and prints what is wrong, one line each; exit status 1 when anything is.
// `--only TEXT` judges only the pages whose path holds TEXT; the walk still sees all of them.

import { launch, options, timed } from "./browser.mjs";
import { checkSelfCheck } from "./check.mjs";
import { crawl } from "./crawl.mjs";
import { checkPlain } from "./plain.mjs";
import { Report } from "./report.mjs";
import { checkKeyboard, checkMaps } from "./scripted.mjs";
import { checkVariants } from "./variants.mjs";

const { base, out, only = "" } = options(process.argv);
if (!base) throw new Error("say where the portal is: --base http://127.0.0.1:8080");

const report = new Report();
const browser = await launch();
try {
  const all = await timed("crawl", () => crawl(browser, base, report));
  const pages = new Map([...all].filter(([path]) => path.includes(only)));
  await timed("variants", () => checkVariants(browser, base, report, [...pages.keys()]));
  await timed("plain", () => checkPlain(browser, base, report, pages));
  await timed("maps", () => checkMaps(browser, base, report, all));
  await timed("check", () => checkSelfCheck(browser, base, report));
  await timed("keyboard", () => checkKeyboard(browser, base, report));
} finally {
  await browser.close();
}
process.exitCode = report.finish(out) ? 0 : 1;
