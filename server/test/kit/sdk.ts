/** @module The three majors of Twilio's SDK, as an app uses them: one line changed. */
import twilio4 from "twilio4";
import twilio5 from "twilio5";
import twilio6 from "twilio6";
import { expect } from "vitest";
import { credentials } from "../harness.js";

export type Sdk = typeof twilio6;

export const majors: [string, Sdk][] = [
  ["4", twilio4 as unknown as Sdk],
  ["5", twilio5 as unknown as Sdk],
  ["6", twilio6],
];

export interface Failure {
  status: number;
  code: number;
  moreInfo: string;
  message: string;
  details?: Record<string, unknown>;
}

export function connect(twilio: Sdk, origin: string) {
  const client = twilio(credentials.accountSid, credentials.authToken);
  client.verify.baseUrl = origin;
  return client;
}

/** What the SDK throws, which must be its own exception and complete. */
export async function refuses(work: Promise<unknown>, status: number, code: number): Promise<Failure> {
  const error = await work.then(
    () => expect.fail("it was accepted"),
    (reason: Error) => reason,
  );
  expect(error.constructor.name).toBe("RestException");
  const failure = error as unknown as Failure;
  expect([failure.status, failure.code]).toEqual([status, code]);
  expect(failure.moreInfo).toBe(`https://www.twilio.com/docs/errors/${code}`);
  return failure;
}

/** The headers of a client's last answer. */
export function lastHeaders(client: ReturnType<typeof connect>): Record<string, string> {
  return (client.httpClient as unknown as { lastResponse: { headers: Record<string, string> } }).lastResponse.headers;
}
