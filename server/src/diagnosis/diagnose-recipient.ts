/**
 * @module Why a number or an address got no text in the last day: everything that held it, until when, and which calls lift it. What was refused
 * is recorded (`refusals/`); what stands in the way now is looked at.
 */
import type { Clock } from "../clock.js";
import { type Factories, isInbox } from "../connectors/factories.js";
import type { ActiveConnectors } from "../connectors/ready-connector.js";
import type { MessageRecord } from "../delivery/message.js";
import type { Messages } from "../delivery/messages.js";
import { AppError } from "../errors.js";
import { alarmNames, limitsOf } from "../fraud-guard/limits.js";
import { countryKey, prefixKey, serviceKey } from "../fraud-guard/rules.js";
import type { Limits } from "../limits/limits.js";
import { acceptRecipient, NO_COUNTRY, type Recipient, readRecipient } from "../recipient.js";
import type { Refusal, Refusals } from "../refusals/refusals.js";
import type { Keyring } from "../secrets.js";
import type { BlockList } from "../services/block-list.js";
import type { SafeList } from "../services/safe-list.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import { refuseRecipient } from "../verify/refuse-recipient.js";
import { explainMessage, explainRefusal } from "./explain.js";
import { type Reason, refusalReasons, standingReasons } from "./reasons.js";

/** A call of ours that ends it. */
export interface Lift {
  method: "DELETE" | "PATCH" | "POST";
  path: string;
  body?: Record<string, string>;
}

export interface Cause extends Reason {
  /** `verification.too_early`, `limit.number`, `alarm.prefix`, `message.recipient_invalid`, … */
  code: string;
  serviceSid: string | null;
  purpose: string | null;
  /** When it came up last. */
  at: Date;
  times: number;
  /** `null`: it ends by nothing but a change. */
  until: Date | null;
  /** It stands in the way now. */
  holds: boolean;
  message?: { sid: string; status: string; connector: string | null; vendorCode: string | null };
  lift: Lift[];
}

export interface Diagnosis {
  channel: "sms" | "email";
  /** As it was read; `undefined`: it could not be. */
  address: string | undefined;
  country: string | null;
  /** Texts of the last day, and of those how many are known to have arrived. */
  sent: { messages: number; delivered: number; lastDeliveredAt: Date | null };
  /** Those that hold first, then the newest. */
  causes: Cause[];
}

export interface DiagnosisDependencies {
  clock: Clock;
  keyring: Keyring;
  services: Pick<Services, "find" | "list">;
  safeList: Pick<SafeList, "has">;
  blockList: Pick<BlockList, "blocks">;
  connectors: ActiveConnectors;
  isUnusable: (channel: string) => boolean;
  factories: Factories;
  refusals: Pick<Refusals, "list">;
  limits: Pick<Limits, "alarms">;
  messages: Pick<Messages, "list">;
  testNumbers: ReadonlyMap<string, string>;
}

const DAY_MS = 86_400_000;
const MAX_SERVICES = 100;
const MAX_MESSAGES = 50;

export async function diagnoseRecipient(
  dependencies: DiagnosisDependencies,
  { to, serviceSid }: { to: string; serviceSid?: string | undefined },
): Promise<Diagnosis> {
  const { services, messages, clock, refusals } = dependencies;
  const now = clock();
  const asked = serviceSid === undefined ? await listServices(services) : [await services.find(serviceSid)];
  const channel = /[@\uff20]/.test(to) ? "email" : "sms";
  const recipient = readRecipient(to, channel, asked[0]?.defaultCountry ?? "KR");
  const accepted = acceptRecipient(recipient);
  const isOfService = (sid: string | null) => serviceSid === undefined || sid === serviceSid;
  const since = new Date(now.getTime() - DAY_MS);
  const sent = accepted
    ? (await messages.list({ recipient: accepted.address, since, size: MAX_MESSAGES })).messages.filter((one) =>
        isOfService(one.serviceSid),
      )
    : [];
  const refused = accepted ? await refusals.list(accepted.address) : [];
  const context = { ...dependencies, now, recipient, address: accepted?.address ?? "" };
  const causes = [
    ...(await standingCauses(context, asked)),
    ...refused.filter((one) => isOfService(one.serviceSid)).map((one) => refusalCause(context, one)),
    ...sent.flatMap((message) => messageCause(context, message)),
  ];
  const delivered = sent.filter(({ status }) => status === "delivered");
  return {
    channel,
    address: accepted?.address,
    country: accepted && accepted.country !== NO_COUNTRY ? accepted.country : null,
    sent: { messages: sent.length, delivered: delivered.length, lastDeliveredAt: delivered[0]?.reportedAt ?? null },
    causes: causes.sort((a, b) => Number(b.holds) - Number(a.holds) || b.at.getTime() - a.at.getTime()),
  };
}

