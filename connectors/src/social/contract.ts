/** @module A connector of social sign-in: sends a browser to a provider, and reads who came back. */
import type { Bilingual, ConnectorKind, OutsideContext } from "../contract.js";

/** What a round trip to a provider is for. `trial`: an administrator sees what comes back; it signs nobody in. */
export const socialActions = ["sign-in", "link", "unlink", "withdraw", "verify", "step-up", "trial"] as const;
export type SocialAction = (typeof socialActions)[number];

/** Actions that somebody's own word at the provider is asked for anew: a session that is merely open there is not to go through unseen. */
export const asksAnew = (action: SocialAction): boolean => action === "withdraw" || action === "step-up";

/** Whose button it is: each brand prescribes how it looks. */
export type SocialBrand = "kakao" | "naver" | "google" | "apple" | "other";

/** What a provider may tell of somebody, beside who they are. */
export const profileItems = ["name", "email", "phone", "picture"] as const;
export type ProfileItem = (typeof profileItems)[number];

/** Who came back, in one form for all providers. What the provider does not vouch for is a hint and opens nothing. */
export interface SocialProfile {
  /** With `subject` the key of the identity: `https://kauth.kakao.com`; of a plain OAuth 2.0 provider the origin of its token endpoint. */
  issuer: string;
  /** The provider's name of the person, as text: some are numbers beyond 2^53. */
  subject: string;
  /** Which of the app's clients the answer was for: web or native. */
  clientId: string;
  /** As `emailVerified` says. */
  email?: string;
  /** The provider says that the address is theirs, by a claim that is `true` and nothing like it. */
  emailVerified: boolean;
  /** E.164. */
  phone?: string;
  /** The provider proved the number itself. */
  phoneVerified: boolean;
  name?: string;
  /** An https address. */
  picture?: string;
  /** What the person was asked for, or the app is set up for, and did not give: known of providers that say so. */
  missing: readonly ProfileItem[];
  /** Terms of the team's own that were agreed to at the provider (Kakao Sync), under the names that the settings give them. */
  agreed: readonly { term: string; at: Date }[];
}

export interface AuthorizationRequest {
  action: SocialAction;
  /** The address to come back to, as it is registered at the provider. */
  redirectUri: string;
  state: string;
  nonce: string;
  /** For PKCE (RFC 7636), where the provider has it; S256. */
  codeVerifier: string;
  /** Somebody signed out here: the provider is to ask which account. */
  selectAccount: boolean;
  language: "ko" | "en";
}

/** What came back, once the state is proved to be ours and of this browser. */
export interface AuthorizationAnswer {
  action: SocialAction;
  /** Every parameter of the answer (`code`, `state`, `iss`, `error`, …), of the query or the form. */
  parameters: URLSearchParams;
  redirectUri: string;
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** What an app or a script on a page got from the provider's own SDK. */
export interface NativeHandOff {
  /** What the server issued for this sign-in; also accepted as the hash the SDK makes of it (SHA-256, hex or base64url). */
  nonce: string;
  idToken?: string | undefined;
  accessToken?: string | undefined;
  code?: string | undefined;
  /** Only where the code was for one (Naver). */
  redirectUri?: string | undefined;
  state?: string | undefined;
  /** Apple's, the first time only; unsigned. */
  name?: string | undefined;
}

/** A profile that the provider answers for, and what its round trip yields to end the connection with. */
export interface SocialProof {
  profile: SocialProfile;
  /** What `revoke` takes. It is never stored. */
  grant?: SocialGrant;
}

export interface SocialGrant {
  clientId: string;
  token: string;
  tokenKind: "access_token" | "refresh_token";
}

/**
 * Why somebody does not come back with a profile. Closed. `cancelled`: they said no · `consent_needed`: they refused what the settings
 * need · `expired`: the code is used or too old, so a new round trip may do · `provider_down` · `misconfigured`: something in the
 * provider's console or our settings, `remedies` has what mends it · `refused`: the answer is not to be believed.
 */
export const socialFailureReasons = [
  "cancelled",
  "consent_needed",
  "expired",
  "provider_down",
  "misconfigured",
  "refused",
] as const;
export type SocialFailureReason = (typeof socialFailureReasons)[number];

/** The only error a connector throws on purpose; any other counts as `provider_down`. Its message is for the log: no code, token, number or address in it. */
export class SocialFailure extends Error {
  readonly reason: SocialFailureReason;
  /** The provider's own code, `KOE205` say: for administrators, with the connector's `remedies`. */
  readonly vendorCode: string | undefined;

