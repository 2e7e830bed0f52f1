// The faults that were found, one line each: page, variant, rule, where.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

export class Report {
  #faults = [];
  #counts = new Map();

  /** Adds a fault. */
  fault(page, variant, rule, where) {
    this.#faults.push(`${page} ${variant} ${rule} ${String(where).replace(/\s+/g, " ").slice(0, 300)}`);
  }

  /** Adds a fault unless `holds`. */
  check(holds, page, variant, rule, where) {
    if (!holds) this.fault(page, variant, rule, where);
  }

  /** Counts one thing that was looked at. */
  count(what, n = 1) {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + n);
  }

  /** Prints everything, writes it to `dir` and returns whether nothing is wrong. */
  finish(dir) {
    const lines = [...new Set(this.#faults)].sort();
    const counts = [...this.#counts].map(([what, n]) => `${n} ${what}`).join(", ");
    const text = [...lines, `browser: ${counts}; ${lines.length} faults`].join("\n");
    console.log(text);
    if (dir) writeFileSync(join(dir, "report.txt"), `${text}\n`);
    return lines.length === 0;
  }
}
