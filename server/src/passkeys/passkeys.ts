/**
 * @module Passkeys: made, used and removed (Web Authentication Level 3, https://www.w3.org/TR/webauthn-3/). The face of this room.
 * The formats are `@simplewebauthn/server`'s business; which challenge, relying party and owner count is decided here.
 */
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import { hashToken } from "../secrets.js";
import { createSid } from "../sid.js";
import { type Ceremony, CHALLENGE_SECONDS, type ChallengeDependencies, isOurs, makeChallenge } from "./challenge.js";
import { countOthers } from "./count-others.js";
import { firstName, MAX_PASSKEYS, type Passkey } from "./passkey.js";
import { readAssertion, readAttestation } from "./read-credential.js";
import {
  deletePasskey,
  holdOwner,
  insertPasskey,
  lockOwner,
  markUsable,
  renamePasskey,
  SWEEP_BATCH,
  selectByCredential,
  selectPasskeys,
  selectUse,
  sweepAnswers,
  useAnswer,
  waitForOthers,
} from "./store.js";

export type { Passkey };

/** Somebody has shown a passkey; it counts once `use` has taken it. */
export interface ShownPasskey {
  sid: string;
  userSid: string;
  isSyncable: boolean;
  answer: { counter: number; isBackedUp: boolean; challengeHash: string };
}

export interface Passkeys {
  /** `undefined`: browsers have none for an origin without a name, such as an address in numbers. */
  rpId: string | undefined;
  /** At the start: which there are for this relying party. Resolves to how many were made for another one, and open nothing here. */
  settle(): Promise<number>;
  /** The oldest first. `on`: a transaction of the caller's. */
  list(userSid: string, on?: Database): Promise<Passkey[]>;
  /** What `navigator.credentials.create` is given, as JSON. */
  creationOptions(request: {
    user: { sid: string; name: string; displayName: string };
    browserHash: string;
  }): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** What `navigator.credentials.get` is given. `of`: the passkeys that are meant; absent: whichever the device has. */
  requestOptions(request: {
    browserHash: string;
    of?: readonly Passkey[];
  }): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /**
   * Makes a passkey of what the browser gave, in a transaction of the caller's. Sent twice it is the same one. Throws `passkey.*`, or
   * `request.invalid`.
   */
  add(
    request: { credential: string; userSid: string; browserHash: string; device: string; actor: Actor },
    tx: Database,
  ): Promise<{ sid: string; isNew: boolean }>;
  /** Looks at what the browser gave; changes nothing. Throws `passkey.unknown`, `passkey.refused`. */
  read(credential: string, browserHash: string): Promise<ShownPasskey>;
  /**
   * Takes it, once, in a transaction of the caller's, which has locked its flow already; `usedFor` is kept for whoever sends it again. Throws
   * `passkey.refused` where it is the copy of another one, or gone.
   */
  use(shown: ShownPasskey, usedFor: string, tx: Database): Promise<"used" | "answered before">;
  /** What an answer was used for before. */
  usedFor(shown: ShownPasskey): Promise<string | undefined>;
  /** Throws `passkey.not_found`. */
  rename(userSid: string, sid: string, name: string): Promise<void>;
  /** Resolves to whether there was one; with it goes the event. In a transaction of the caller's. */
  remove(userSid: string, sid: string, actor: Actor, tx: Database): Promise<boolean>;
  /** By an administrator. Throws `passkey.not_found`. */
  delete(userSid: string, sid: string, actor: Actor): Promise<void>;
  jobs: readonly Job[];
}

export interface PasskeyDependencies extends ChallengeDependencies {
  sql: Database;
  /** Of the pages that ask for passkeys. */
  origin: string;
  /** The name that passkeys are made for: the origin's host, or what it ends with. */
  rpId: string | undefined;
  /** Whom the browser says that the passkey is for. */
  rpName: () => Promise<string>;
}

const SWEEP_SECONDS = 3600;
/** Those that browsers and the library know, the best first: EdDSA, ES256, RS256 (Windows Hello). */
const ALGORITHMS = [-8, -7, -257];

/** Opaque to the authenticator, and the same for all passkeys of a user (§4, user handle). */
const handleOf = (userSid: string) => Buffer.from(userSid);

