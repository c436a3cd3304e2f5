/** @module What was changed of a document, as a JSON Merge Patch (RFC 7396), and putting it on another version of it. */

type Value = unknown;
export type Patch = Record<string, Value>;

const isObject = (value: Value): value is Record<string, Value> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSame = (one: Value, other: Value) => JSON.stringify(one) === JSON.stringify(other);

/** Lists are replaced whole. Both have the same members: a document is complete. */
export function patchBetween(before: object, after: object): Patch {
  const patch: Patch = {};
  for (const [name, value] of Object.entries(after)) {
    const old = (before as Record<string, Value>)[name];
    if (isSame(old, value)) continue;
    patch[name] = isObject(old) && isObject(value) ? patchBetween(old, value) : value;
  }
  return patch;
}

/** `null` is what a member has, as in all documents of the server: its default where it may be absent is `null`. */
export function applyPatch<Document extends object>(document: Document, patch: Patch): Document {
  const result = { ...document } as Record<string, Value>;
  for (const [name, value] of Object.entries(patch)) {
    const old = result[name];
    result[name] = isObject(old) && isObject(value) ? applyPatch(old, value) : value;
  }
  return result as Document;
}

/** `brand.colour`, one for each member that is changed. */
export function pathsOf(patch: Patch, prefix = ""): string[] {
  return Object.entries(patch).flatMap(([name, value]) =>
    isObject(value) ? pathsOf(value, `${prefix}${name}.`) : [prefix + name],
  );
}
