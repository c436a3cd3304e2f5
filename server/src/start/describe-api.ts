/**
 * @module Makes openapi.json: from the routes that `buildApp` registers, their schemas, the words of each API's `operations.ts`
 * and the errors as the APIs answer them. `npm run gen` and a test call it; the server sends the committed file.
 */
import swagger, { type SwaggerTransform } from "@fastify/swagger";
import type { RouteOptions } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { buildApp } from "../app.js";
import { systemClock, systemRandom } from "../clock.js";
import { loadConfig } from "../config.js";
import { openDatabase } from "../db/open.js";
import { createLog } from "../http/log.js";
import { createOutgoing } from "../outgoing/create-outgoing.js";
import { apis, bodyFailures, operations, problemsWith, type Tag } from "../reference/apis.js";
import { buildFailures } from "../reference/build-failures.js";
import { frame } from "../reference/frame.js";
import { generateKeyring, parseKeyring } from "../secrets.js";

export type ApiDocument = OpenAPIV3_1.Document;
type Answer = OpenAPIV3_1.ResponseObject;

export interface ApiDescription {
  document: ApiDocument;
  /** `GET /v2/Services/{ServiceSid}`: every route there is, in the document or not. */
  routes: string[];
}

const methods = ["get", "post", "put", "patch", "delete"] as const;

/** Throws an Error in words if a route has no words, or words have no route. */
export async function describeApi(): Promise<ApiDescription> {
  const config = loadConfig({ MUNJIGI_ENV: "development" });
  const keyring = parseKeyring(generateKeyring(systemRandom));
  const routes: string[] = [];
  const app = await buildApp({
    config,
    // A pool connects with its first statement, and without a request there is none.
    sql: openDatabase({ url: "postgres://localhost/none", max: 1 }),
    keyring,
    accountSid: `AC${"0".repeat(32)}`,
    factories: { all: [], find: () => undefined },
    connectors: () => undefined,
    log: createLog("silent"),
    clock: systemClock,
    random: systemRandom,
    ...createOutgoing(config),
    beforeRoutes: async (http) => {
      http.addHook("onRoute", ({ method, url }: RouteOptions) => {
        for (const one of [method].flat()) routes.push(`${one} ${url.replace(/:(\w+)/g, "{$1}")}`);
      });
      await http.register(swagger, {
        openapi: frame,
        transform: readRoute,
        transformObject: jsonSchemaTransformObject,
      });
    },
  });
  await app.http.ready();
  const document = app.http.swagger() as ApiDocument;
  await app.http.close();
  const problems = problemsWith(routes);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const method of methods) {
      const entry = operations[`${method.toUpperCase()} ${path}`];
      const made = item?.[method];
      if (entry && made) Object.assign(made, buildOperation(path, entry, made));
    }
  document.paths = Object.fromEntries(
    Object.entries(document.paths ?? {}).sort(([one], [other]) => placeOf(one) - placeOf(other)),
  );
  shareAnswers(document);
  dropMachineBounds(document);
  dropUnused(document);
  sortSchemas(document);
  return { document, routes };
}

const order = [...new Set(Object.keys(operations).map((name) => name.split(" ")[1]))];
const placeOf = (path: string) => order.indexOf(path);

/** Answers that operations of one API have in common stand once, under `components`. */
function shareAnswers({ paths = {}, components = {} }: ApiDocument): void {
  const names = new Map<string, string>();
  const shared: Record<string, Answer> = {};
  for (const tag of Object.keys(apis) as Tag[])
    for (const [status, answer] of Object.entries(
      buildFailures(tag, new Set([...bodyFailures, ...apis[tag].failures]), "/v2/Services"),
    )) {
      const name = `${apis[tag].name}${status}`;
      shared[name] = answer;
      // An answer that two APIs share has the name of the first one's.
      if (!names.has(JSON.stringify(answer))) names.set(JSON.stringify(answer), name);
    }
  components.responses = shared;
  for (const item of Object.values(paths))
    for (const method of methods) {
      const { responses = {} } = item?.[method] ?? {};
      for (const [status, answer] of Object.entries(responses)) {
        const name = names.get(JSON.stringify(answer));
        if (name) responses[status] = { $ref: `#/components/responses/${name}` };
      }
    }
}

