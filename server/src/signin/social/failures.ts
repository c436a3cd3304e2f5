/** @module What led to nothing, as errors: of a connector, of an answer that is not taken up, of an action that is refused. Pure. */
import type { SocialFailureReason } from "@munjigi/connectors/social/contract";
import { AppError, type ErrorCode } from "../../errors.js";
import type { RefusalCode } from "./act.js";

/** Of the failures of a connector. */
export const FAILED: Readonly<Record<SocialFailureReason, ErrorCode>> = {
  cancelled: "social.cancelled",
  consent_needed: "social.consent_needed",
  expired: "social.expired",
  provider_down: "social.provider_down",
  misconfigured: "social.misconfigured",
  refused: "social.refused",
};

/** Of an answer that goes no further. */
export const STOPPED = {
  forged: "social.refused",
  expired: "social.expired",
  other_browser: "social.other_browser",
  used: "social.used",
  limited: "sign_in.wait",
} as const satisfies Record<string, ErrorCode>;

export const stoppedBecause = (because: keyof typeof STOPPED): AppError =>
  new AppError(STOPPED[because], because === "limited" ? { retryAfterSeconds: 60 } : {});

const REFUSED: readonly RefusalCode[] = [
  "social.other_session",
  "social.taken",
  "social.not_linked",
  "social.only_way_in",
  "console.last_admin",
];

/** Of a page that says what came of a round trip. */
export const toldCodes: readonly ErrorCode[] = [...Object.values(FAILED), ...REFUSED];
