/**
 * @module What Korean carriers say of a message they could not deliver. The carriers' own codes, which several vendors pass on:
 * https://docs.nhncloud.com/ko/Notification/SMS/ko/error-code/
 * A phone that cannot be reached counts as `recipient_invalid`: another vendor would not reach it either. Where the time ran out
 * (1019, 2000) the outcome is unknown, so those are not here.
 */
import type { FailureClass } from "../message-connector.js";

export const carrierCodes: Readonly<Record<string, FailureClass>> = {
  1001: "transient",
  1002: "recipient_invalid",
  1003: "sender",
  1004: "content",
  1005: "rate",
  1018: "sender",
  1020: "content",
  2001: "transient",
  2002: "recipient_invalid",
  2003: "recipient_invalid",
  2004: "recipient_invalid",
  2005: "recipient_invalid",
  2007: "recipient_invalid",
  3001: "recipient_invalid",
  3003: "recipient_invalid",
  3004: "recipient_invalid",
  3005: "recipient_invalid",
  3006: "recipient_blocked",
  3008: "recipient_invalid",
  3009: "content",
  3010: "recipient_invalid",
  3011: "transient",
  3012: "content",
  3013: "recipient_blocked",
  3015: "transient",
  3017: "sender",
  3018: "sender",
  3019: "sender",
};