async function listServices(services: Pick<Services, "list">): Promise<Service[]> {
  return (await services.list({ size: MAX_SERVICES })).rows;
}

interface Context extends DiagnosisDependencies {
  now: Date;
  recipient: Recipient;
  /** Empty: it is none. */
  address: string;
}

const standing = (context: Context, code: string, words: Reason, more: Partial<Cause> = {}): Cause => ({
  ...{ code, ...words, serviceSid: null, purpose: null, at: context.now, times: 1, until: null, holds: true, lift: [] },
  ...more,
});

/** What is in the way of the next text, whether somebody has met it or not. */
async function standingCauses(context: Context, services: readonly Service[]): Promise<Cause[]> {
  const { recipient, testNumbers, connectors, isUnusable, safeList, blockList, address } = context;
  const causes: Cause[] = [];
  if (testNumbers.has(address)) causes.push(standing(context, "test_number", standingReasons.testNumber));
  const active = connectors(recipient.channel);
  if (!active) {
    const code = isUnusable(recipient.channel) ? "verification.channel_unusable" : "verification.channel_disabled";
    causes.push(standing(context, code, refusalReasons[code] as Reason, { lift: ACTIVATE }));
  } else if (isInbox(active.connector)) {
    causes.push(standing(context, "connector.inbox", standingReasons.inbox, { lift: ACTIVATE }));
  }
  for (const service of services) {
    const isSafe = (e164: string) => safeList.has(e164);
    const isBlocked = async (e164: string) => blockList.blocks(e164) && !(await isSafe(e164));
    const refused = await refuseRecipient(recipient, service, isSafe, isBlocked).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused instanceof AppError) {
      const words = refusalReasons[refused.code] ?? standingReasons.unreadable;
      const code = refused.code === "request.invalid" ? "recipient.unreadable" : refused.code;
      causes.push(
        standing(context, code, words, { serviceSid: service.sid, lift: liftsOf(context, code, service.sid) }),
      );
      // Nothing about a service changes what the number is.
      if (refused.code !== "verification.country_blocked") return causes;
    }
    causes.push(...(await alarmCauses(context, service)));
  }
  return causes;
}

async function alarmCauses(context: Context, service: Service): Promise<Cause[]> {
  const { keyring, limits, address, recipient } = context;
  const space = { keyring, service };
  const phone = recipient.channel === "sms" && recipient.phone.ok ? recipient.phone : undefined;
  const of = [
    ...(phone
      ? [
          { name: "alarm.prefix", key: prefixKey(space, address), rule: "prefix" },
          { name: "alarm.country", key: countryKey(space, phone.country), rule: "country" },
        ]
      : []),
    { name: "alarm.service", key: serviceKey(space), rule: "service" },
  ];
  const modes = limitsOf(service);
  const isObserved = (alarm: string | null) => alarmNames.some((one) => one === alarm && modes[one].mode === "observe");
  const alarms = await limits.alarms(of.map(({ key }) => key));
  return of.flatMap(({ name, key, rule }) =>
    alarms
      .filter((alarm) => alarm.of === key && !isObserved(alarm.alarm))
      .map(({ blockedUntil, challengedUntil }) => {
        const isBlocked = blockedUntil !== null;
        return standing(context, name, isBlocked ? standingReasons.blocked : standingReasons.challenged, {
          ...{ serviceSid: service.sid, until: blockedUntil ?? challengedUntil },
          lift: liftsOf(context, `limit.${rule}`, service.sid),
        });
      }),
  );
}

