// A room of server/src may import only rooms above it, and never another room's private files. Without this check the
// first convenient import the wrong way turns the house into one big room.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Top to bottom. Files directly in src: `base` imports nothing of ours, the roof may import everything. */
const rooms = [
  "db",
  "outgoing",
  "signing-keys",
  "jobs",
  "http",
  "limits",
  "settings",
  "connectors",
  "templates",
  "delivery",
  "verify",
  "twilio",
  "phone-api",
  "admin",
  "reference",
];
const base = [
  "brief-cache",
  "client-address",
  "clock",
  "codes",
  "config",
  "core",
  "email",
  "errors",
  "language",
  "metrics",
  "phone",
  "recipient",
  "secrets",
  "sid",
];
/** Over all rooms: it composes them. */
const roof = ["app", "main", "start"];
const isPrivate = (file) => /^(schema|([\w-]+-)?(store|routes))\.ts$/.test(file);

const root = resolve("server/src");
const problems = [];
for (const path of readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".ts"))) {
  const from = place(path);
  if (from.rank === undefined) problems.push(`${path}: this room or file is in no list of scripts/check-rooms.mjs`);
  const source = readFileSync(join(root, path), "utf8");
  for (const [, target] of source.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
    const file = relative(root, resolve(root, dirname(path), target));
    const to = place(`${file}.ts`);
    if (to.room !== from.room && to.rank >= from.rank && from.room !== "(roof)")
      problems.push(`${path} imports ${file}: ${to.room} is not above ${from.room}`);
    if (to.room !== from.room && isPrivate(`${file.split(sep).at(-1)}.ts`) && from.room !== "(roof)")
      problems.push(`${path} imports ${file}: that file is private to ${to.room}`);
  }
}

function place(path) {
  const [first, second] = path.split(sep);
  const name = first.replace(/\.ts$/, "");
  if (roof.includes(name)) return { room: "(roof)", rank: rooms.length + 1 };
  if (second !== undefined) return { room: first, rank: rooms.includes(first) ? rooms.indexOf(first) + 1 : undefined };
  return { room: "(base)", rank: base.includes(name) ? 0 : undefined };
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
