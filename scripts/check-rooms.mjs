// A room of server/src may import only rooms above it, never another room's private files, and no two files may need each
// other, not even for a type. A statement may name the tables of its own room; of others only what stands in `tables`.
// Without these checks the first convenient import the wrong way turns the house into one big room.
// `node scripts/check-rooms.mjs [folder]`: the folder to look at, server/src by default.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Top to bottom. `ground`, files in src and the folder `errors`, imports no room; the `roof` may import any. */
const rooms = [
  "db",
  "outgoing",
  "jobs",
  "audit",
  "signing-keys",
  "http",
  "limits",
  "refusals",
  "services",
  "api-keys",
  "applications",
  "rate-limits",
  "factors",
  "connectors",
  "templates",
  "delivery",
  "webhooks",
  "verify",
  "fraud-guard",
  "diagnosis",
  "insight",
  "history",
  "users",
  "sessions",
  "passkeys",
  "experience",
  "social",
  "signin",
  "organizations",
  "oidc",
  "twilio",
  "phone-api",
  "console",
  "alerts",
  "environments",
  "admin",
  "reference",
];
const ground = [
  "brief-cache",
  "client-address",
  "clock",
  "codes",
  "config",
  "core",
  "database-url",
  "document",
  "email",
  "errors",
  "language",
  "metrics",
  "phone",
  "private-file",
  "recipient",
  "secrets",
  "sid",
  "text",
  "version",
];
const roof = ["app", "cli", "main", "start"];

/** Of each table the room it belongs to, and what else may name it in a statement, with the reason. */
const tables = {
  // Written by `audit/record.ts` alone, in the statements of whoever makes it true.
  // Whoever passes events on takes them and makes the deliveries in one statement.
  audit_events: ["audit", "webhooks"],
  event_outbox: ["audit", "webhooks"],
  // Whether somebody listens is asked in the statement that makes something true.
  webhook_endpoints: ["webhooks", "audit"],
  webhook_deliveries: ["webhooks"],
  signing_keys: ["signing-keys"],
  failure_streaks: ["limits"],
  limit_counters: ["limits"],
  limit_alarms: ["limits"],
  limit_alarm_days: ["limits"],
  spent_challenges: ["limits"],
  naming_keys: ["limits"],
  send_refusals: ["refusals"],
  refusal_hours: ["refusals"],
  // A key, a rate limit, an entity and a default template exist only while their service does: one statement sees to that.
  services: ["services", "api-keys", "rate-limits", "factors", "templates", "delivery"],
  block_list: ["services"],
  safe_list: ["services"],
  // The keys of a service die with it, in its statement. A signing key and the secret of an application are made only while the
  // key of whoever asks lives; a link into the console is good while the key that made it does.
  api_keys: ["api-keys", "services", "signing-keys", "applications", "console"],
  // What may see an account is on its page, which is one statement.
  applications: ["applications", "oidc", "signin"],
  application_secrets: ["applications"],
  // Credentials are made only while whoever asks may: a key that lives, or an administrator.
  admins: ["console", "api-keys", "applications", "signing-keys"],
  admin_links: ["console"],
  console_sessions: ["console"],
  resources: ["applications"],
  rate_limits: ["rate-limits"],
  rate_limit_buckets: ["rate-limits"],
  // Of a service that is deleted they go in its statement.
  entities: ["factors", "services"],
  factors: ["factors"],
  challenges: ["factors"],
  connectors: ["connectors"],
  connector_versions: ["connectors"],
  connector_tests: ["connectors"],
  test_messages: ["delivery"],
  templates: ["templates"],
  // An attempt is a message with its verification.
  // How verifications went is counted by the hour, with how their messages did.
  // What is old is deleted together, once the hour it is of was counted for the last time.
  messages: ["delivery", "verify", "signin", "insight", "history"],
  // Numbers are looked up when an endpoint is told of them, and kept nowhere else.
  notices: ["delivery", "webhooks", "history"],
  // What is sent is decided by the live verification, in the statement that takes the lease.
  verifications: ["verify", "delivery", "signin", "webhooks", "insight", "history"],
  verification_hours: ["insight"],
  counted_hours: ["insight", "history"],
  history_sweeps: ["history"],
  // What a step of a flow needs is read by one statement, and what ends it is written by one.
  // What an application is told of somebody is read with what it was granted, and both live with the session.
  // One at a time makes a passkey for somebody.
  // Nobody is in the console whose account is suspended.
  users: ["users", "sessions", "passkeys", "signin", "oidc", "organizations", "console"],
  // Whoever has proved the number that is invited joins, in one statement.
  identifiers: ["users", "signin", "oidc", "organizations", "webhooks"],
  user_consents: ["users", "signin"],
  known_devices: ["users", "signin"],
  user_imports: ["users"],
  user_import_parts: ["users"],
  user_import_keys: ["users"],
  // Of what a flow may be proved by; the account's page has it.
  user_totp: ["users", "signin"],
  user_recovery_codes: ["users"],
  sessions: ["sessions", "users", "signin", "oidc"],
  // What a flow holds of somebody goes with their account.
  flows: ["signin", "users"],
  authorization_requests: ["oidc"],
  oidc_grants: ["oidc"],
  oidc_tokens: ["oidc"],
  oidc_consents: ["oidc", "signin"],
  // What somebody belongs to is on their page and told to applications, each by one statement.
  organizations: ["organizations", "signin", "oidc"],
  organization_members: ["organizations", "signin", "oidc"],
  organization_roles: ["organizations", "signin"],
  // What it holds of a number goes with the number's account.
  organization_invitations: ["organizations", "users"],
  // Of what a flow proves and how it ends, as identifiers are.
  social_identities: ["users", "signin"],
  // Of what a flow proves, as identifiers are; the account's page has them.
  passkeys: ["passkeys", "signin", "console"],
  passkey_answers: ["passkeys"],
  social_trips: ["social"],
  social_trials: ["social"],
  social_revocations: ["social"],
  social_notices: ["social"],
  sign_in_experience: ["experience"],
  experience_drafts: ["experience"],
  settings_imports: ["environments"],
  alerts: ["alerts"],
  alert_settings: ["alerts"],
  alert_looks: ["alerts"],
};

