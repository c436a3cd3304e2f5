/** @module Twilio Verify, as this app uses it. */
import { Inject, Injectable } from "@nestjs/common";
import twilio from "twilio";
import { type Kind, Refusal } from "./errors.js";
import { SETTINGS, type Settings } from "./settings.js";

/** https://www.twilio.com/docs/api/errors */
const kinds: Record<number, Kind> = {
  20429: "tooManyRequests",
  60200: "invalidPhoneNumber",
  60202: "maxCheckAttempts",
  60203: "tooManyRequests",
  60205: "phoneNumberNotAllowed",
  60410: "phoneNumberNotAllowed",
  60605: "phoneNumberNotAllowed",
};

@Injectable()
export class TwilioService {
  private readonly service;

  constructor(@Inject(SETTINGS) { accountSid, authToken, serviceSid, munjigiUrl }: Settings) {
    const client = twilio(accountSid, authToken, { timeout: 10_000 });
    if (munjigiUrl) {
      client.verify.baseUrl = munjigiUrl.replace(/\/+$/, "");
      // With TWILIO_REGION or TWILIO_EDGE in the environment the SDK would put them into Munjigi's host name.
      Object.assign(client, { region: undefined, edge: undefined });
    }
    this.service = client.verify.v2.services(serviceSid);
  }

  /** Sends a code to a number in E.164. */
  async send(to: string): Promise<void> {
    await this.service.verifications.create({ to, channel: "sms" }).catch(refuse);
  }

  /** Whether it is the code that was sent; `undefined` if there is none to compare it with. */
  async check(to: string, code: string): Promise<boolean | undefined> {
    try {
      return (await this.service.verificationChecks.create({ to, code })).valid;
    } catch (error) {
      if (error instanceof twilio.RestException && error.code === 20404) return undefined;
      return refuse(error);
    }
  }
}

/** What the caller can do something about is a refusal; the rest stays as it is and becomes a 500. */
function refuse(error: unknown): never {
  const kind = error instanceof twilio.RestException ? kinds[error.code ?? 0] : undefined;
  if (!kind) throw error;
  const { retryAfterSeconds } = ((error as { details?: object }).details ?? {}) as { retryAfterSeconds?: number };
  throw new Refusal(kind, retryAfterSeconds);
}
