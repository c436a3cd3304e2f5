/** @module A refusal and a failed message in words, and a refusal's name. Pure. */
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { failureClasses, type MessageConnector } from "@munjigi/connectors/message-connector";
import { AppError, type ErrorCode } from "../errors.js";
import type { Refusal } from "../refusals/refusals.js";
import { inTurn, messageReasons, otherRule, type Reason, refusalReasons, ruleReasons } from "./reasons.js";

/** `limit.number`, `verification.too_early`, …: the limit that refused, or what the caller was told. */
export function explainRefusal({ code, rule }: Pick<Refusal, "code" | "rule">): Reason & { name: string } {
  const isLimit = code === "limits.exceeded" || code === "limits.challenge_required";
  const name = isLimit && rule !== "" ? `limit.${ruleOf(rule)}` : code;
  const ofRule = rule === "" ? inTurn : (ruleReasons[ruleOf(rule)] ?? otherRule);
  const { sentence, remedy } = code === "limits.exceeded" ? ofRule : (refusalReasons[code] ?? asCatalogued(code));
  return { name, sentence, remedy };
}

/** Of a failure's class: the vendor's words, or ours where it was not the vendor who ended it. */
export function explainMessage(
  failureClass: string,
  vendorCode: string | null,
  kind: Pick<MessageConnector, "remedies"> | undefined,
): Reason {
  const vendors = failureClasses.find((one) => one === failureClass);
  if (vendors) return explainFailure(vendors, vendorCode ?? undefined, kind);
  return messageReasons[failureClass] ?? (messageReasons.waiting as Reason);
}

/** `address-48` and `address-shared` are the address's. */
function ruleOf(rule: string): string {
  const known = Object.keys(ruleReasons).sort((a, b) => b.length - a.length);
  return known.find((name) => rule === name || rule.startsWith(`${name}-`)) ?? rule;
}

/** What has no words of its own here says what the caller was told. */
function asCatalogued(code: string): Reason {
  const error = new AppError(code as ErrorCode, { parameter: "…", problem: "…" });
  const sentence = { ko: error.text("ko"), en: error.text("en") };
  return { sentence, remedy: { ko: "docs/errors.md를 봐 주세요.", en: "See docs/errors.md." } };
}
