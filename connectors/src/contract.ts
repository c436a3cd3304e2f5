/** @module What every connector is: one object and one schema for its settings. Those that send and those of social sign-in add to it. */
import type { z } from "zod";

/** A text in the two languages of the console. */
export interface Bilingual {
  ko: string;
  en: string;
}

/** What every connector may touch of the outside world. */
export interface OutsideContext {
  /** Follows no redirect, reaches public https addresses only (unless the deployment allows more), reads 1 MB at most. */
  fetch: typeof fetch;
  clock: () => Date;
  random: (bytes: number) => Uint8Array;
  /** Aborts when the time for this call is up. */
  signal: AbortSignal;
}

/**
 * A vendor. `Settings` is described by one zod schema: it checks the JSON, draws the console's form (`meta()`, see
 * `kit/settings.ts`: label, hint, secret) and writes the settings table of its docs page.
 */
export interface ConnectorKind<Settings = unknown> {
  /** The factory id; Logto's where it has one. */
  id: string;
  type: "Sms" | "Email" | "Social";
  name: Bilingual;
  /** Its page, from the root of the repository, or a URL. */
  docs: string;
  settings: z.ZodType<Settings>;
  /** Settings to begin with, placeholders in place of what only the reader knows. */
  example?: object;
  /** What one needs from the vendor and where it is found: a few lines of Markdown. */
  guide?: Bilingual;
  /** What to do about a code of this vendor's, where there is more to say than about its class. */
  remedies?: Readonly<Record<string, Bilingual>>;
}
