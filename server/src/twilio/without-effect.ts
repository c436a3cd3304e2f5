/**
 * @module What Twilio's API takes and nothing happens by: it is stored and repeated where Twilio does, so that programs written for it
 * go on, and named in `warnings`, so that nobody waits for it. And which of its resources are not served. Pure.
 */
import type { Service } from "../services/service.js";
import { serviceDefaults } from "../services/service.js";

/** Members of a service that are as on the first day count as not set. */
type Setting = [name: string, of: (service: typeof serviceDefaults) => unknown, why: string];

const NO_CALLS = "codes are not read out by telephone";
const NO_PUSH = "push factors are not served";
const NO_WHATSAPP = "WhatsApp is not served";
const NO_PASSKEYS = "passkeys are made on the hosted pages, by settings of the deployment";
const settings: Setting[] = [
  ["DtmfInputRequired", (service) => service.dtmfInputRequired, NO_CALLS],
  ["TtsName", (service) => service.ttsName, NO_CALLS],
  [
    "VerifyEventSubscriptionEnabled",
    (service) => service.verifyEventSubscriptionEnabled,
    "events are told by Webhooks, to whom an endpoint is registered for",
  ],
  ["Push.IncludeDate", (service) => service.push.include_date, NO_PUSH],
  ["Push.ApnCredentialSid", (service) => service.push.apn_credential_sid, NO_PUSH],
  ["Push.FcmCredentialSid", (service) => service.push.fcm_credential_sid, NO_PUSH],
  ["Whatsapp.MsgServiceSid", (service) => service.whatsapp.msg_service_sid, NO_WHATSAPP],
  ["Whatsapp.From", (service) => service.whatsapp.from, NO_WHATSAPP],
  ["Passkeys.RelyingParty.Id", (service) => service.passkeys.relying_party.id, NO_PASSKEYS],
  ["Passkeys.RelyingParty.Name", (service) => service.passkeys.relying_party.name, NO_PASSKEYS],
  ["Passkeys.RelyingParty.Origins", (service) => service.passkeys.relying_party.origins?.join(), NO_PASSKEYS],
  ["Passkeys.AuthenticatorAttachment", (service) => service.passkeys.authenticator_attachment, NO_PASSKEYS],
  ["Passkeys.DiscoverableCredentials", (service) => service.passkeys.discoverable_credentials, NO_PASSKEYS],
  ["Passkeys.UserVerification", (service) => service.passkeys.user_verification, NO_PASSKEYS],
];

/** Of the service as it is stored: a sentence for each setting that is set and does nothing. */
export const warnAboutSettings = (service: Service): string[] =>
  settings
    .filter(([, read]) => (read(service) ?? null) !== (read(serviceDefaults) ?? null))
    .map(([name, , why]) => `${name} has no effect: ${why}`);

/** Longer names are nobody's. */
const NAME = /^[\w.]{1,64}$/;
const MAX_NAMES = 20;

/** Of fields that came with a request: those that this API does not know, which it ignores as Twilio does. */
export function warnAboutFields(given: readonly string[], known: ReadonlySet<string>): string[] {
  const unknown = [...new Set(given)].filter((name) => !known.has(name) && NAME.test(name));
  return unknown.slice(0, MAX_NAMES).map((name) => `${name} has no effect: this API does not take it`);
}

/** Twilio's channels that no connector of ours has. https://www.twilio.com/docs/verify/api/verification */
export const channelsNotServed: ReadonlySet<string> = new Set(["call", "whatsapp", "sna", "auto", "rcs"]);

/** Paths of Twilio's Verify v2 that are not served, without the version. Everything else that is not found was never there. */
const pathsNotServed = [
  /^\/Forms\/[^/]+$/,
  /^\/Services\/[^/]+\/AccessTokens(\/[^/]+)?$/,
  /^\/Services\/[^/]+\/MessagingConfigurations(\/[^/]+)?$/,
  /^\/Services\/[^/]+\/Passkeys\/[^/]+$/,
  /^\/Services\/[^/]+\/Entities\/[^/]+\/Challenges\/[^/]+\/Notifications$/,
];

export const isNotServed = (path: string): boolean => pathsNotServed.some((pattern) => pattern.test(path));
