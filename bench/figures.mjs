// Figures: medians, ranges, Markdown tables, and the results section of README.md.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `median [min–max]` */
export function spread(values, digits = 0) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} [${low.toFixed(digits)}–${high.toFixed(digits)}]`;
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A row of a table of requirements: measured, required, kept or not. */
export function judge(what, value, { least, most, stretch, unit = "" }) {
  const kept = least === undefined ? value <= most : value >= least;
  const required = least === undefined ? `≤ ${most}${unit}` : `≥ ${least}${unit}`;
  const reached = stretch === undefined ? "" : `${stretch}${unit} ${value >= stretch ? "reached" : "not reached"}`;
  return [what, `${value.toFixed(2)}${unit}`, required, kept ? "kept" : "**NOT KEPT**", reached];
}

export const requirementHead = ["requirement", "measured", "required", "", "stretch"];

/** When, on what, with what. */
export function describeRun(more = "") {
  const git = (...args) => execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  const processors = cpus();
  return [
    `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
    `commit ${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "--", "..") ? " with changes" : ""}`,
    `${processors.length} × ${processors[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    ...(more ? [more] : []),
  ].join(" · ");
}

/** Puts `text` between the markers of `section` in README.md. */
export function writeResults(section, text) {
  const path = new URL("README.md", import.meta.url);
  const [begin, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`];
  const page = readFileSync(path, "utf8");
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`README.md has no section ${section}`);
  writeFileSync(path, `${page.slice(0, from)}\n${text}\n${page.slice(to)}`);
}