/** `z.int()` adds the bounds of a safe integer, which say nothing about the value: they are removed. */
function dropMachineBounds(node: unknown): void {
  if (node === null || typeof node !== "object") return;
  const schema = node as { minimum?: unknown; maximum?: unknown };
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  for (const child of Object.values(node)) dropMachineBounds(child);
}

/** The plugin registers every schema twice, for bodies and for answers. Mostly one of the two is not used: it is removed. */
function dropUnused(document: ApiDocument): void {
  for (const kind of ["responses", "schemas"] as const) {
    const all: Record<string, unknown> = document.components?.[kind] ?? {};
    for (let again = true; again; ) {
      const text = JSON.stringify(document);
      const unused = Object.keys(all).filter((name) => !text.includes(`"#/components/${kind}/${name}"`));
      for (const name of unused) delete all[name];
      again = unused.length > 0;
    }
  }
}

/** Schemas are registered as their files are loaded: without a sort, a file that moves would change the document. */
function sortSchemas({ components = {} }: ApiDocument): void {
  const entries = Object.entries(components.schemas ?? {});
  components.schemas = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Reads a route's schemas. A route without words is hidden from the document; `problemsWith` tells of it later. */
const readRoute: SwaggerTransform = (route) => {
  const url = route.url.replace(/:(\w+)/g, "{$1}");
  const entry = operations[`${[route.route.method].flat()[0]} ${url}`];
  const made = jsonSchemaTransform({ ...route, schema: route.schema ?? {} } as Parameters<SwaggerTransform>[0]);
  return {
    url: made.url,
    schema: { ...made.schema, ...(!entry && { hide: true }), consumes: route.schema?.consumes ?? [bodyTypeOf(url)] },
  } as ReturnType<SwaggerTransform>;
};

const bodyTypeOf = (path: string) =>
  path.startsWith("/v2/") ? "application/x-www-form-urlencoded" : "application/json";

/** The types of answers that are not `application/json`. */
const otherTypes: Record<string, string> = {
  "/metrics": "text/plain; version=0.0.4; charset=utf-8",
  "/.well-known/jwks.json": "application/jwk-set+json",
};

function buildOperation(path: string, entry: (typeof operations)[string], made: OpenAPIV3_1.OperationObject) {
  const { id, tag, summary, description, body, success, errors = [] } = entry;
  const taken = made.requestBody as OpenAPIV3_1.RequestBodyObject | undefined;
  if (body) for (const content of Object.values(taken?.content ?? {})) content.example = body;
  const codes = [...(taken ? bodyFailures : []), ...apis[tag].failures, ...errors];
  const mayAskForToken = tag === "Operations" && errors.includes("request.unauthenticated");
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: mayAskForToken ? [{}, { adminToken: [] }] : apis[tag].security,
    responses: { ...buildSuccesses(path, success, made), ...buildFailures(tag, new Set(codes), path) },
  };
}

function buildSuccesses(path: string, success: Readonly<Record<number, string>>, made: OpenAPIV3_1.OperationObject) {
  return Object.fromEntries(
    Object.entries(success).map(([status, description]): [string, Answer] => {
      const answer = made.responses?.[status] as Answer | undefined;
      const [content] = Object.values(answer?.content ?? {});
      const type = otherTypes[path] ?? "application/json";
      const schema = path === "/metrics" ? { type: "string" as const } : { type: "object" as const };
      if (status === "204") return [status, { description }];
      return [status, { description, content: { [type]: content?.schema ? content : { schema } } }];
    }),
  );
}
