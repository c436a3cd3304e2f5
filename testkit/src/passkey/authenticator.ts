/**
 * @module A device with passkeys in software: does what a platform authenticator does (Web Authentication Level 3, §6), in memory. ES256 keys,
 * attestation "none", discoverable credentials. What it gives is what `PublicKeyCredential.toJSON()` gives.
 */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

interface Key {
  id: string;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  counter: number;
}

export interface CreationOptions {
  challenge: string;
  rp: { id?: string };
  user: { id: string };
  excludeCredentials?: { id: string }[];
}

export interface RequestOptions {
  challenge: string;
  rpId?: string;
  allowCredentials?: { id: string }[];
}

export interface AuthenticatorTraits {
  /** Where the browser says the page is from. */
  origin: string;
  /** Its passkeys are synced to other devices, and have no counter. */
  isSynced?: boolean;
  /** Whether it knows its owner before it signs. */
  verifies?: boolean;
  aaguid?: string;
}

const FLAGS = { present: 0x01, verified: 0x04, syncable: 0x08, backedUp: 0x10, hasKey: 0x40 } as const;

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();

/** CBOR (RFC 8949) of what an authenticator writes: small integers, texts, bytes, maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as Buffer)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

export class SoftwareAuthenticator {
  readonly keys: Key[] = [];
  traits: Required<AuthenticatorTraits>;

  constructor(traits: AuthenticatorTraits) {
    this.traits = { isSynced: false, verifies: true, aaguid: "00000000-0000-0000-0000-000000000000", ...traits };
  }

  /** `navigator.credentials.create`. Throws where it has one of `excludeCredentials`. */
  create({ challenge, rp, user, excludeCredentials = [] }: CreationOptions) {
    const { origin, aaguid } = this.traits;
    if (excludeCredentials.some(({ id }) => this.keys.some((key) => key.id === id)))
      throw new Error("InvalidStateError: it has one of these already");
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const id = randomBytes(32);
    const rpId = rp.id ?? new URL(origin).hostname;
    const key = { id: id.toString("base64url"), rpId, userHandle: user.id, privateKey, counter: 0 };
    this.keys.push(key);
    // COSE (RFC 9053 §7.1.1): kty EC2, alg ES256, crv P-256, x, y.
    const cose = cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
    const attested = Buffer.concat([
      Buffer.from(aaguid.replaceAll("-", ""), "hex"),
      Buffer.from([id.length >> 8, id.length & 255]),
      id,
      cose,
    ]);
    const authData = Buffer.concat([this.dataFor(key, FLAGS.hasKey), attested]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    return {
      id: key.id,
      rawId: key.id,
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.clientData("webauthn.create", challenge),
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** `navigator.credentials.get`, by the key made last that fits. Throws where there is none. */
  get({ challenge, rpId, allowCredentials = [] }: RequestOptions) {
    const id = rpId ?? new URL(this.traits.origin).hostname;
    const key = this.keys.findLast(
      (one) =>
        one.rpId === id &&
        (allowCredentials.length === 0 || allowCredentials.some(({ id: allowed }) => allowed === one.id)),
    );
    if (!key) throw new Error("NotAllowedError: it has none of these");
    if (!this.traits.isSynced) key.counter++;
    const clientDataJSON = this.clientData("webauthn.get", challenge);
    const authData = this.dataFor(key, 0);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    return {
      id: key.id,
      rawId: key.id,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: authData.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(key.privateKey).toString("base64url"),
        userHandle: key.userHandle,
      },
    };
  }

  private clientData(type: string, challenge: string): string {
    const text = JSON.stringify({ type, challenge, origin: this.traits.origin, crossOrigin: false });
    return Buffer.from(text).toString("base64url");
  }

  private dataFor({ rpId, counter }: Key, more: number): Buffer {
    const { isSynced, verifies } = this.traits;
    const flags =
      FLAGS.present | (verifies ? FLAGS.verified : 0) | (isSynced ? FLAGS.syncable | FLAGS.backedUp : 0) | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  }
}
