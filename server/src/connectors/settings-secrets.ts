/**
 * @module Secrets within settings: found by the schema's marks, shown to nobody, kept where a client sends back what it was
 * shown. Pure.
 */
import type { ConnectorKind } from "@munjigi/connectors/contract";
import { z } from "zod";

/** Stands for a secret wherever settings are shown; sent back, it means "as it was". */
export const MASK = "••••••••";

interface JsonSchema {
  secret?: boolean;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

const schemas = new WeakMap<z.ZodType, JsonSchema>();

/** The schema as the console reads it: JSON Schema with labels, hints and the marks of secrets. */
export function jsonSchemaOf({ settings }: Pick<ConnectorKind, "settings">): JsonSchema {
  const known = schemas.get(settings);
  if (known) return known;
  const made = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" }) as JsonSchema;
  schemas.set(settings, made);
  return made;
}

/** Settings, and what was recorded of their secrets when they were sealed. */
export interface KnownSettings {
  settings: unknown;
  /**
   * When each secret was set, by path. What was a secret then is one still, whatever a later schema says of its field; absent:
   * of settings that were never sealed.
   */
  secretsSetAt?: Record<string, string>;
}

/** Marks of secrets: by the schema, and by the paths that were secrets when the settings were sealed. */
interface Marks {
  schema: JsonSchema;
  sealed: ReadonlySet<string>;
}

const marksOf = (kind: Pick<ConnectorKind, "settings">, { secretsSetAt = {} }: Partial<KnownSettings> = {}): Marks => ({
  schema: jsonSchemaOf(kind),
  sealed: new Set(Object.keys(secretsSetAt)),
});

/** The settings with `change` in place of each secret; `path` is `auth.pass`. */
function mapSecrets(
  value: unknown,
  { schema, sealed }: Marks,
  change: (secret: unknown, path: string) => unknown,
): unknown {
  const walk = (value: unknown, possible: readonly JsonSchema[], path: string): unknown => {
    const schemas = possible.flatMap(alternatives);
    if (sealed.has(path) || schemas.some(({ secret }) => secret)) return change(value, path);
    const below = (name: string) => (path ? `${path}.${name}` : name);
    if (Array.isArray(value)) {
      const items = schemas.flatMap(({ items }) => items ?? []);
      return value.map((one, index) => walk(one, items, below(String(index))));
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const members = schemas.flatMap(({ properties, additionalProperties }) => {
          const own = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
          return own ?? (typeof additionalProperties === "object" ? additionalProperties : []);
        });
        return [name, walk(member, members, below(name))];
      }),
    );
  };
  return walk(value, [schema], "");
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const below = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...below.flatMap(alternatives)];
}

/** The settings as they may be shown. */
export function maskSecrets(kind: Pick<ConnectorKind, "settings">, known: KnownSettings): unknown {
  return mapSecrets(known.settings, marksOf(kind, known), () => MASK);
}

/** The secrets by path. */
export function secretsOf(
  kind: Pick<ConnectorKind, "settings">,
  known: KnownSettings | undefined,
): Map<string, unknown> {
  const found = new Map<string, unknown>();
  mapSecrets(known?.settings, marksOf(kind, known), (secret, path) => {
    found.set(path, secret);
    return secret;
  });
  return found;
}

/** So many characters of a secret stay unknown at the least where its last four are shown. */
const MIN_UNKNOWN = 12;

/** The last four characters of a secret, by which people tell two apart; of a short one they would be too much. */
export function hintOf(secret: unknown): string | null {
  const shown = 4;
  return typeof secret === "string" && /^[\x20-\x7e]+$/.test(secret) && secret.length >= MIN_UNKNOWN + shown
    ? secret.slice(-shown)
    : null;
}

/** Names of what is an address though it is no URL. */
const ADDRESS_NAMES = /^(host|hostname|port|proxy)$/i;

/** Where settings lead: origins of URLs, hosts, ports, at any depth but in texts. */
export function addressesOf(value: unknown, name = ""): string[] {
  if (name === "templates") return [];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([member, below]) => addressesOf(below, Array.isArray(value) ? name : member));
  if (typeof value !== "string" && typeof value !== "number") return [];
  const text = String(value).trim();
  if (ADDRESS_NAMES.test(name)) return [`${name} ${text}`];
  // Parsed as `fetch` parses it, which skips blanks and line breaks. A code such as `a:b` parses too, but has no host.
  const url = URL.parse(text);
  return url?.host ? [`${url.protocol}//${url.host}`] : [];
}

/**
 * The paths of secrets that a config leaves as they were, though it leads somewhere new: whoever may change an address could
 * have them sent there, and so read them.
 */
export function secretsLedAstray(
  kind: Pick<ConnectorKind, "settings">,
  config: unknown,
  before: KnownSettings | undefined,
): string[] {
  const known = new Set(addressesOf(before?.settings));
  if (addressesOf(config).every((address) => known.has(address))) return [];
  const kept = secretsOf(kind, before);
  return [...secretsOf(kind, { ...before, settings: config })]
    .filter(([path, secret]) => secret === MASK && kept.has(path))
    .map(([path]) => path);
}

/** A config with the secrets of `before` where it has the mask, and the paths of masks that stand for nothing. */
export function keepSecrets(
  kind: Pick<ConnectorKind, "settings">,
  config: unknown,
  before: KnownSettings | undefined,
): { config: unknown; empty: string[] } {
  const known = secretsOf(kind, before);
  const empty: string[] = [];
  const whole = mapSecrets(config, marksOf(kind, before), (secret, path) => {
    if (secret !== MASK) return secret;
    if (!known.has(path)) empty.push(path);
    return known.get(path);
  });
  return { config: whole, empty };
}
