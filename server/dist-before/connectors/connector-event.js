/** @module What is written down of a connector. Of its settings only which changed: among them are secrets and numbers. */
import { changedPaths } from "../audit/changes.js";
export function connectorEvent(type, id, actor, facts = {}) {
    return { type, actor, subject: { kind: "connector", id }, ...facts };
}
/** Which settings differ; `undefined` where the ones before cannot be read. */
export function settingsChange(before, after) {
    const isObject = (value) => typeof value === "object" && value !== null;
    return isObject(before) && isObject(after)
        ? { changed: changedPaths(before, after).map((path) => `config.${path}`) }
        : { changed: ["config"] };
}
/** What a switch changes of a connector. */
export const stateOf = ({ status, version }) => ({ status, version });
//# sourceMappingURL=connector-event.js.map