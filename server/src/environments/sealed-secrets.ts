/**
 * @module Secrets of a file, each encrypted to the key of the deployment that is to have it: a JWE (RFC 7516) by ECDH-ES with X25519
 * and AES-256-GCM. Its protected header names the place in the file, and the kind and addresses of the connector there: whoever may
 * change the file and not read its secrets can move none of them, nor lead one to an address of their own.
 */
import { hash } from "node:crypto";
import { CompactEncrypt, compactDecrypt } from "jose";
import { addressesOf } from "../connectors/settings-secrets.js";
import { AppError } from "../errors.js";
import type { Keyring } from "../secrets.js";
import { type ImportKey, importKeysOf, toJwk } from "./import-key.js";
import { type Reference, readSealedText, resolveReferences, writeSealedText } from "./secret-references.js";
import { type Entry, type SettingsFile, spellPath, type WholeFile } from "./settings-file.js";

const ALGORITHMS = { alg: "ECDH-ES", enc: "A256GCM" } as const;

/** By place: what a sealed secret was, or why it does not open. */
export type Opened = ReadonlyMap<string, { value: unknown } | { problem: string }>;

/** `connectors.solapi-sms.settings.apiSecret` */
export const placeOfSecret = (connector: string, path: string): string =>
  spellPath(["connectors", connector, "settings", ...path.split(".")]);

/** What a connector must still be for a secret that was sealed for it. */
function connectorDigest(key: string, { kind = key, settings }: Entry<"connectors">): string {
  return hash("sha256", JSON.stringify([kind, ...new Set(addressesOf(settings).sort())]), "base64url");
}

/**
 * The file with secrets in the places of references, and how many; `secretsOf` gives those of a connector by path. Throws
 * `settings.import_key_invalid` for a key that nothing can be encrypted to (RFC 7748, 6.1).
 */
export async function sealSecrets(
  file: WholeFile,
  secretsOf: (connector: string) => Promise<ReadonlyMap<string, unknown>>,
  to: ImportKey,
): Promise<{ file: WholeFile; sealed: number }> {
  let sealed = 0;
  const sealEntry = async (key: string, entry: Entry<"connectors">): Promise<Entry<"connectors">> => {
    const secrets = await secretsOf(key);
    const texts = new Map<string, string>();
    for (const { path } of referencesIn(entry.settings)) {
      if (!secrets.has(path)) continue;
      const header = { place: placeOfSecret(key, path), connector: connectorDigest(key, entry) };
      texts.set(path, await encrypt(secrets.get(path), header, to));
    }
    sealed += texts.size;
    const settings = resolveReferences(entry.settings, ({ path, reference }) => ({
      secret: texts.get(path) ?? reference,
    }));
    return { ...entry, ...(entry.settings && { settings: settings as Record<string, unknown> }) };
  };
  const connectors: [string, Entry<"connectors">][] = [];
  for (const [key, entry] of Object.entries(file.connectors)) connectors.push([key, await sealEntry(key, entry)]);
  return { file: { ...file, connectors: Object.fromEntries(connectors) }, sealed };
}

async function encrypt(secret: unknown, header: { place: string; connector: string }, to: ImportKey): Promise<string> {
  try {
    const jwe = await new CompactEncrypt(Buffer.from(JSON.stringify(secret)))
      .setProtectedHeader({ ...ALGORITHMS, kid: to.kid, ...header })
      .encrypt(toJwk(to.x));
    return writeSealedText(to.kid, jwe);
  } catch (cause) {
    throw new AppError("settings.import_key_invalid", { parameter: "encryptTo" }, { cause });
  }
}

/** Opens what is sealed in a file. What does not open has its reason in words; nothing is thrown. */
export async function openSecrets(keyring: Pick<Keyring, "all">, file: SettingsFile): Promise<Opened> {
  const keys = await importKeysOf(keyring);
  const opened = new Map<string, { value: unknown } | { problem: string }>();
  for (const [key, entry] of Object.entries(file.connectors ?? {}))
    for (const { path, reference } of referencesIn(entry.settings)) {
      if (!reference.startsWith("sealed:")) continue;
      const place = placeOfSecret(key, path);
      opened.set(place, await open(reference, { place, connector: connectorDigest(key, entry), keys }));
    }
  return opened;
}

async function open(
  text: string,
  { place, connector, keys }: { place: string; connector: string; keys: Awaited<ReturnType<typeof importKeysOf>> },
): Promise<{ value: unknown } | { problem: string }> {
  const changed = { problem: "was changed after it was sealed: export it again" };
  const parts = readSealedText(text);
  if (!parts) return changed;
  const key = keys.get(parts.kid);
  if (!key)
    return { problem: "is sealed to a key that this deployment does not have: export it again to its import key" };
  const options = { keyManagementAlgorithms: [ALGORITHMS.alg], contentEncryptionAlgorithms: [ALGORITHMS.enc] };
  const decrypted = await compactDecrypt(parts.jwe, key, options).catch(() => undefined);
  if (!decrypted) return changed;
  const { protectedHeader: header, plaintext } = decrypted;
  if (header.place !== place) return { problem: `is sealed for ${header.place}, and opens nowhere else` };
  if (header.connector !== connector)
    return { problem: "is sealed for another kind or address of its connector: export it again" };
  try {
    return { value: JSON.parse(Buffer.from(plaintext).toString("utf8")) };
  } catch {
    return changed;
  }
}

function referencesIn(settings: unknown): Reference[] {
  const found: Reference[] = [];
  resolveReferences(settings, (reference) => {
    found.push(reference);
    return null;
  });
  return found;
}