const ACTIVATE: Lift[] = [{ method: "POST", path: "/api/connectors/{id}/activate" }];

/** `counter`: what refused may be lifted for this number alone. */
function liftsOf({ address, recipient }: Context, code: string, serviceSid: string, counter?: string | null): Lift[] {
  const alarms = `/api/services/${serviceSid}/alarms`;
  const phone = recipient.channel === "sms" && recipient.phone.ok ? recipient.phone : undefined;
  const safe: Lift[] = phone ? [{ method: "POST", path: "/v2/SafeList/Numbers", body: { PhoneNumber: address } }] : [];
  const lift: Lift = { method: "POST", path: `/api/services/${serviceSid}/limits/lift`, body: { to: address } };
  const limits: Lift = { method: "PATCH", path: `/api/services/${serviceSid}/limits` };
  switch (code) {
    case "verification.recipient_blocked":
      return [{ method: "DELETE", path: "/api/block-list/{sid}" }, ...safe];
    case "verification.country_blocked":
      return [{ method: "POST", path: `/v2/Services/${serviceSid}` }, ...safe];
    case "verification.channel_disabled":
    case "verification.channel_unusable":
      return ACTIVATE;
    case "verification.too_early":
    case "verification.too_many_sends":
    case "verification.too_many_checks":
      return [lift];
    case "limit.prefix":
      return [
        { method: "DELETE", path: `${alarms}?${new URLSearchParams({ phoneNumber: address })}` },
        ...safe,
        limits,
      ];
    case "limit.country":
      return [
        { method: "DELETE", path: `${alarms}?${new URLSearchParams({ country: phone?.country ?? "" })}` },
        ...safe,
        limits,
      ];
    case "limit.service":
      return [{ method: "DELETE", path: alarms }, limits];
    case "limit.budget":
      return [{ method: "PATCH", path: "/api/keys/{sid}" }];
    default:
      if (!code.startsWith("limit.")) return [];
      // In turn no limit refused, and there is nothing to lift.
      return counter || code.startsWith("limit.number") ? [lift, limits] : [limits];
  }
}

function refusalCause(context: Context, refusal: Refusal): Cause {
  const { serviceSid, purpose, times, lastAt, until, counter } = refusal;
  const { name, sentence, remedy } = explainRefusal(refusal);
  return {
    ...{ code: name, serviceSid, purpose, at: lastAt, times, until, sentence, remedy },
    holds: until !== null && until > context.now,
    lift: liftsOf(context, name, serviceSid, counter),
  };
}

/** What the vendor said, or why it was not asked. What has arrived is no cause. */
function messageCause({ factories, now }: Context, message: MessageRecord): Cause[] {
  const { sid, status, connector, errorClass, errorCode, serviceSid, sentAt, reportedAt, nextAt, createdAt } = message;
  if (status === "delivered") return [];
  const kind = connector === null ? undefined : factories.find(connector);
  // The inbox is where it arrives.
  if (status === "sent" && isInbox(kind)) return [];
  const own = errorClass ?? (status === "sent" ? "unreported" : "waiting");
  const words = explainMessage(own, errorCode, kind);
  const waits = status === "queued" && nextAt > now;
  return [
    {
      ...{
        code: `message.${own}`,
        serviceSid,
        purpose: null,
        times: 1,
        sentence: words.sentence,
        remedy: words.remedy,
      },
      at: reportedAt ?? sentAt ?? createdAt,
      until: waits ? nextAt : null,
      holds: status === "queued" || status === "sending",
      message: { sid, status, connector, vendorCode: errorCode },
      lift: [],
    },
  ];
}