export function createPasskeys(dependencies: PasskeyDependencies): Passkeys {
  const { sql, clock, random, origin, rpId, rpName } = dependencies;

  function requireRpId(): string {
    if (rpId === undefined) throw new AppError("passkey.unavailable");
    return rpId;
  }

  const isChallenge =
    (ceremony: Ceremony, browserHash: string, found: (challenge: string) => void) => (text: string) => {
      found(text);
      return isOurs(dependencies, text, ceremony, browserHash);
    };

  async function remove(userSid: string, sid: string, actor: Actor, tx: Database): Promise<boolean> {
    await waitForOthers(tx, userSid);
    if (!(await deletePasskey(tx, userSid, sid))) return false;
    const subject = { kind: "user", id: userSid } as const;
    await recordEvent(tx, { type: "user.passkey.removed", actor, subject, data: { sid } });
    return true;
  }

  return {
    rpId,
    async settle() {
      await markUsable(sql, rpId ?? null);
      return await countOthers(sql, rpId);
    },
    list: (userSid, on = sql) => selectPasskeys(on, userSid),

    async creationOptions({ user, browserHash }) {
      const known = await selectPasskeys(sql, user.sid);
      if (known.length >= MAX_PASSKEYS) throw new AppError("passkey.too_many", { expected: String(MAX_PASSKEYS) });
      return await generateRegistrationOptions({
        ...{ rpID: requireRpId(), rpName: await rpName(), timeout: CHALLENGE_SECONDS * 1000 },
        ...{ userID: new Uint8Array(handleOf(user.sid)), userName: user.name, userDisplayName: user.displayName },
        challenge: bytesOf(makeChallenge(dependencies, { kind: "create", userSid: user.sid }, browserHash)),
        attestationType: "none",
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: known.filter((one) => one.rpId === rpId).map(toDescriptor),
        supportedAlgorithmIDs: ALGORITHMS,
      });
    },

    async requestOptions({ browserHash, of = [] }) {
      return await generateAuthenticationOptions({
        ...{ rpID: requireRpId(), timeout: CHALLENGE_SECONDS * 1000, userVerification: "required" },
        challenge: bytesOf(makeChallenge(dependencies, { kind: "get" }, browserHash)),
        allowCredentials: of.filter((one) => one.rpId === rpId).map(toDescriptor),
      });
    },

    async add({ credential, userSid, browserHash, device, actor }, tx) {
      const response = readAttestation(credential) as RegistrationResponseJSON;
      let challenge = "";
      const ceremony = { kind: "create", userSid } as const;
      const result = await verifyRegistrationResponse({
        ...{ response, expectedOrigin: origin, expectedRPID: requireRpId(), supportedAlgorithmIDs: ALGORITHMS },
        expectedChallenge: isChallenge(ceremony, browserHash, (text) => {
          challenge = text;
        }),
      }).catch(refuse);
      if (!result.verified) throw new AppError("passkey.refused");
      const { credential: made, aaguid, credentialDeviceType, credentialBackedUp } = result.registrationInfo;
      if (!(await lockOwner(tx, userSid))) throw new AppError("passkey.refused");
      const sid = createSid("PK", clock, random);
      const row = await insertPasskey(tx, {
        ...{ sid, userSid, rpId: requireRpId(), aaguid, name: firstName(aaguid, device), max: MAX_PASSKEYS },
        ...{
          credentialId: made.id,
          publicKey: Buffer.from(made.publicKey).toString("base64url"),
          counter: made.counter,
        },
        transports: made.transports ?? [],
        isSyncable: credentialDeviceType === "multiDevice",
        isBackedUp: credentialBackedUp,
        challengeHash: hashToken(challenge),
      });
      // The same answer once more, by a second tap.
      if (row.sid === null && !row.isFresh && row.usedFor && row.knownOf === userSid)
        return { sid: row.usedFor, isNew: false };
      if (row.knownOf !== null && row.sid === null) throw new AppError("passkey.known");
      if (row.sid === null)
        throw new AppError(row.isFresh ? "passkey.too_many" : "passkey.refused", { expected: String(MAX_PASSKEYS) });
      await recordEvent(tx, {
        type: "user.passkey.added",
        actor,
        subject: { kind: "user", id: userSid },
        data: { sid, synced: credentialBackedUp },
      });
      return { sid, isNew: true };
    },

    async read(credential, browserHash) {
      const response = readAssertion(credential) as AuthenticationResponseJSON;
      const known = await selectByCredential(sql, response.id);
      if (!known || known.rpId !== requireRpId()) throw new AppError("passkey.unknown");
      const { sid, userSid, isSyncable, credentialId, publicKey, counter, transports } = known;
      const handle = response.response.userHandle;
      if (handle && !Buffer.from(handle, "base64url").equals(handleOf(userSid))) throw new AppError("passkey.refused");
      let challenge = "";
      const result = await verifyAuthenticationResponse({
        ...{ response, expectedOrigin: origin, expectedRPID: known.rpId },
        expectedChallenge: isChallenge({ kind: "get" }, browserHash, (text) => {
          challenge = text;
        }),
        // That it goes up is looked at where it is written down.
        credential: {
          ...{ id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")) },
          ...{ counter: 0, transports: transports as AuthenticatorTransport[] },
        },
      }).catch(refuse);
      if (!result.verified) throw new AppError("passkey.refused");
      const { newCounter, credentialBackedUp } = result.authenticationInfo;
      if (newCounter < counter) throw new AppError("passkey.refused");
      const answer = { counter: newCounter, isBackedUp: credentialBackedUp, challengeHash: hashToken(challenge) };
      return { sid, userSid, isSyncable, answer };
    },

    async use({ sid, userSid, answer }, usedFor, tx) {
      // The user before what is theirs: whoever deletes an account goes this way round.
      await holdOwner(tx, userSid);
      const { isUsed, isFresh } = await useAnswer(tx, { sid, userSid, usedFor, ...answer });
      if (isUsed) return "used";
      if (!isFresh) return "answered before";
      throw new AppError("passkey.refused");
    },

    usedFor: ({ answer }) => selectUse(sql, answer.challengeHash),

    async rename(userSid, sid, name) {
      if (!(await renamePasskey(sql, userSid, sid, name))) throw new AppError("passkey.not_found");
    },

    remove,

    async delete(userSid, sid, actor) {
      if (!(await inTransaction(sql, (tx) => remove(userSid, sid, actor, tx)))) throw new AppError("passkey.not_found");
    },

    jobs: [
      {
        name: "forget answered challenges",
        seconds: SWEEP_SECONDS,
        work: async () => {
          while ((await sweepAnswers(sql, 2 * CHALLENGE_SECONDS)) === SWEEP_BATCH);
        },
      },
    ],
  };
}

const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, "base64url"));

const toDescriptor = ({ credentialId, transports }: Passkey) => ({
  id: credentialId,
  transports: transports as AuthenticatorTransport[],
});

/** The library says in English what does not fit; to whoever sent it that is one thing. */
function refuse(cause: unknown): never {
  throw new AppError("passkey.refused", {}, { cause });
}
