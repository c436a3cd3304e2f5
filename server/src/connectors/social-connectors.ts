/** @module The room's face to sign-in: the connectors of social sign-in, known to each process without a statement. */
import type { SocialConnector, SocialFailure } from "@munjigi/connectors/social/contract";

/** A connector of social sign-in with the settings it works with. */
export interface ReadySocial {
  /** `CN…` */
  id: string;
  /** `active`: its button is shown · `retired`: people linked to it come by it no more, but are unlinked and told of by it. */
  status: "active" | "retired";
  kind: SocialConnector;
  /** Parsed. The same object for as long as the version is the same: what is learned by it may be kept in a WeakMap. */
  settings: unknown;
  /** `CV…`, the version of its settings. */
  versionId: string;
  /** The last part of the address for its provider's notices, and of nothing else. */
  token: string;
}

/** Each process reads what there is twice a second: a change holds everywhere within one. */
export interface SocialConnectors {
  /** All that people may begin with, the oldest first. One whose settings cannot be used is left out, which is logged. */
  socialConnectors(): readonly ReadySocial[];
  /** Also a retired one: who is linked to it may unlink, and what it holds of them can be revoked. */
  findSocial(id: string): ReadySocial | undefined;
  /**
   * What the people of a connector in force are kept by beside their subject: of one by its kind where there is one of it, or by its
   * `CN…`.
   */
  identityOf(name: string): { connectorId: string; issuer: string; clientId: string } | undefined;
  /** Whose notices are posted to the address with this last part; also a retired one's. */
  findSocialByToken(token: string): ReadySocial | undefined;
  /**
   * With its newest settings, in force or not, for whoever tries it. Throws `connector.not_found`, `connector.no_trial` of one that
   * sends, and `connector.unusable`.
   */
  openForTrial(id: string): Promise<Omit<ReadySocial, "status">>;
  /** See `noteSocialFailure`: never rejects, and need not be waited for. */
  noteFailure(id: string, failure: Pick<SocialFailure, "reason" | "vendorCode">): Promise<void>;
}
