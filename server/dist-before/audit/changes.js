const nothing = () => false;
/** The difference of two states; `undefined` if there is none. A member that one of them does not have is `null` there. */
export function changesBetween(before, after, isTold = nothing) {
    const changes = { before: {}, after: {} };
    const hidden = [];
    for (const [path, one, other] of differences(before, after, "")) {
        if (isTold(path) || (isFigure(one) && isFigure(other))) {
            changes.before[path] = one ?? null;
            changes.after[path] = other ?? null;
        }
        else
            hidden.push(path);
    }
    const count = Object.keys(changes.after).length + hidden.length;
    if (count === 0)
        return undefined;
    return { ...changes, data: hidden.length > 0 ? { changed: hidden } : undefined };
}
/** The paths of members that differ, where none of their values may be told. */
export const changedPaths = (before, after) => differences(before, after, "").map(([path]) => path);
const isFigure = (value) => value === undefined || value === null || typeof value === "number" || typeof value === "boolean";
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
/** The leaves that differ; a list is one leaf. */
function differences(before, after, path) {
    if (isRecord(before) && isRecord(after)) {
        const names = new Set([...Object.keys(before), ...Object.keys(after)]);
        return [...names].flatMap((name) => differences(before[name], after[name], path ? `${path}.${name}` : name));
    }
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [[path, before, after]];
}
//# sourceMappingURL=changes.js.map