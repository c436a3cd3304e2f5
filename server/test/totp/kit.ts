/** @module What the suites of authenticator apps share: somebody whose app is set up, and the codes that it shows. */
import { COMMON_TOTP, decodeBase32, hotp } from "../../dist/factors/totp.js";
import { type Suite, wrongCode } from "../harness.js";
import type { Face, Page, Visitor } from "../signin/face.js";
import { newPerson } from "../signin/kit.js";

/** What the app shows now, or so many time steps later. */
export const shownBy = (secret: string, ahead = 0): string =>
  hotp(decodeBase32(secret) as Buffer, Math.floor(Date.now() / 30_000) + ahead, COMMON_TOTP);

/** A code that is of no time near this one. */
export function neverShownBy(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((ahead) => shownBy(secret, ahead));
  let code = wrongCode(right[2] as string);
  while (right.includes(code)) code = wrongCode(code);
  return code;
}

/** Time moves on: the last code that was used is of long ago. */
export const forgetStep = async ({ sql }: Pick<Suite, "sql">, userSid: string) =>
  await sql`update user_totp set last_step = last_step - 10, wait_until = null where user_sid = ${userSid}`;

/** Of the page that sets an app up. */
export function secretOn({ body, text }: Page): string {
  if (body) return body.secret;
  return (/class="copied"[^>]*>([^<]+)</.exec(text)?.[1] ?? "").replaceAll(" ", "");
}

export const batchOn = ({ body, text }: Page): string =>
  body ? body.batch : (/name="batch" value="([^"]+)"/.exec(text)?.[1] ?? "");

/** Of the page that shows them. */
export const codesOn = ({ body, text }: Page): string[] =>
  body ? body.codes : [...text.matchAll(/<li>([0-9a-z-]{19})<\/li>/g)].map(([, code]) => code as string);

/** Sets an app up for whoever is signed in, and has just proved it. */
export async function setUpApp(visitor: Visitor): Promise<{ secret: string; codes: string[] }> {
  const page = await visitor.open("/account/totp");
  const secret = secretOn(page);
  const shown = await visitor.post("/account/totp", { code: shownBy(secret), batch: batchOn(page) });
  if (shown.state !== "totp-codes") throw new Error(`${shown.state}: ${shown.error}`);
  return { secret, codes: codesOn(shown) };
}

/** Somebody new, with an app whose next code is fresh. */
export async function newOwner(server: Suite, face: Face = "html") {
  const person = await newPerson(server, face);
  const app = await setUpApp(person.visitor);
  await forgetStep(server, person.sid);
  return { ...person, ...app };
}
