/** @module The management client against a small fake, and what the compiler refuses. */

import { MunjigiError } from "@munjigi/client";
import { createManagementClient, type ManagementClient, type Schema } from "@munjigi/client/management";
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, test } from "vitest";
import { type Served, serve } from "./serve.js";

const TOKEN = "admin-token-0123456789";
const USER = { sid: "US1" } as Schema<"User">;

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}

let server: Served;
let client: ManagementClient;
let seen: Seen[];
let answer: { status: number; headers?: Record<string, string>; body?: unknown };

beforeAll(async () => {
  server = await serve(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    response.writeHead(answer.status, answer.headers);
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
  client = createManagementClient({ url: server.origin, adminToken: TOKEN });
});

afterAll(async () => await server.close());

beforeEach(() => {
  seen = [];
  answer = { status: 200, body: { users: [USER], next: null } };
});

const refusal = async (asking: Promise<unknown>): Promise<MunjigiError> => {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MunjigiError)) throw new Error(`no refusal: ${String(error)}`);
  expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(TOKEN);
  return error;
};

test("path, query and body go where they belong", async () => {
  const { users, next } = await client.get("/api/users", { query: { phone: "+8210", size: 20 } });
  expectTypeOf(users).toEqualTypeOf<Schema<"User">[]>();
  expectTypeOf(next).toEqualTypeOf<string | null>();
  expect(users).toEqual([USER]);
  expect(seen[0]).toMatchObject({ method: "GET", url: "/api/users?phone=%2B8210&size=20", body: "" });
  expect(seen[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, "accept-language": "en" });
  expect(seen[0]?.headers).not.toHaveProperty("content-type");

  answer = { status: 200, body: USER };
  const changed = await client.patch("/api/users/{sid}", {
    path: { sid: "US/1 가" },
    body: { name: "김하늘" },
    ifMatch: '"3"',
  });
  expectTypeOf(changed).toEqualTypeOf<Schema<"User">>();
  expect(seen[1]).toMatchObject({ method: "PATCH", url: "/api/users/US%2F1%20%EA%B0%80", body: '{"name":"김하늘"}' });
  expect(seen[1]?.headers).toMatchObject({ "content-type": "application/json", "if-match": '"3"' });

  answer = { status: 204, body: "" };
  const gone = await client.delete("/api/users/{sid}", { path: { sid: "US1" } });
  expectTypeOf(gone).toEqualTypeOf<undefined>();
  expect(gone).toBeUndefined();
});

test("`send` gives status and ETag", async () => {
  answer = { status: 200, headers: { etag: '"3"', "x-request-id": "req_1" }, body: {} };
  const { data, ...rest } = await client.send("get", "/api/sign-in-experience");
  expectTypeOf(data).toEqualTypeOf<Schema<"SignInExperience">>();
  expect(rest).toEqual({ status: 200, etag: '"3"', requestId: "req_1" });
});

test("problem details become an error", async () => {
  const problem = {
    type: "urn:munjigi:error:limits.exceeded",
    title: "limits.exceeded",
    status: 429,
    detail: "Too many.",
    requestId: "req_1",
  };
  answer = { status: 429, body: { ...problem, retryAfterSeconds: 30, parameter: "name" } };
  expect(await refusal(client.get("/api/users"))).toMatchObject({
    name: "MunjigiError",
    code: "limits.exceeded",
    message: "Too many.",
    detail: "Too many.",
    status: 429,
    retryAfterSeconds: 30,
    parameter: "name",
    requestId: "req_1",
  });
  answer = { status: 429, headers: { "retry-after": "7" }, body: problem };
  expect(await refusal(client.get("/api/users"))).toMatchObject({ retryAfterSeconds: 7 });
});

test("what is not the server's answer is told as such", async () => {
  answer = { status: 502, body: "<html>Bad Gateway" };
  expect(await refusal(client.get("/api/users"))).toMatchObject({ code: "answer_unreadable", status: 502 });
  answer = { status: 502, body: "" };
  expect(await refusal(client.get("/api/users"))).toMatchObject({ code: "answer_unreadable", status: 502 });
  answer = { status: 302, headers: { location: "/elsewhere" }, body: "" };
  expect(await refusal(client.get("/api/users"))).toMatchObject({ code: "answer_unreadable", status: 302 });
  expect(seen).toHaveLength(3);
  const nobody = createManagementClient({ url: "http://127.0.0.1:1", adminToken: TOKEN });
  expect(await refusal(nobody.get("/api/users"))).toMatchObject({ code: "unreachable" });
});

test("a caller may give up", async () => {
  const reason = new Error("enough");
  await expect(client.get("/api/users", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("no value makes another path of it, no token another header", async () => {
  for (const sid of ["", ".", ".."])
    expect(await refusal(client.get("/api/users/{sid}", { path: { sid } }))).toMatchObject({ code: "option_invalid" });
  expect(seen).toEqual([]);
  for (const adminToken of ["", "a\nb", "토큰"])
    expect(() => createManagementClient({ url: server.origin, adminToken })).toThrow(/`adminToken` is missing/);
});

/** Only compiled. */
export async function refusedByTheCompiler() {
  // @ts-expect-error no such path
  await client.get("/api/user");
  // @ts-expect-error no such method there
  await client.put("/api/users", {});
  // @ts-expect-error only the management API
  await client.get("/v2/Services");
  // @ts-expect-error `path` is missing
  await client.get("/api/users/{sid}");
  // @ts-expect-error `sid` is missing
  await client.get("/api/users/{sid}", { path: {} });
  // @ts-expect-error no such query
  await client.get("/api/users", { query: { telephone: "1" } });
  // @ts-expect-error no such status
  await client.get("/api/users", { query: { status: "asleep" } });
  // @ts-expect-error no body here
  await client.get("/api/users", { body: {} });
  // @ts-expect-error `body` is missing
  await client.post("/api/keys");
  // @ts-expect-error a publishable key belongs to a service
  await client.post("/api/keys", { body: { kind: "publishable", name: "shop" } });
  await client.post("/api/keys", { body: { kind: "publishable", name: "shop", serviceSid: "VA1" } });
  // @ts-expect-error a user has no such member
  (await client.get("/api/users/{sid}", { path: { sid: "US1" } })).telephone;
}
