/** @module What a rule is: at most so many in so long, under a key. Pure. */
/** A counter row holds at most so many hits; a rule that allows more is spread over several rows. */
const MAX_HITS_PER_ROW = 256;
const MAX_SLOTS = 32;
/** The most that a rule may allow. Beyond it rows grow, and every hit rewrites its row: 72 ms at a million. */
export const MAX_COUNTED = MAX_SLOTS * MAX_HITS_PER_ROW;
/**
 * How many rows a rule's counter has. A rule that many requests share (a service's, a budget) is spread, so that they do
 * not queue for one row; each slot has its share of every window, so the sum is never more than the rule allows.
 */
export function slotsOf({ windows }) {
    // A part of a window is no smaller window: what one network may use up spreads nothing otherwise.
    const sizes = windows.filter(({ own }) => !own).map(({ n }) => n);
    // Neighbours are looked for in one row.
    if (windows.some(({ near }) => near !== undefined))
        return 1;
    if (Math.max(...sizes, 0) <= MAX_HITS_PER_ROW)
        return 1;
    return Math.min(Math.max(Math.floor(Math.min(...sizes) / 2), 1), MAX_SLOTS);
}
export function secondsOf({ windows }) {
    return Math.max(...windows.map(({ seconds }) => seconds), 0);
}
/** The windows as they hold for this request. */
export function windowsInForce({ windows }) {
    return windows
        .filter(({ waived }) => !waived)
        .map(({ reserve = 0, ...window }) => ({ ...window, n: window.n - reserve }));
}
/** What the statement counts for a rule. With `solved`, soft windows no longer hold. */
export function takeOf(rule, slot, solved) {
    const slots = slotsOf(rule);
    const windows = windowsInForce(rule).filter(({ soft }) => !(soft && solved));
    return {
        key: rule.key,
        slot,
        slots,
        member: rule.member ?? null,
        unique: rule.unique === true,
        keep: Math.max(...rule.windows.map(({ n }) => Math.ceil(n / slots)), 1),
        seconds: secondsOf(rule),
        windows,
    };
}
//# sourceMappingURL=rule.js.map