// Walks the portal as a visitor does, click by click from the home page of each language.

import { languageOf, openContext, pooled, settings, sitemap, watch } from "./browser.mjs";

/** Pages that no sitemap lists because there is no end to them; the first few that are met stand for all. */
const many = new RegExp(settings.many.pattern);

/** Visits every page that can be reached and returns what each was like, by path. */
export async function crawl(browser, base, report) {
  const context = await openContext(browser, base, { width: 1280 });
  const pages = new Map();
  for (const [language, home] of Object.entries(settings.homes)) {
    await walk(context, base, report, pages, language, home);
  }
  await context.close();
  await checkReach(base, report, pages);
  checkTitles(report, pages);
  return pages;
}

async function walk(context, base, report, pages, language, home) {
  let level = [home];
  const seen = new Set(level);
  let visits = settings.many.visits;
  for (let clicks = 0; level.length > 0; clicks += 1) {
    const next = [];
    await pooled(level, async (path) => {
      const seenPage = await visit(context, base, report, path, clicks);
      if (seenPage.isPage) pages.set(path, seenPage);
      for (const link of seenPage.links) {
        if (seen.has(link) || languageOf(link) !== language) continue;
        seen.add(link);
        if (many.test(link) && (visits -= 1) < 0) continue;
        next.push(link);
      }
    });
    level = next;
  }
}

async function visit(context, base, report, path, clicks) {
  if (/\.(csv|xlsx|json|geojson|xml|txt)$/i.test(path)) return visitFile(base, report, path);
  const page = await context.newPage();
  const troubles = watch(page, base);
  try {
    const answer = await page.goto(new URL(path, base).href, { waitUntil: "load" });
    report.check(answer.status() === 200, path, "crawl", "status", answer.status());
    const found = await page.evaluate(look, settings);
    checkFurniture(report, path, found);
    report.count("pages crawled");
    return { ...found, path, clicks, isPage: true, links: found.links.map((link) => linkPath(link, base)).filter(Boolean) };
  } catch (error) {
    report.fault(path, "crawl", "visit", error.message);
    return { links: [], isPage: false };
  } finally {
    for (const [rule, where] of troubles) report.fault(path, "crawl", rule, where);
    await page.close();
  }
}

async function visitFile(base, report, path) {
  const answer = await fetch(new URL(path, base));
  await answer.arrayBuffer();
  report.check(answer.status === 200, path, "crawl", "status", answer.status);
  report.count("files fetched");
  return { links: [], isPage: false };
}

/** Runs in the page: what it says of itself and where it leads. */
function look({ needsScript, map }) {
  const main = document.querySelector("main")?.cloneNode(true);
  for (const element of main?.querySelectorAll(needsScript.join(",")) ?? []) element.remove();
  const anchors = [...document.querySelectorAll("a[href]:not([download])")];
  return {
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    text: main?.textContent.replace(/\s+/g, " ").trim() ?? "",
    links: anchors.map((anchor) => anchor.href),
    forms: [...document.forms].map((form) => form.method),
    hasMap: document.querySelector(map.button) !== null,
  };
}

function checkFurniture(report, path, found) {
  report.check(found.headings === 1, path, "crawl", "one-h1", `${found.headings} h1`);
  report.check(found.lang === languageOf(path), path, "crawl", "lang", found.lang || "no lang");
  report.check(found.title !== "", path, "crawl", "title", "no title");
  report.check(found.text !== "", path, "crawl", "main", "no text in main");
}

/** Returns the path of a link that a crawl follows, or nothing. */
function linkPath(link, base) {
  const url = new URL(link);
  if (url.origin !== new URL(base).origin || url.search !== "") return undefined;
  const skipped = settings.skip.some((prefix) => url.pathname === prefix || url.pathname.startsWith(`${prefix}/`));
  return skipped ? undefined : url.pathname;
}

async function checkReach(base, report, pages) {
  const listed = await sitemap(base);
  report.check(listed.length > 0, "/sitemap.xml", "crawl", "sitemap", "lists no page");
  for (const path of listed) {
    const clicks = pages.get(path)?.clicks ?? Infinity;
    report.check(clicks <= settings.clicks, path, "crawl", "reach", `${clicks} clicks from home`);
  }
  for (const path of pages.keys()) {
    report.check(listed.includes(path) || many.test(path), path, "crawl", "sitemap", "is not in the sitemap");
  }
}

function checkTitles(report, pages) {
  const first = new Map();
  for (const { path, title } of pages.values()) {
    const key = `${languageOf(path)} ${title}`;
    report.check(!first.has(key), path, "crawl", "distinct-title", `same as ${first.get(key)}`);
    first.set(key, path);
  }
}

export { checkFurniture, look };
