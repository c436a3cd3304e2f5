// Makes the files that repeat what the code says: openapi.json, the client's types of it, docs/errors.md, docs/config.md,
// .env.example, the settings tables of docs/connectors, and the next migration.
// With --check it writes nothing and fails if one of them is out of date (drizzle-kit's own check does not see that).

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { z } from "zod";
import { messageConnectors, socialConnectors } from "../connectors/dist/all.js";
import { variables } from "../server/dist/config.js";
import { AppError, errorCatalog } from "../server/dist/errors.js";
import { describeApi } from "../server/dist/start/describe-api.js";
import { twilioErrors } from "../server/dist/twilio/error-codes.js";
// Beside the TypeScript 5 that it needs.
import openapiTS, { astToString } from "../tools/node_modules/openapi-typescript/dist/index.mjs";

const connectors = [...messageConnectors, ...socialConnectors];
const checking = process.argv.includes("--check");
const stale = [];
const made = "<!-- Made by `npm run gen`. -->";

function errorsPage() {
  const facts = { parameter: "To", problem: "…", type: "…", country: "…" };
  const sections = Object.entries(errorCatalog).map(([code, { status, en, ko }]) => {
    const twilio = twilioErrors[code];
    const message = twilio?.message(new AppError(code, facts), "…");
    const onTwilio = twilio
      ? `| On \`/v2\` | [${twilio.code}](https://www.twilio.com/docs/errors/${twilio.code}), "${message}" |\n`
      : "";
    return `## ${code}\n\n| | |\n|---|---|\n| HTTP status | ${status} |\n${onTwilio}| English | ${en} |\n| 한국어 | ${ko} |\n`;
  });
  return `${made}\n# Errors\n\nThe secret API (\`/v2\`) answers in Twilio's format, \`{code, message, more_info, status, details?}\`. \`details.reason\` says why a\nverification cannot be acted on: \`expired\`, \`approved\`, \`canceled\`, \`locked\` or \`unknown\`; of a factor also \`verified\`. Every 429 carries the seconds to wait\nin \`Retry-After\` and \`details.retryAfterSeconds\`. Everything else answers with problem details (RFC 9457), whose \`title\` is the\nname below and whose \`detail\` is the sentence, in Korean if \`Accept-Language\` asks for it first. A failure without a line\n"On \`/v2\`" is never told in Twilio's format.\n\n${sections.join("\n")}`;
}

function configPage() {
  const rows = variables.map(
    ({ name, fallback, about }) => `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ""} | ${about} |`,
  );
  return `${made}\n# Configuration\n\nThe server reads these variables from the environment, and from a file \`.env\` in the folder it is started in. Each may also be\ngiven as \`NAME_FILE\`: the path of a file that holds the value. All mistakes are told together at the start.\n\n| Variable | Default | |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function envExample() {
  const entries = variables.map(({ name, fallback, about }) => `# ${about}\n# ${name}=${fallback ?? ""}\n`);
  return `# Made by \`npm run gen\`. Copy to .env and uncomment what you change. Nothing here is needed to try it.\n\n${entries.join("\n")}`;
}

/** A row for each field, from the schema that checks them. */
function settingsTable({ settings }) {
  const { properties = {}, required = [] } = z.toJSONSchema(settings, { io: "input" });
  const rows = Object.entries(properties).map(([name, { label, hint, secret, default: fallback }]) => {
    const marks = [required.includes(name) ? "required" : "optional", secret && "secret"].filter(Boolean).join(", ");
    const words = [label?.en, hint?.en, fallback !== undefined && `Default: \`${JSON.stringify(fallback)}\``];
    return `| \`${name}\` | ${marks} | ${words.filter(Boolean).join(". ").replaceAll(".. ", ". ").replaceAll("|", "\\|")} |`;
  });
  return `<!-- settings -->\n| Setting | | |\n|---|---|---|\n${rows.join("\n")}\n<!-- /settings -->`;
}