  constructor(
    reason: SocialFailureReason,
    text: string,
    details: { vendorCode?: string | undefined; cause?: unknown } = {},
  ) {
    super(text, { cause: details.cause });
    this.name = "SocialFailure";
    this.reason = reason;
    this.vendorCode = details.vendorCode;
  }
}

/** A notice that a provider posts to us, as it came and not yet believed. */
export interface ProviderNoticeRequest {
  method: string;
  /** Ours, with its query. */
  url: string;
  headers: Headers;
  body: string;
}

/** What a provider tells of somebody on its own account. */
export interface ProviderNotice {
  /** The same notice twice has the same. */
  id: string;
  /**
   * `unlinked`: the person, or the provider, ended the connection · `purged`: their account at the provider is gone · `signed_out`: what
   * they have there was revoked · `other`: nothing follows.
   */
  kind: "unlinked" | "purged" | "signed_out" | "other";
  /** Absent: any of the connector's. */
  issuer?: string;
  subject: string;
}

export interface ReadProviderNotice {
  notices: readonly ProviderNotice[];
  /** What the provider wants to hear, in time, once the notices are written down. */
  answer: { status: number; body?: object };
}

/** A notice that is not the provider's, and what it is answered. */
export class ForeignNotice extends Error {
  readonly answer: { status: number; body?: object };

  constructor(text: string, answer: { status: number; body?: object } = { status: 400 }) {
    super(text);
    this.name = "ForeignNotice";
    this.answer = answer;
  }
}

/** A provider of social sign-in. One of these, with one settings object, is one app of the provider with all its client ids. */
export interface SocialConnector<Settings = unknown> extends ConnectorKind<Settings> {
  type: "Social";
  brand: SocialBrand;
  /** What its button says where `brand` is `other`. */
  label?(settings: Settings): string | undefined;
  /**
   * Whether its answers may come to the address that all providers share: ours that are told apart by our state, and those whose
   * metadata promise an issuer with each answer (RFC 9207). Others have an address of their own, against mix-up (RFC 9700 §4.4).
   */
  sharesRedirectUri(settings: Settings, context: OutsideContext): Promise<boolean>;
  /**
   * What its people are kept by beside their subject, for those who are imported: what `exchange` says of everybody who comes by the web.
   * Absent: nobody can be imported by it.
   */
  identity?(settings: Settings): Pick<SocialProfile, "issuer" | "clientId">;
  /** Where the browser goes. */
  authorizationUrl(request: AuthorizationRequest, settings: Settings, context: OutsideContext): Promise<string>;
  /** Proves the answer: the code is exchanged, the id_token's signature, issuer, audience, nonce and times are checked. Throws `SocialFailure`. */
  exchange(answer: AuthorizationAnswer, settings: Settings, context: OutsideContext): Promise<SocialProof>;
  /** Proves what an SDK handed over. Throws `SocialFailure`. Absent: the provider has none. */
  native?(handOff: NativeHandOff, settings: Settings, context: OutsideContext): Promise<SocialProof>;
  /** Ends the connection with what a round trip has yielded. Resolves also where it had ended before. Throws `SocialFailure`. */
  revoke?(grant: SocialGrant, settings: Settings, context: OutsideContext): Promise<void>;
  /** Ends it knowing only who it is of. `undefined`: with these settings it cannot. */
  revokeSubject?(settings: Settings): ((subject: string, context: OutsideContext) => Promise<void>) | undefined;
  /** What it can tell of somebody, and what to do in its console about an item that does not come. Absent: nobody knows. */
  items?: Partial<Record<ProfileItem, Bilingual>>;
  /** Where people end it themselves. */
  disconnectUrl?: string;
  /** Reads what the provider posts to us. Throws `ForeignNotice`. */
  notice?(request: ProviderNoticeRequest, settings: Settings, context: OutsideContext): Promise<ReadProviderNotice>;
}
