/** @module Makes a factor: a secret, sealed, and the address from which an app reads it. Shown this once. */
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { type Keyring, seal } from "../secrets.js";
import type { Services } from "../services/services.js";
import { createSid } from "../sid.js";
import { insertEntity, selectEntity } from "./entity-store.js";
import { type EntityPath, type FactorSettings, MAX_FACTORS, type NewFactor } from "./factor.js";
import { countFactors, insertFactor } from "./store.js";
import { encodeBase32, otpauthUri, secretBytesOf, type TotpConfig } from "./totp.js";

export interface FactorRequest extends FactorSettings {
  friendlyName: string;
  /** One that is brought along; otherwise it is made. */
  secret?: Buffer | undefined;
  metadata: Record<string, string> | null;
}

export interface CreateFactorDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  services: Pick<Services, "find">;
}

/**
 * What the request leaves open is the service's setting. An entity that is not there yet is made with it. Throws `service.not_found` and
 * `factor.too_many`.
 */
export async function createFactor(
  { sql, keyring, clock, random, services }: CreateFactorDependencies,
  path: EntityPath,
  request: FactorRequest,
  by: Actor,
): Promise<NewFactor> {
  const { totp, friendlyName: brand } = await services.find(path.serviceSid);
  const config: TotpConfig = {
    alg: request.alg ?? "sha1",
    codeLength: request.codeLength ?? totp.code_length,
    timeStep: request.timeStep ?? totp.time_step,
    skew: request.skew ?? totp.skew,
  };
  const secret = request.secret ?? random(secretBytesOf(config.alg));
  const sid = createSid("YF", clock, random);
  const { friendlyName, metadata } = request;
  const sealedSecret = sealFactorSecret(keyring, secret, sid, random);
  return await inTransaction(sql, async (tx) => {
    await insertEntity(tx, createSid("YE", clock, random), path);
    const entity = await selectEntity(tx, path, "lock");
    // Deleted with its service, or by itself, between the two.
    if (!entity) throw new AppError("service.not_found");
    if ((await countFactors(tx, entity.sid)) >= MAX_FACTORS) throw new AppError("factor.too_many");
    const row = await insertFactor(tx, entity.sid, { sid, friendlyName, sealedSecret, metadata, ...config });
    await recordEvent(tx, {
      ...{ type: "factor.created", actor: by, subject: { kind: "factor", id: sid } },
      ...{ serviceSid: path.serviceSid, data: { entity: entity.sid } },
    });
    const uri = otpauthUri(secret, { issuer: totp.issuer ?? brand, account: friendlyName, config });
    return {
      ...{ sid, entitySid: entity.sid, ...path, friendlyName, metadata, ...config, ...row },
      binding: { secret: encodeBase32(secret), uri },
    };
  });
}

/** In base32, with the factor's identifier as context: a secret that is moved to another row does not open. */
export const sealFactorSecret = (keyring: Keyring, secret: Buffer, sid: string, random: Random) =>
  seal(keyring, encodeBase32(secret), sid, random);
