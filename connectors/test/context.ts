/** @module What connectors get from the outside in tests: real clock and random, and the server's own way out. */
import { randomBytes } from "node:crypto";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { chooseVendorTemplate } from "@munjigi/connectors/kit/templates";
import type { MessageConnector, SendContext, SmsMessage, UsageType } from "@munjigi/connectors/message-connector";
import { createOutgoing } from "../../server/dist/outgoing/create-outgoing.js";

/** The fakes are on the loopback. */
const outgoing = createOutgoing({ allowPrivateNetwork: true });

export function contextFor(timeoutMs = 60_000): SendContext {
  return {
    fetch: outgoing.fetch,
    lookup: outgoing.lookup,
    clock: () => new Date(),
    random: (bytes) => randomBytes(bytes),
    signal: AbortSignal.timeout(timeoutMs),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: each connector has settings of its own
export function settingsOf(connector: MessageConnector<any>, config: unknown): any {
  const checked = checkSettings(connector, config, "en");
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.settings;
}

export const CODE = "492817";
export const NUMBER = "+821012345678";

export function messageFor(
  settings: { templates?: Parameters<typeof chooseVendorTemplate>[0] },
  more: Partial<SmsMessage> = {},
): SmsMessage {
  const usageType: UsageType = more.usageType ?? "SignIn";
  const locale = more.locale ?? "ko";
  const template = chooseVendorTemplate(settings.templates ?? [], usageType, [locale]);
  return {
    to: NUMBER,
    body: `[문지기] 인증번호 [${CODE}]`,
    code: CODE,
    usageType,
    locale,
    reference: `VL${"0".repeat(31)}1`,
    ...(template && { template }),
    ...more,
  };
}

/** The least a config may hold, in Korean. */
export const koreanTemplates = ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
  usageType,
  content: "[{{brand}}] 인증번호 [{{code}}]",
}));