/** The index of connectors, with what each can. */
function connectorRows() {
  const purposes = { Sms: "SMS", Email: "e-mail", Social: "sign-in" };
  const rows = connectors.map((connector) => {
    const { id, type, name, docs } = connector;
    const able = {
      receipt: "reports",
      status: "asks",
      balance: "balance",
      verifier: "makes the code",
      native: "apps",
      revoke: "revokes",
      notice: "notices",
    };
    const knows = Object.entries(able).flatMap(([member, word]) => (connector[member] ? [word] : []));
    const page = docs.replace(/^docs\/connectors\//, "");
    return `| [${name.en}](${page}) \`${id}\` | ${purposes[type]} | ${knows.join(", ")} |`;
  });
  return `| connector | for | knows |\n|---|---|---|\n${rows.sort().join("\n")}`;
}

/** The management API for `@munjigi/client/management`: what goes in and what comes out; all errors are a `Problem`. */
async function clientTypes({ paths, components, ...document }) {
  const operation = ({ responses, ...rest }) => ({
    ...rest,
    responses: Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith("2"))),
  });
  const management = Object.entries(paths)
    .filter(([path]) => path.startsWith("/api/"))
    .map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item).map(([method, of]) => [method, operation(of)])),
    ]);
  const schemas = {};
  const collect = (value) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      if (!(name in schemas)) {
        schemas[name] = components.schemas[name];
        collect(schemas[name]);
      }
  };
  collect([management, { $ref: "#/components/schemas/Problem" }]);
  const api = { ...document, paths: Object.fromEntries(management), components: { schemas } };
  // A member with a default may be left out of a request; what is always there is `required`.
  const types = astToString(await openapiTS(api, { defaultNonNullable: false, silent: true }));
  return `/** @module The management API as openapi.json describes it. Made by \`npm run gen\`. */\n\n${types}`;
}

async function migration() {
  const schema = {};
  // The rooms of the source: what `tsc -b` made of a room that was moved or removed stays in dist.
  for (const room of readdirSync("server/src"))
    if (existsSync(`server/src/${room}/schema.ts`))
      Object.assign(schema, await import(`../server/dist/${room}/schema.js`));
  const folder = "server/src/db/migrations/meta";
  const last = readdirSync(folder)
    .filter((name) => name.endsWith("_snapshot.json"))
    .sort()
    .at(-1);
  const before = JSON.parse(readFileSync(`${folder}/${last}`, "utf8"));
  const statements = await generateMigration(before, generateDrizzleJson(schema, before.id, undefined, "snake_case"));
  if (statements.length === 0) return;
  if (checking) stale.push(`server/src/db/migrations, which lacks:\n${statements.join("\n")}`);
  else
    spawnSync("npx", ["drizzle-kit", "generate", "--name", process.argv[2] ?? "change"], {
      cwd: "server",
      stdio: "inherit",
    });
}

function keep(path, text) {
  const now = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (now === text) return;
  if (checking) stale.push(path);
  else writeFileSync(path, text);
}

const { document } = await describeApi();
keep("openapi.json", `${JSON.stringify(document, null, 2)}\n`);
keep("sdk/src/api-types.ts", await clientTypes(document));
keep("docs/errors.md", errorsPage());
keep("docs/config.md", configPage());
keep(".env.example", envExample());
for (const connector of connectors.filter(({ docs }) => existsSync(docs))) {
  const page = readFileSync(connector.docs, "utf8");
  keep(
    connector.docs,
    page.replace(/<!-- settings -->[\s\S]*<!-- \/settings -->/, () => settingsTable(connector)),
  );
}
const index = "docs/connectors/README.md";
const between = /<!-- connectors -->[\s\S]*<!-- \/connectors -->/;
keep(
  index,
  readFileSync(index, "utf8").replace(between, () => `<!-- connectors -->\n${connectorRows()}\n<!-- /connectors -->`),
);
await migration();
for (const name of stale) console.error(`Out of date, run npm run gen: ${name}`);
process.exitCode = stale.length ? 1 : 0;
