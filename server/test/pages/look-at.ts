/** @module What is looked for on a page in a real browser: what axe finds, what moved, what hangs over the edge. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds: the rule, and where. Only colours depend on the scheme. */
export async function findViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(`"axe" in window`))) await page.evaluate(axe.source);
  const options = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** A script of every page: what moves without anybody's doing. */
export const WATCH_SHIFTS = `window.shifts = [];
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) if (!shift.hadRecentInput)
    shifts.push(shift.value.toFixed(4) + " (" + shift.sources.map(({ node, previousRect: a, currentRect: b }) =>
      [node?.nodeName, node?.className, a.x, a.y, a.width, a.height, "to", b.x, b.y, b.width, b.height].join(" ")).join(", ") + ")"); })
    .observe({ type: "layout-shift", buffered: true });`;

export async function findShifts(page: Page): Promise<string[]> {
  await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
  return (await page.evaluate("shifts")) as string[];
}

const FIND_OVERHANG = `Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("body *:not(.unseen)")]
  .map((found) => found.getBoundingClientRect().right)) - innerWidth`;

/** How far what is drawn goes beyond the screen, in pixels. */
export const findOverhang = async (page: Page): Promise<number> => (await page.evaluate(FIND_OVERHANG)) as number;