const root = resolve(process.argv[2] ?? "server/src");
const files = readdirSync(root, { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .sort();
const sources = new Map(files.map((path) => [path, readFileSync(join(root, path), "utf8")]));
const problems = [];

for (const [path, source] of sources) {
  const from = place(path);
  if (from.rank === undefined) problems.push(`${path}: this room or file is in no list of scripts/check-rooms.mjs`);
  for (const target of importsOf(path)) checkImport(path, from, target);
  for (const [, table] of source.matchAll(/pgTable\(\s*"(\w+)"/g))
    if (tables[table]?.[0] !== from.room)
      problems.push(`${path} has the table ${table}: say so in \`tables\` of scripts/check-rooms.mjs`);
  for (const table of tablesIn(source))
    if (tables[table] && from.room !== "(roof)" && !tables[table].includes(from.room))
      problems.push(`${path} names the table ${table}, which belongs to ${tables[table][0]}`);
}
// Where the order is broken there are dozens of rings, and mending the order ends them.
if (problems.length === 0)
  for (const ring of rings()) problems.push(`${ring.join(" imports ")} imports ${ring[0]}: a ring`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;

function checkImport(path, from, target) {
  if (target.startsWith("..")) return void problems.push(`${path} imports ${target}: it is not in server/src`);
  const to = place(target);
  if (to.room === from.room || from.room === "(roof)") return;
  if (to.rank >= from.rank) problems.push(`${path} imports ${target}: ${to.room} is not above ${from.room}`);
  const areSchemas = isNamed(path, "schema") && isNamed(target, "schema");
  if (isPrivate(target) && !areSchemas) problems.push(`${path} imports ${target}: that file is private to ${to.room}`);
}

/** Files of ours that a file imports, also only for their types. */
function importsOf(path) {
  const found = sources.get(path)?.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']+)\.js["']/g) ?? [];
  return [...found].map(([, target]) => `${relative(root, resolve(root, dirname(path), target))}.ts`);
}

function isPrivate(path) {
  return path.includes(sep) && ["schema", "store", "routes"].some((name) => isNamed(path, name));
}

/** `store.ts`, `check-store.ts`, … */
function isNamed(path, name) {
  const file = path.split(sep).at(-1);
  return file === `${name}.ts` || file.endsWith(`-${name}.ts`);
}

/** Tables behind the words of SQL that go before one; comments and texts seldom have them before such a name. */
function tablesIn(source) {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/\b(?:from|join|into|update|using|table)\s+(?:only\s+)?([a-z_]+)\b/g);
  return new Set([...found].map(([, name]) => name));
}

/** Each ring once, as the files of a walk that came back to where it began. */
function rings() {
  const found = [];
  const done = new Set();
  const walk = (path, trail) => {
    const at = trail.indexOf(path);
    if (at >= 0) return void found.push(trail.slice(at));
    if (done.has(path)) return;
    for (const target of importsOf(path)) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of files) walk(path, []);
  return found;
}

function place(path) {
  const [first, second] = path.split(sep);
  const name = first.replace(/\.ts$/, "");
  if (roof.includes(name)) return { room: "(roof)", rank: rooms.length + 1 };
  if (ground.includes(name)) return { room: "(ground)", rank: 0 };
  return {
    room: second === undefined ? "(ground)" : first,
    rank: rooms.includes(first) ? rooms.indexOf(first) + 1 : undefined,
  };
}
