import { AppError } from "../errors.js";
import { secondsOf, slotsOf, takeOf, windowsInForce } from "./rule.js";
import { blockKey, countHits, deleteHits, readCapacities } from "./store.js";
/**
 * What the statement has to count. Throws `limits.exceeded` with the seconds to wait, and `limits.challenge_required`. It
 * only reads, so that a refusal writes nothing: the statement that counts decides.
 */
export async function admit(dependencies, request) {
    const { metrics, random, sql } = dependencies;
    const { solved } = request;
    if (request.rules.length === 0)
        return [];
    const { rules, capacities } = await lookKindly(sql, request);
    for (const rule of rules) {
        const waitSeconds = refusal(rule, capacities);
        if (waitSeconds === undefined)
            continue;
        metrics.limits.inc({ rule: rule.metric ?? rule.name, outcome: "refused" });
        const blockedSeconds = await raiseBlock(dependencies, rule, capacities);
        throw new AppError("limits.exceeded", { rule: rule.name, retryAfterSeconds: blockedSeconds ?? waitSeconds });
    }
    const soft = solved ? undefined : rules.find((rule) => isSoft(rule, capacities));
    if (soft) {
        metrics.limits.inc({ rule: soft.metric ?? soft.name, outcome: "challenged" });
        throw new AppError("limits.challenge_required", { rule: soft.name });
    }
    return rules
        .filter(({ windows }) => windows.length > 0)
        .map((rule) => takeOf(rule, pickSlot(rule, capacities, solved, random), solved));
}
async function lookAt(sql, rules) {
    return { rules, capacities: await readCapacities(sql, rules.map(toRow)) };
}
/** Looks again, by other rules, where the first look would refuse somebody who is on the safe list or no stranger. */
async function lookKindly(sql, { rules, solved, isSafe, rulesIfKnown }) {
    const look = await lookAt(sql, rules);
    const { capacities } = look;
    const refuses = (rule) => refusal(rule, capacities) !== undefined;
    const inTheWay = (rule) => refuses(rule) || (isSoft(rule, capacities) && !solved);
    const isSpared = isSafe !== undefined && rules.some((rule) => rule.spares && inTheWay(rule)) && (await isSafe());
    const held = (all) => (isSpared ? all.filter(({ spares }) => !spares) : all);
    const known = rulesIfKnown && held(rules).some(refuses) ? await rulesIfKnown() : undefined;
    return known ? await lookAt(sql, held(known)) : { rules: held(rules), capacities };
}
/** Neighbouring numbers raise the alarm of their rule. Resolves to the seconds of the block if this request began it. */
async function raiseBlock({ sql, metrics, log }, { name, alarm, maxBlockSeconds }, capacities) {
    const { neighbours, blockedSeconds } = capacityOf({ name }, capacities);
    if (!alarm || !neighbours || blockedSeconds !== null)
        return undefined;
    const seconds = await blockKey(sql, alarm, maxBlockSeconds);
    if (seconds === undefined)
        return undefined;
    metrics.alarms.inc({ rule: name });
    log.warn({ rule: name, seconds }, "numbers next to each other: their prefix is blocked");
    return seconds;
}
/**
 * After the statement: gives back what was counted for something that did not happen. A member that was known before was
 * not counted again, and nobody can tell from the hit: those rules keep theirs.
 */
export async function giveBack(sql, hits, takes) {
    const kept = new Set(takes.filter(({ unique }) => unique).map(({ key, slot }) => `${key}.${slot}`));
    const given = hits.filter(({ key }) => !kept.has(key));
    if (given.length > 0)
        await deleteHits(sql, given);
}
function toRow(rule) {
    return {
        name: rule.name,
        key: rule.key,
        alarm: rule.alarm ?? null,
        member: rule.member ?? null,
        unique: rule.unique === true,
        slots: slotsOf(rule),
        seconds: secondsOf(rule),
        windows: windowsInForce(rule),
    };
}
const capacityOf = (rule, capacities) => capacities.find(({ name }) => name === rule.name);
/** Seconds to wait, if the rule refuses. */
function refusal(rule, capacities) {
    const { openSlots, waitSeconds, blockedSeconds } = capacityOf(rule, capacities);
    if (blockedSeconds !== null && !rule.unblocked)
        return Math.max(blockedSeconds, 1);
    if (openSlots.length > 0)
        return undefined;
    return Math.max(waitSeconds ?? secondsOf(rule), 1);
}
function isSoft(rule, capacities) {
    const { unchallengedSlots, challenged, blockedSeconds } = capacityOf(rule, capacities);
    return challenged || blockedSeconds !== null || unchallengedSlots.length === 0;
}
/** Any slot with capacity will do: those that ask for no proof of work first. */
function pickSlot(rule, capacities, solved, random) {
    const { openSlots, unchallengedSlots } = capacityOf(rule, capacities);
    const slots = unchallengedSlots.length > 0 || !solved ? unchallengedSlots : openSlots;
    return slots[random(2).readUInt16BE() % Math.max(slots.length, 1)] ?? 0;
}
/**
 * Counts a request that no statement of its own follows. Throws what `admit` throws, and nothing is counted then. At most so
 * many pass, however many ask at once.
 */
export async function admitAndCount(dependencies, rules) {
    const takes = await admit(dependencies, { rules, solved: false });
    const hits = await countHits(dependencies.sql, takes);
    if (hits.length === takes.length)
        return;
    await giveBack(dependencies.sql, hits, takes);
    throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}
//# sourceMappingURL=admit.js.map