/**
 * @module A client that `openapi-typescript` makes of openapi.json, with its own defaults: strict TypeScript takes it, and every list,
 * figure and yes-or-no that its types let a caller write is one that the server takes.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { credentials, suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
// biome-ignore lint/suspicious/noExplicitAny: a test walks it freely
const document: any = JSON.parse(await readFile(join(root, "openapi.json"), "utf8"));

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: { type?: string; enum?: string[]; default?: unknown };
}

const server = suite();
let folder: string;
/** Whose each `{name}` of a path is; `id` by the noun before it. */
let ids: Record<string, string>;

beforeAll(async () => {
  await mkdir(join(root, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(root, "node_modules/.cache/generated-client-"));
  const make = async (path: string, body: unknown) => {
    const made = await manage(server.origin, "POST", path, body);
    expect(made.status, path).toBe(201);
    return made.body;
  };
  const organization = await make("/organizations", { name: "가게" });
  const webhook = await make("/webhooks", { url: "https://shop.example/hooks", events: ["user.created"] });
  const twilio = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(`${server.origin}/v2/Services/${credentials.serviceSid}${path}`, {
      method: "POST",
      headers: { authorization: basic },
      body: new URLSearchParams(fields),
    });
    expect(answer.status, path).toBe(201);
    return (await answer.json()) as { sid: string };
  };
  const rateLimit = await twilio("/RateLimits", { UniqueName: "by-address" });
  await twilio("/Entities", { Identity: "a-person-1" });
  ids = {
    "/api/organizations/{id}": organization.id ?? organization.sid,
    "/api/webhooks/{id}": webhook.id ?? webhook.sid,
    "{ServiceSid}": credentials.serviceSid,
    "{RateLimitSid}": rateLimit.sid,
    "{Identity}": "a-person-1",
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const basic = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString("base64")}`;

test("every default is of the type that it is the default of", () => {
  const wrong: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (node === null || typeof node !== "object") return;
    const { type, default: value } = node as { type?: unknown; default?: unknown };
    if (typeof type === "string" && value !== undefined && !isOf(type, value)) wrong.push(`${path}: ${type}`);
    // What a caller means as yes or no is a boolean.
    const { enum: values } = node as { enum?: unknown };
    if (Array.isArray(values) && values.every((one) => /^(0|1|true|false)$/.test(String(one)))) wrong.push(path);
    for (const [name, child] of Object.entries(node)) walk(child, `${path}/${name}`);
  };
  walk(document, "");
  expect(wrong).toEqual([]);
});

function isOf(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  return typeof value === type;
}

/** One call for each list, with every figure in it; typed by what was made of the document. */
function listCalls(): string[] {
  return Object.entries<{ get?: { parameters?: Parameter[] } }>(document.paths).flatMap(([path, { get }]) => {
    const asked = get?.parameters?.filter(({ in: where }) => where === "query") ?? [];
    const figures = asked.filter(({ name, schema }) => schema.type === "integer" || name === "size");
    if (figures.length === 0) return [];
    const query = figures.map(({ name }) => `${name}: ${name === "Page" ? 0 : 2}`).join(", ");
    const names = get?.parameters?.filter(({ in: where }) => where === "path").map(({ name }) => name) ?? [];
    const path_ = names.map((name) => {
      const id = ids[`{${name}}`] ?? ids[path.slice(0, path.indexOf(`{${name}}`) + name.length + 2)];
      expect(id, `${path} ${name}`).toBeDefined();
      return `${name}: ${JSON.stringify(id)}`;
    });
    const given = names.length > 0 ? `path: { ${path_.join(", ")} }, ` : "";
    return [`await get(${JSON.stringify(path)}, { ${given}query: { ${query} } });`];
  });
}

const head = `import type { paths } from "./api.js";

const [origin = "", bearer = "", basic = ""] = [process.env.ORIGIN, process.env.BEARER, process.env.BASIC];
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : never;
type Path<O> = O extends { parameters: { path: infer P } } ? P : Record<string, never>;
type With<M extends "get" | "delete" | "post"> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];
type Ok<O> = O extends { responses: { 200: { content: { "application/json": infer B } } } } ? B : undefined;
interface Asked<O> { query?: Query<O>; path?: Path<O>; body?: unknown }

async function ask(method: string, template: string, { query = {}, path = {}, body }: { query?: object | undefined; path?: object; body?: unknown }): Promise<unknown> {
  let address = template;
  for (const [name, value] of Object.entries(path)) address = address.replace("{" + name + "}", encodeURIComponent(String(value)));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const answer = await fetch(origin + address + "?" + search, {
    method,
    headers: { authorization: template.startsWith("/v2/") ? basic : bearer, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(method + " " + template + "?" + search + ": " + answer.status + " " + text);
  return text ? JSON.parse(text) : undefined;
}
export const get = async <P extends With<"get">>(path: P, asked: Asked<paths[P]["get"]> = {}) => (await ask("GET", path, asked as object)) as Ok<paths[P]["get"]>;
export const remove = async <P extends With<"delete">>(path: P, asked: Asked<paths[P]["delete"]>) => { await ask("DELETE", path, asked as object); };
export const post = async <P extends With<"post">>(path: P, asked: Asked<paths[P]["post"]>) => (await ask("POST", path, asked as object)) as { [name: string]: unknown };
`;

const yesAndNo = `
const person = await post("/api/users", { body: { identifiers: [{ kind: "phone", value: "+821099990001", verified: true }] } });
const sid = String(person.sid);
const [only] = (await get("/api/users/{sid}", { path: { sid } })).identifiers;
await remove("/api/users/{sid}/identifiers/{identifierSid}", { path: { sid, identifierSid: only?.sid ?? "" }, query: { force: true } });
await remove("/api/users/{sid}", { path: { sid }, query: { notify: false } });
const tried = await post("/api/settings/import", { query: { dryRun: true, prune: false }, body: { settings: { munjigi: 1 } } });
if (tried.id !== null) throw new Error("a dry run has changed something");
`;

test("strict TypeScript takes it, and refuses figures and flags as text", async () => {
  const errors = await compile(`${head}${listCalls().join("\n")}${yesAndNo}`);
  expect(errors).toEqual([]);
  const wrong = await compile(
    `${head}await get("/api/users", { query: { size: "2" } });\nawait remove("/api/connectors/{id}", { path: { id: "" }, query: { force: "1" } });\n`,
    "wrong.ts",
  );
  expect(wrong).toHaveLength(2);
});

test("it runs: every list takes its figures, every flag is heard", async () => {
  const calls = listCalls();
  expect(calls.length).toBeGreaterThan(20);
  const typescript = await loadTypescript();
  const program = `${head}${calls.join("\n")}${yesAndNo}export const done = ${calls.length};\n`;
  const { outputText } = typescript.transpileModule(program, {
    compilerOptions: { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2023 },
  });
  const file = join(folder, "run.mjs");
  await writeFile(file, outputText);
  Object.assign(process.env, { ORIGIN: server.origin, BEARER: `Bearer ${credentials.adminToken}`, BASIC: basic });
  try {
    expect(await import(pathToFileURL(file).href)).toMatchObject({ done: calls.length });
  } finally {
    for (const name of ["ORIGIN", "BEARER", "BASIC"]) delete process.env[name];
  }
});

// Both live beside each other, apart from the TypeScript of this repository: openapi-typescript needs its compiler API.
const tools = join(root, "tools/node_modules");
// biome-ignore lint/suspicious/noExplicitAny: another TypeScript than the one that checks this file
const loadTypescript = async (): Promise<any> =>
  (await import(pathToFileURL(join(tools, "typescript/lib/typescript.js")).href)).default;

/** What TypeScript says against a program beside the generated types. */
async function compile(program: string, name = "client.ts"): Promise<string[]> {
  const typescript = await loadTypescript();
  const generator = await import(pathToFileURL(join(tools, "openapi-typescript/dist/index.mjs")).href);
  const types = generator.astToString(await generator.default(document, { silent: true }));
  await writeFile(join(folder, "api.ts"), types);
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const file = join(folder, name);
  await writeFile(file, `${program}\nexport {};\n`);
  const made = typescript.createProgram([file], {
    ...{ strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ target: typescript.ScriptTarget.ES2023, lib: ["lib.es2023.d.ts", "lib.dom.d.ts"], types: ["node"] },
    ...{ module: typescript.ModuleKind.NodeNext, moduleResolution: typescript.ModuleResolutionKind.NodeNext },
    typeRoots: [join(root, "node_modules/@types")],
    skipLibCheck: true,
  });
  return typescript
    .getPreEmitDiagnostics(made)
    .map(
      (one: { messageText: unknown; start?: number; file?: { fileName: string } }) =>
        `${one.file?.fileName.split("/").pop()}:${one.start} ${typescript.flattenDiagnosticMessageText(one.messageText, " ")}`,
    );
}
