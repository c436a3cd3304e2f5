/** @module What a session is, and which still live. */
import { fragment, param } from "../db/statement.js";
import type { AuthenticationMethod } from "./schema.js";

export type { AuthenticationMethod };

export interface Session {
  sid: string;
  userSid: string;
  amr: AuthenticationMethod[];
  /** When whoever it is proved it last. */
  authTime: Date;
  createdAt: Date;
  usedAt: Date;
  /** `Chrome · Android` */
  device: string;
  /** Until then nothing personal is shown and nothing can be changed. */
  restrictedUntil: Date | null;
}

/** A live one with whose it is. */
export interface LiveSession extends Session {
  userName: string | null;
  userCreatedAt: Date;
  /** Since it was proved last. */
  secondsSinceProof: number;
  /** Since it was used last, as far as that is written down. */
  secondsSinceUse: number;
  isRestricted: boolean;
  /** How it was proved last. */
  provedBy: AuthenticationMethod[];
}

/** How long sessions live: the settings' `sessions`. */
export interface Lifetimes {
  idleDays: number;
  absoluteDays: number;
}

/** A condition: session `s` lives, by parameters `idleDays` and `absoluteDays`. */
export const lives = fragment`(s.used_at > clock_timestamp() - ${param("idleDays")}::int * interval '1 day'
  and s.created_at > clock_timestamp() - ${param("absoluteDays")}::int * interval '1 day')`;
