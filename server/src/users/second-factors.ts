/**
 * @module The authenticator app of a person, and the recovery codes that stand in for it. The rules of codes are those of `factors/totp.ts`;
 * what asks for a code, and when, is the pages' matter.
 */
import { recordEvent } from "../audit/record.js";
import type { Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction, isMissingReference } from "../db/open.js";
import { AppError } from "../errors.js";
import { type RotationParts, resealRows } from "../factors/rotate-secrets.js";
import {
  COMMON_TOTP,
  decodeBase32,
  encodeBase32,
  matchTotp,
  otpauthUri,
  readTotpCode,
  secretBytesOf,
  type TotpMatch,
} from "../factors/totp.js";
import type { Job } from "../jobs/repeat.js";
import { type Keyring, seal, unseal } from "../secrets.js";
import { deriveRecoveryCodes, hashRecoveryCode, makeBatch, readBatch, readRecoveryCode } from "./recovery-codes.js";
import {
  confirmTotp,
  consumeRecoveryCode,
  countRecoveryCodes,
  countWrongCode,
  deleteTotp,
  deleteUnconfirmed,
  hasRecoveryCode,
  insertTotp,
  replaceRecoveryCodes,
  replaceSecret,
  selectKeyIds,
  selectRecoveryCodesMadeAt,
  selectSecretsNotSealedBy,
  selectTotp,
  spendStep,
  type TotpRow,
} from "./second-factor-store.js";
import { lockUser } from "./store.js";

export interface Totp {
  createdAt: Date;
  confirmedAt: Date;
  /** When a code was accepted last. */
  usedAt: Date | null;
  recoveryCodesLeft: number;
}

/**
 * What came of a code. `used`: it was right, and was accepted once before, so the next one is to be waited for. `none`: the person has no
 * app that could show it.
 */
export type CodeResult =
  | { kind: "right" | "wrong" | "used" | "none" }
  /** After too many wrong codes in a row; this one was not looked at. */
  | { kind: "locked"; retryAfterSeconds: number };

