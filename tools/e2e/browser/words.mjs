// The words of the portal, so that a journey names a button by its key and is walked in every language.

import { readdirSync, readFileSync } from "node:fs";

const ROOM = new URL("../../../assets/i18n/", import.meta.url);

/** Reads the messages of a language that are one line without variables; of others, what stands before the first. */
export function words(lang) {
  const folder = new URL(`${lang}/`, ROOM);
  const lines = readdirSync(folder).flatMap((file) => readFileSync(new URL(file, folder), "utf8").split("\n"));
  const pairs = lines.map((line) => /^([a-z][a-z0-9-]*) = (.*)$/.exec(line)).filter(Boolean);
  return new Map(pairs.map(([, key, text]) => [key, text.split("{")[0].trim()]));
}
