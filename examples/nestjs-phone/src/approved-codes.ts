/** @module The codes this app itself saw approved lately, so that a second click on the button is told apart from a guess. */
import { createHmac, randomBytes } from "node:crypto";
import { Injectable } from "@nestjs/common";

const LIFETIME_MS = 10 * 60_000;
const MAX_APPROVED = 10_000;

/**
 * Only who knows the code learns that it was approved: asking by the number alone would tell anybody who signs in when.
 * Hashes with a key that dies with the process, ten minutes each, and never more than ten thousand.
 */
@Injectable()
export class ApprovedCodes {
  private readonly key = randomBytes(32);
  /** Hash to end of life in milliseconds, oldest first. */
  private readonly ends = new Map<string, number>();

  add(phone: string, code: string): void {
    const now = Date.now();
    for (const [hash, end] of this.ends) {
      if (end > now && this.ends.size < MAX_APPROVED) break;
      this.ends.delete(hash);
    }
    this.ends.set(this.hash(phone, code), now + LIFETIME_MS);
  }

  has(phone: string, code: string): boolean {
    return (this.ends.get(this.hash(phone, code)) ?? 0) > Date.now();
  }

  private hash(phone: string, code: string): string {
    return createHmac("sha256", this.key).update(`${phone} ${code}`).digest("base64");
  }
}
