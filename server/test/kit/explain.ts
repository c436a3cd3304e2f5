/** @module How PostgreSQL answers the statements that a function runs: by the plan that it takes in service, which knows no values. */
import postgres from "postgres";
import type { Pool } from "../../dist/db/open.js";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

export interface Explained {
  /** `Index Scan verifications_recipient`, `Seq Scan messages`, … */
  scans: string[];
  /** Rows that scans read, all together, also those that a filter dropped. */
  rows: number;
  ms: number;
}

const quote = (value: unknown) =>
  value === null || value === undefined
    ? "null"
    : `'${(value instanceof Date ? value.toISOString() : String(value)).replaceAll("'", "''")}'`;

/** Runs `work` on a connection of its own, then asks for the plan of each statement that it ran. */
export async function explain(url: string, work: (sql: Pool) => Promise<unknown>): Promise<Explained[]> {
  const seen: { query: string; parameters: unknown[] }[] = [];
  const place = new URL(url);
  const host = place.searchParams.get("host");
  place.searchParams.delete("host");
  const sql = postgres(place.toString(), {
    ...(host && { host }),
    max: 1,
    fetch_types: false,
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    connection: { plan_cache_mode: "force_generic_plan", jit: "off", TimeZone: "UTC" },
    debug: (_connection, query, parameters) => void seen.push({ query, parameters }),
  });
  try {
    await work(sql);
    const explained: Explained[] = [];
    for (const { query, parameters } of seen.splice(0)) {
      await sql.unsafe(`prepare asked as ${query}`);
      const values = parameters.length === 0 ? "" : `(${parameters.map(quote).join(", ")})`;
      const [row] = await sql.unsafe(`explain (analyze, format json) execute asked${values}`);
      await sql.unsafe("deallocate asked");
      const told = row?.["QUERY PLAN"] ?? row?.queryPLAN ?? Object.values(row ?? {})[0];
      const [{ Plan: plan, "Execution Time": ms }] = typeof told === "string" ? JSON.parse(told) : told;
      const scans = scansOf(plan);
      explained.push({
        scans: scans.map((one) => `${one["Node Type"]} ${one["Index Name"] ?? one["Relation Name"]}`),
        rows: scans.reduce(
          (sum, one) =>
            sum + ((one["Actual Rows"] ?? 0) + (one["Rows Removed by Filter"] ?? 0)) * (one["Actual Loops"] ?? 1),
          0,
        ),
        ms,
      });
    }
    return explained;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function scansOf(plan: Plan): Plan[] {
  const own = plan["Node Type"].includes("Scan") && (plan["Relation Name"] || plan["Index Name"]) ? [plan] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansOf)];
}
