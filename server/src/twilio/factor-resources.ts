/** @module Twilio's Entity, Factor, NewFactor and Challenge, property for property. */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Challenge, Entity, Factor, NewFactor } from "../factors/factor.js";
import { date, sid, toSeconds, url } from "./resource.js";

export const entityResource = z.strictObject({
  sid: sid("YE"),
  identity: z.string(),
  account_sid: sid("AC"),
  service_sid: sid("VA"),
  date_created: date,
  date_updated: date,
  url,
  links: z.strictObject({ factors: url, new_factors: url, challenges: url }),
});

const texts = z.record(z.string(), z.string());
const owner = {
  account_sid: sid("AC"),
  service_sid: sid("VA"),
  entity_sid: sid("YE"),
  identity: z.string(),
};

export const factorResource = z.strictObject({
  sid: sid("YF"),
  ...owner,
  date_created: date,
  date_updated: date,
  friendly_name: z.string(),
  status: z.enum(["unverified", "verified"]),
  factor_type: z.literal("totp"),
  config: z.strictObject({
    alg: z.enum(["sha1", "sha256", "sha512"]),
    skew: z.int(),
    code_length: z.int(),
    time_step: z.int(),
  }),
  metadata: texts.nullable(),
  url,
});

export const newFactorResource = z.strictObject({
  ...factorResource.shape,
  binding: z
    .strictObject({ secret: z.string(), uri: z.string() })
    .describe("The secret in base32, and the address that a QR code shows. Only here: nothing tells them again."),
  options: z.null(),
});

export const challengeResource = z.strictObject({
  sid: sid("YC"),
  ...owner,
  factor_sid: sid("YF"),
  date_created: date,
  date_updated: date,
  date_responded: date.nullable(),
  expiration_date: date,
  status: z.enum(["pending", "approved", "expired"]),
  responded_reason: z.literal("none"),
  details: z
    .strictObject({
      message: z.string().nullable(),
      date,
      fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    })
    .nullable(),
  hidden_details: texts.nullable(),
  metadata: texts.nullable(),
  factor_type: z.literal("totp"),
  url,
  links: z.strictObject({}),
});

const entityUrl = ({ serviceSid, identity }: { serviceSid: string; identity: string }, { origin }: Deployment) =>
  `${origin}/v2/Services/${serviceSid}/Entities/${identity}`;

export function toEntityResource(entity: Entity, deployment: Deployment) {
  const url = entityUrl(entity, deployment);
  return {
    sid: entity.sid,
    identity: entity.identity,
    account_sid: deployment.accountSid,
    service_sid: entity.serviceSid,
    date_created: toSeconds(entity.createdAt),
    date_updated: toSeconds(entity.updatedAt),
    url,
    links: { factors: `${url}/Factors`, new_factors: `${url}/Factors`, challenges: `${url}/Challenges` },
  };
}

const toOwner = (of: Factor | Challenge, { accountSid }: Deployment) => ({
  account_sid: accountSid,
  service_sid: of.serviceSid,
  entity_sid: of.entitySid,
  identity: of.identity,
});

export function toFactorResource(factor: Factor, deployment: Deployment) {
  return {
    sid: factor.sid,
    ...toOwner(factor, deployment),
    date_created: toSeconds(factor.createdAt),
    date_updated: toSeconds(factor.updatedAt),
    friendly_name: factor.friendlyName,
    status: factor.status,
    factor_type: "totp" as const,
    config: { alg: factor.alg, skew: factor.skew, code_length: factor.codeLength, time_step: factor.timeStep },
    metadata: factor.metadata,
    url: `${entityUrl(factor, deployment)}/Factors/${factor.sid}`,
  };
}

export function toNewFactorResource(factor: NewFactor, deployment: Deployment) {
  return { ...toFactorResource(factor, deployment), binding: factor.binding, options: null };
}

export function toChallengeResource(challenge: Challenge, deployment: Deployment) {
  const url = `${entityUrl(challenge, deployment)}/Challenges/${challenge.sid}`;
  const { details, createdAt } = challenge;
  return {
    sid: challenge.sid,
    ...toOwner(challenge, deployment),
    factor_sid: challenge.factorSid,
    date_created: toSeconds(createdAt),
    date_updated: toSeconds(challenge.updatedAt),
    date_responded: challenge.respondedAt && toSeconds(challenge.respondedAt),
    expiration_date: toSeconds(challenge.expiresAt),
    status: challenge.status,
    responded_reason: "none" as const,
    details: details && { message: details.message, date: toSeconds(createdAt), fields: details.fields },
    hidden_details: challenge.hiddenDetails,
    metadata: challenge.metadata,
    factor_type: "totp" as const,
    url,
    links: {},
  };
}
