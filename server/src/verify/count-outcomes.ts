/** @module How the verifications of the public API end: what a watch over abuse looks at. */
import type { Database } from "../db/open.js";
import { selectCheckCounts, selectConversionCounts } from "./upkeep-store.js";

export interface CheckCounts {
  serviceSid: string;
  checks: number;
  failed: number;
}

/** Checks of the last ten minutes, by service. */
export async function countChecks(sql: Database): Promise<CheckCounts[]> {
  return await selectCheckCounts(sql);
}

export interface ConversionCounts {
  serviceSid: string;
  country: string;
  /** The number without its last four digits; null: the whole country. */
  prefix: string | null;
  sends: number;
  converted: number;
}

/** Verifications begun in the hour that ended ten minutes ago, by service and country, and by prefix. */
export async function countConversions(sql: Database): Promise<ConversionCounts[]> {
  return await selectConversionCounts(sql);
}
