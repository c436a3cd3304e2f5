/** @module Who is in front of a hosted page, and what the rooms below give its steps. */
import type { ClientAddress } from "../client-address.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Notices } from "../delivery/notices.js";
import type { Language } from "../errors.js";
import type { Experience } from "../experience/experience.js";
import type { FraudGuard } from "../fraud-guard/fraud-guard.js";
import type { Visitor } from "../fraud-guard/visitor.js";
import type { Passkeys } from "../passkeys/passkeys.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
import type { LiveSession } from "../sessions/session.js";
import type { Sessions } from "../sessions/sessions.js";
import type { Social } from "../social/social.js";
import type { SecondFactors } from "../users/second-factors.js";
import type { Users } from "../users/users.js";

export interface Visit {
  /** The browser's cookie: 256 bits, and their hash. */
  browser: { secret: string; hash: string };
  session: LiveSession | undefined;
  /** Absent: the developer's own machine. */
  address: ClientAddress | undefined;
  /** `Chrome · Android` */
  device: string;
  language: Language;
  requestId: string;
}

/** The settings in force, and the service whose codes are sent. */
export interface Setting {
  experience: Experience;
  service: Service;
}

/** What applications want of sign-in, and have of somebody: given by the room of OpenID Connect, which is below. */
export interface SigninApplications {
  /** Of the request, or invitation, that a way back leads to. `browserHash`: of the browser that is led there. */
  asked(returnTo: string | null, browserHash: string): Promise<ApplicationRequest | undefined>;
  /** Takes back what an application may see, with all that it has, on every device. */
  disallow(userSid: string, sid: string, actor: Actor): Promise<void>;
}

export interface ApplicationRequest {
  /** A number, address or name that the application has of whoever it sends (OpenID Connect Core §3.1.2.1). */
  loginHint: string | undefined;
  /** The brand whose codes are sent. */
  serviceSid: string | null;
  /** Back to the application without signing in. */
  cancelHref: string;
}

export interface SigninDependencies {
  applications: SigninApplications;
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  fraudGuard: Pick<
    FraudGuard,
    "sendCode" | "checkCode" | "createChallenge" | "admitPassword" | "admitStep" | "countStep"
  >;
  sessions: Sessions;
  users: Pick<
    Users,
    | "find"
    | "lock"
    | "isTaken"
    | "consents"
    | "agree"
    | "rename"
    | "remove"
    | "setPassword"
    | "replacePasswordHash"
    | "removeIdentifier"
    | "identities"
    | "findIdentity"
    | "linkIdentity"
    | "unlinkIdentity"
  >;
  passkeys: Passkeys;
  /** Whose passkeys open the console too: a code by text must not make one. */
  needsPasskeyForPasskey: (userSid: string) => Promise<boolean>;
  secondFactors: SecondFactors;
  social: Social;
  /** A token of the public phone API that says a number was proved. */
  signPhone: (proof: {
    sid: string;
    serviceSid: string;
    recipient: string;
    nonce: string | null;
    provedAt: Date;
  }) => Promise<string>;
  notices: Pick<Notices, "prepare" | "insert" | "wake">;
  services: Pick<Services, "find">;
  /** Whether messages of a channel can be sent now. */
  canSend: (channel: "sms" | "email") => boolean;
}

/** Of somebody without a key: `device` where the account in question knows this browser. */
export function visitorOf({ address, browser }: Visit, isKnownDevice: boolean): Visitor {
  return { address, device: isKnownDevice ? browser.hash : undefined };
}