/** `on` is a transaction of the caller's; what is rolled back was not counted. */
export interface SecondFactors {
  /** Their app, once it is confirmed. */
  find(userSid: string, on?: Database): Promise<Totp | undefined>;
  /**
   * A secret for an app, and the address of its QR code, which opens nothing until it is confirmed. Asked again within an hour, it is the same
   * secret. `issuer` and `account` are what the app shows. Throws `user.totp_exists` and `user.not_found`.
   */
  enrol(userSid: string, names: { issuer: string; account: string }): Promise<{ secret: string; uri: string }>;
  /** The first code of the app. */
  confirm(userSid: string, code: string, actor: Actor, on?: Database): Promise<CodeResult>;
  /** A code of the app, as it was typed: the code of a time step is right once. */
  check(userSid: string, code: string, on?: Database): Promise<CodeResult>;
  /** The app and the recovery codes. Resolves to whether there was a confirmed app. */
  remove(userSid: string, actor: Actor, on?: Database): Promise<boolean>;
  /** For a form that makes recovery codes: what makes it the same form when it is sent again. */
  beginBatch(userSid: string): Promise<string>;
  /**
   * Ten new ones, shown this once; earlier ones are good no more. The same batch again is the same codes. `undefined`: others were made since the
   * batch was begun, which stay. Throws `user.not_found`.
   */
  makeRecoveryCodes(
    userSid: string,
    batch: string,
    actor: Actor,
    on?: Database,
  ): Promise<{ codes: string[]; isNew: boolean } | undefined>;
  /** Those of a batch that was made, while they are the ones in force. */
  findRecoveryCodes(userSid: string, batch: string, on?: Database): Promise<string[] | undefined>;
  /** As it was typed; each is good once. Resolves to whether it was. */
  useRecoveryCode(userSid: string, code: string, actor: Actor, on?: Database): Promise<boolean>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export interface SecondFactorDependencies {
  sql: Database;
  keyring: Keyring;
  random: Random;
}

const SWEEP_SECONDS = 3600;

export function createSecondFactors({ sql, keyring, random }: SecondFactorDependencies): SecondFactors {
  const secretOf = (userSid: string, { sealedSecret }: Pick<TotpRow, "sealedSecret">) =>
    decodeBase32(unseal(keyring, sealedSecret, userSid)) as Buffer;

  function codesOf(userSid: string, batch: string): { codes: string[]; hashes: string[] } {
    const codes = deriveRecoveryCodes(keyring, userSid, batch);
    return { codes, hashes: codes.map((code) => hashRecoveryCode(keyring, userSid, readRecoveryCode(code) as string)) };
  }

  /** What the row makes of a code; `undefined`: somebody must wait. What cannot be a code is wrong, and no guess. */
  function match(userSid: string, row: TotpRow, typed: string): TotpMatch | "unreadable" | undefined {
    if (row.secondsToWait !== null) return undefined;
    const code = readTotpCode(typed);
    return code === undefined ? "unreadable" : matchTotp(secretOf(userSid, row), COMMON_TOTP, code, row);
  }

  /** After a statement that found nothing to do: somebody was quicker. */
  async function explain(userSid: string, on: Database): Promise<CodeResult> {
    const row = await selectTotp(on, userSid);
    if (!row) return { kind: "none" };
    return row.secondsToWait === null ? { kind: "used" } : { kind: "locked", retryAfterSeconds: row.secondsToWait };
  }

  async function refuse(userSid: string, matched: TotpMatch | "unreadable" | undefined, on: Database) {
    if (matched === undefined) return await explain(userSid, on);
    if (matched === "unreadable") return { kind: "wrong" as const };
    if (matched.kind === "used") return { kind: "used" as const };
    return (await countWrongCode(on, userSid)) ? { kind: "wrong" as const } : await explain(userSid, on);
  }

  return {
    async find(userSid, on = sql) {
      const row = await selectTotp(on, userSid);
      if (!row?.confirmedAt) return undefined;
      const { createdAt, confirmedAt, usedAt, recoveryCodesLeft } = row;
      return { createdAt, confirmedAt, usedAt, recoveryCodesLeft };
    },
    async enrol(userSid, { issuer, account }) {
      const made = encodeBase32(random(secretBytesOf(COMMON_TOTP.alg)));
      await insertTotp(sql, userSid, seal(keyring, made, userSid, random)).catch((error) => {
        throw isMissingReference(error) ? new AppError("user.not_found") : error;
      });
      const row = await selectTotp(sql, userSid);
      if (!row) throw new AppError("user.not_found");
      if (row.confirmedAt) throw new AppError("user.totp_exists");
      const secret = secretOf(userSid, row);
      return { secret: encodeBase32(secret), uri: otpauthUri(secret, { issuer, account, config: COMMON_TOTP }) };
    },
    async confirm(userSid, code, actor, on = sql) {
      const row = await selectTotp(on, userSid);
      if (!row) return { kind: "none" };
      const matched = match(userSid, row, code);
      // Whoever sends the first code twice has confirmed it; of any other there is nothing to confirm.
      if (row.confirmedAt) return { kind: typeof matched === "object" && matched.kind === "used" ? "used" : "none" };
      if (typeof matched !== "object" || matched.kind !== "fresh") return await refuse(userSid, matched, on);
      const { sealedSecret } = row;
      const isConfirmed = await inTransaction(on, async (tx) => {
        if (!(await confirmTotp(tx, userSid, { sealedSecret, step: matched.step }))) return false;
        await recordEvent(tx, { type: "user.totp.added", actor, subject: { kind: "user", id: userSid } });
        return true;
      });
      return isConfirmed ? { kind: "right" } : await explain(userSid, on);
    },
    async check(userSid, code, on = sql) {
      const row = await selectTotp(on, userSid);
      if (!row?.confirmedAt) return { kind: "none" };
      const matched = match(userSid, row, code);
      if (typeof matched !== "object" || matched.kind !== "fresh") return await refuse(userSid, matched, on);
      return (await spendStep(on, userSid, matched.step)) ? { kind: "right" } : await explain(userSid, on);
    },
    remove: (userSid, actor, on = sql) =>
      inTransaction(on, async (tx) => {
        const removed = await deleteTotp(tx, userSid);
        const subject = { kind: "user", id: userSid } as const;
        if (removed) await recordEvent(tx, { type: "user.totp.removed", actor, subject });
        return removed;
      }),
    async beginBatch(userSid) {
      return makeBatch(await selectRecoveryCodesMadeAt(sql, userSid), random);
    },
    async makeRecoveryCodes(userSid, batch, actor, on = sql) {
      const { codes, hashes } = codesOf(userSid, batch);
      return await inTransaction(on, async (tx) => {
        if (!(await lockUser(tx, userSid))) throw new AppError("user.not_found");
        if (await hasRecoveryCode(tx, userSid, hashes)) return { codes, isNew: false };
        if (readBatch(batch)?.replaces !== (await selectRecoveryCodesMadeAt(tx, userSid))) return undefined;
        await replaceRecoveryCodes(tx, userSid, hashes);
        await recordEvent(tx, { type: "user.recovery_codes.made", actor, subject: { kind: "user", id: userSid } });
        return { codes, isNew: true };
      });
    },
    async findRecoveryCodes(userSid, batch, on = sql) {
      const { codes, hashes } = codesOf(userSid, batch);
      return (await hasRecoveryCode(on, userSid, hashes)) ? codes : undefined;
    },
    async useRecoveryCode(userSid, typed, actor, on = sql) {
      const code = readRecoveryCode(typed);
      if (code === undefined) return false;
      return await inTransaction(on, async (tx) => {
        if (!(await consumeRecoveryCode(tx, userSid, hashRecoveryCode(keyring, userSid, code)))) return false;
        const data = { left: await countRecoveryCodes(tx, userSid) };
        const subject = { kind: "user", id: userSid } as const;
        await recordEvent(tx, { type: "user.recovery_code.used", actor, subject, data });
        return true;
      });
    },
    jobs: [
      {
        name: "forget authenticator apps that nobody confirmed",
        seconds: SWEEP_SECONDS,
        work: () => deleteUnconfirmed(sql),
      },
    ],
  };
}

/** The ids of keys that secrets are sealed under and the ring does not have: codes of those apps cannot be checked. */
export const findLostTotpKeys = async ({ sql, keyring }: Pick<RotationParts, "sql" | "keyring">): Promise<string[]> =>
  (await selectKeyIds(sql)).filter((id) => !keyring.has(id));

/** Encrypts the secrets anew under the current key: see `resealRows`. */
export const rotateTotpSecrets = (parts: RotationParts) =>
  resealRows(parts, { select: selectSecretsNotSealedBy, replace: replaceSecret });
