/** @module What stands in the places of secrets: `{"secret": "env:SOLAPI_API_SECRET"}`, or `sealed:…` with the secret in it. Pure. */

export interface Reference {
  /** Within the settings of its connector: `auth.pass`. */
  path: string;
  /** `env:NAME`, `file:/path` or `sealed:…`, as the file has it. */
  reference: string;
}

/** Values by reference, as whoever imports has them. */
export type Secrets = Readonly<Record<string, string>>;

const REFERENCE = /^(env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:[^\0]{1,1024})$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `sealed:kid:` and a JWE in compact form, which begins with its protected header and has no encrypted key. */
const SEALED = /^sealed:([\w-]{1,64}):([\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+)$/;

export const isReferenceText = (text: string): boolean => REFERENCE.test(text);

/** The parts of a sealed secret; `undefined`: it is none. */
export function readSealedText(text: string): { kid: string; jwe: string } | undefined {
  const [, kid, jwe] = SEALED.exec(text) ?? [];
  return kid === undefined || jwe === undefined ? undefined : { kid, jwe };
}

export const writeSealedText = (kid: string, jwe: string): string => `sealed:${kid}:${jwe}`;

function referenceOf(value: unknown): string | undefined {
  if (!isRecord(value) || Object.keys(value).length !== 1) return undefined;
  const text = value.secret;
  if (typeof text !== "string") return undefined;
  // One that was cut short is not taken for a text of its own: it does not open.
  return isReferenceText(text) || text.startsWith("sealed:") ? text : undefined;
}

/** A name for a secret, that an environment variable may have. */
export function proposeReference(connector: string, path: string): string {
  const words = `${connector}_${path}`.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  return `env:${words.replace(/^(?=\d)/, "_").toUpperCase()}`;
}

/** A copy in which `change` has replaced what it has something else for. */
function mapValues(value: unknown, path: string, change: (value: unknown, path: string) => unknown): unknown {
  const changed = change(value, path);
  if (changed !== value) return changed;
  const below = (name: string | number) => (path ? `${path}.${name}` : String(name));
  if (Array.isArray(value)) return value.map((one, index) => mapValues(one, below(index), change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapValues(one, below(name), change)]));
}

/** Settings as they are shown, with references in the places of their secrets. */
export function referToSecrets(settings: unknown, connector: string, secrets: Iterable<string>): unknown {
  const paths = new Set(secrets);
  return mapValues(settings, "", (value, path) =>
    paths.has(path) ? { secret: proposeReference(connector, path) } : value,
  );
}

/** All references in a value that have their values elsewhere, each once. */
export function listReferences(value: unknown): Set<string> {
  const found = new Set<string>();
  resolveReferences(value, ({ reference }) => {
    if (isReferenceText(reference)) found.add(reference);
    return null;
  });
  return found;
}

/** Settings with what `resolve` makes of each reference. */
export function resolveReferences(settings: unknown, resolve: (reference: Reference) => unknown): unknown {
  return mapValues(settings, "", (value, path) => {
    const reference = referenceOf(value);
    return reference === undefined ? value : resolve({ path, reference });
  });
}
