import { z } from "zod";
/** Stands for a secret wherever settings are shown; sent back, it means "as it was". */
export const MASK = "••••••••";
const schemas = new WeakMap();
/** The schema as the console reads it: JSON Schema with labels, hints and the marks of secrets. */
export function jsonSchemaOf({ settings }) {
    const known = schemas.get(settings);
    if (known)
        return known;
    const made = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" });
    schemas.set(settings, made);
    return made;
}
const marksOf = (kind, { secretsSetAt = {} } = {}) => ({
    schema: jsonSchemaOf(kind),
    sealed: new Set(Object.keys(secretsSetAt)),
});
/** The settings with `change` in place of each secret; `path` is `auth.pass`. */
function mapSecrets(value, { schema, sealed }, change) {
    const walk = (value, possible, path) => {
        const schemas = possible.flatMap(alternatives);
        if (sealed.has(path) || schemas.some(({ secret }) => secret))
            return change(value, path);
        const below = (name) => (path ? `${path}.${name}` : name);
        if (Array.isArray(value)) {
            const items = schemas.flatMap(({ items }) => items ?? []);
            return value.map((one, index) => walk(one, items, below(String(index))));
        }
        if (typeof value !== "object" || value === null)
            return value;
        return Object.fromEntries(Object.entries(value).map(([name, member]) => {
            const members = schemas.flatMap(({ properties, additionalProperties }) => {
                const own = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
                return own ?? (typeof additionalProperties === "object" ? additionalProperties : []);
            });
            return [name, walk(member, members, below(name))];
        }));
    };
    return walk(value, [schema], "");
}
function alternatives(schema) {
    const below = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    return [schema, ...below.flatMap(alternatives)];
}
/** The settings as they may be shown. */
export function maskSecrets(kind, known) {
    return mapSecrets(known.settings, marksOf(kind, known), () => MASK);
}
/** The secrets by path. */
export function secretsOf(kind, known) {
    const found = new Map();
    mapSecrets(known?.settings, marksOf(kind, known), (secret, path) => {
        found.set(path, secret);
        return secret;
    });
    return found;
}
/** Names of what is an address though it is no URL. */
const ADDRESS_NAMES = /^(host|hostname|port|proxy)$/i;
/** Where settings lead: origins of URLs, hosts, ports, at any depth but in texts. */
function addressesOf(value, name = "") {
    if (name === "templates")
        return [];
    if (typeof value === "object" && value !== null)
        return Object.entries(value).flatMap(([member, below]) => addressesOf(below, Array.isArray(value) ? name : member));
    if (typeof value !== "string" && typeof value !== "number")
        return [];
    const text = String(value).trim();
    if (ADDRESS_NAMES.test(name))
        return [`${name} ${text}`];
    // Parsed as `fetch` parses it, which skips blanks and line breaks. A code such as `a:b` parses too, but has no host.
    const url = URL.parse(text);
    return url?.host ? [`${url.protocol}//${url.host}`] : [];
}
/**
 * The paths of secrets that a config leaves as they were, though it leads somewhere new: whoever may change an address could
 * have them sent there, and so read them.
 */
export function secretsLedAstray(kind, config, before) {
    const known = new Set(addressesOf(before?.settings));
    if (addressesOf(config).every((address) => known.has(address)))
        return [];
    const kept = secretsOf(kind, before);
    return [...secretsOf(kind, { ...before, settings: config })]
        .filter(([path, secret]) => secret === MASK && kept.has(path))
        .map(([path]) => path);
}
/** A config with the secrets of `before` where it has the mask, and the paths of masks that stand for nothing. */
export function keepSecrets(kind, config, before) {
    const known = secretsOf(kind, before);
    const empty = [];
    const whole = mapSecrets(config, marksOf(kind, before), (secret, path) => {
        if (secret !== MASK)
            return secret;
        if (!known.has(path))
            empty.push(path);
        return known.get(path);
    });
    return { config: whole, empty };
}
//# sourceMappingURL=settings-secrets.js.map