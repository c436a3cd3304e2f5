/** @module The API reference: openapi.json says what the server does, and its page draws it in a real browser. */
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../../scripts/find-browser.mjs";
import { AppError } from "../../dist/errors.js";
import { problemsWith } from "../../dist/reference/apis.js";
import { describeApi } from "../../dist/start/describe-api.js";
import { twilioErrors } from "../../dist/twilio/error-codes.js";
import { twilioErrorBody } from "../../dist/twilio/respond-error.js";
import {
  type Answer,
  call,
  check,
  credentials,
  newNumber,
  phone,
  randomNumber,
  readCode,
  service,
  start,
  startApp,
  suite,
  wrongCode,
} from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";
import { findViolations } from "../pages/look-at.js";

// biome-ignore lint/suspicious/noExplicitAny: a test walks it freely
const committed: any = JSON.parse(readFileSync(new URL("../../../openapi.json", import.meta.url), "utf8"));

/** `["GET", "/v2/Services"]` of every operation. */
const documented = Object.entries<object>(committed.paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => [method.toUpperCase(), path] as const),
);

const server = suite();

describe("openapi.json", () => {
  test("is valid OpenAPI 3.1", async () => {
    expect(committed.openapi).toMatch(/^3\.1\./);
    const result = await new Validator().validate(structuredClone(committed));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test("is what the routes say (else run npm run gen)", async () => {
    const { document } = await describeApi();
    expect(JSON.parse(JSON.stringify(document))).toEqual(committed);
  });

  test("every route is in it or in the list of those that are not, and the other way round", async () => {
    const { routes } = await describeApi();
    expect(problemsWith(routes)).toEqual([]);
    expect(problemsWith([...routes, "GET /v2/Nothing"])).toEqual([
      expect.stringMatching(/^GET \/v2\/Nothing .* add it/),
    ]);
    expect(problemsWith(routes.filter((route) => route !== "GET /livez"))).toEqual([
      expect.stringMatching(/^GET \/livez .* take it out/),
    ]);
    // The running server's routes are those the document was made of.
    for (const [method, path] of documented) {
      const url = path.replace(/\{(\w+)\}/g, ":$1");
      expect(routes).toContain(`${method} ${path}`);
      expect(server.app.http.hasRoute({ method: method as "GET", url }), `${method} ${url}`).toBe(true);
    }
  });

  test("every operation has words, a name of its own, and a key where one is needed", () => {
    const names = new Set<string>();
    for (const [method, path] of documented) {
      const operation = committed.paths[path][method.toLowerCase()];
      expect(operation.summary, path).toMatch(/\S/);
      expect(operation.tags).toHaveLength(1);
      names.add(operation.operationId);
      const scheme = { v2: "accountKey", auth: "publishableKey", api: "adminToken" }[path.split("/")[1] as string];
      if (scheme) expect(operation.security).toEqual([{ [scheme]: [] }]);
      if (path.startsWith("/v2/") && operation.requestBody)
        expect(Object.keys(operation.requestBody.content)).toEqual(["application/x-www-form-urlencoded"]);
      for (const [status, answer] of Object.entries<object>(operation.responses))
        if (status === "429" || status === "503") expect(resolve(answer).headers).toHaveProperty("Retry-After");
    }
    expect(names.size).toBe(documented.length);
  });

  test("every failure of /v2 has a code of Twilio's, and no other has one", () => {
    // Of a path that is no operation's.
    const told = new Set(["request.not_found"]);
    for (const [method, path] of documented.filter(([, path]) => path.startsWith("/v2/")))
      for (const answer of Object.values(committed.paths[path][method.toLowerCase()].responses).map(resolve))
        for (const name of Object.keys(answer.content?.["application/json"]?.examples ?? {})) told.add(name);
    expect(Object.keys(twilioErrors).toSorted()).toEqual([...told].toSorted());
    // Should one be thrown there all the same, its status says which code.
    const { code, message } = twilioErrorBody(new AppError("message.not_found"), "/Attempts");
    expect([code, message]).toEqual([20404, "There is no such message."]);
  });

  test("is served under the server's own address, to any site and under any name", async () => {
    const answer = await server.app.http.inject({ url: "/openapi.json", headers: { host: "internal-name" } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(answer.json()).toEqual({ ...committed, servers: [{ url: server.origin }] });
  });

  test("in production it leaves out what is not there", async () => {
    const production = await startApp(server, {
      env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" },
    });
    const { servers, paths } = (await production.app.http.inject({ url: "/openapi.json" })).json();
    expect(servers).toEqual([{ url: "https://id.example.com" }]);
    expect(Object.keys(committed.paths).filter((path) => !(path in paths))).toEqual(["/dev/inbox.json"]);
    for (const path of Object.keys(paths)) {
      const [method = ""] = Object.keys(paths[path]);
      const url = path.replace(/\{(\w+)\}/g, ":$1");
      expect(production.app.http.hasRoute({ method: method.toUpperCase() as "GET", url }), path).toBe(true);
    }
    const page = (host: string) => production.app.http.inject({ url: "/docs", headers: { host } });
    expect((await page("id.example.com")).statusCode).toBe(200);
    expect((await page("localhost")).statusCode).toBe(421);
    await production.stop();
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a test walks it freely
const resolve = (node: any): any => {
  const name = /^#\/components\/responses\/(.+)$/.exec(node?.$ref ?? "")?.[1];
  return name ? committed.components.responses[name] : node;
};

describe("real answers are as it says", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(committed, "openapi");

  interface Named {
    code?: number;
    title?: string;
    error?: string;
  }

  /** Holds an answer against the schema and the headers of its operation and status. */
  function expectAsDocumented(method: string, path: string, answer: Answer, status: number): void {
    expect([answer.status, answer.body], `${method} ${path}`).toEqual([status, answer.body]);
    const documented = resolve(committed.paths[path][method.toLowerCase()].responses[status]);
    expect(documented, `${method} ${path} ${status}`).toBeDefined();
    for (const name of Object.keys(documented.headers ?? {})) expect(answer.headers.has(name), name).toBe(true);
    if (!documented.content) return;
    const [type] = Object.keys(documented.content) as [string];
    const content = documented.content[type] as { schema: object; examples?: Record<string, { value: Named }> };
    expect(answer.headers.get("content-type")).toContain(type.split(";")[0]);
    const schema = JSON.parse(JSON.stringify(content.schema).replaceAll('"#/', '"openapi#/'));
    const validate = ajv.compile(schema);
    expect(validate(answer.body) ? [] : validate.errors, `${method} ${path} ${status}`).toEqual([]);
    // An error is one of the examples, but for what differs from request to request.
    if (status >= 400) {
      const key = ({ code, title, error }: Named) => code ?? title ?? error;
      const examples = Object.values(content.examples ?? {}).map(({ value }) => value);
      expect(examples.map(key)).toContain(key(answer.body));
      if (path.startsWith("/auth") && status !== 428 && status !== 429) expect(examples).toContainEqual(answer.body);
    }
  }

  const admin = async (
    path: string,
    body?: unknown,
    method = body === undefined ? "GET" : "POST",
    token = credentials.adminToken,
  ) => {
    const response = await fetch(`${server.origin}/api${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/json" }) },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined } as Answer;
  };

  test("/v2", async () => {
    const { origin } = server;
    const verifications = "/v2/Services/{ServiceSid}/Verifications";
    const one = `${verifications}/{Sid}`;
    const to = newNumber();
    const started = await start(origin, to, { Tags: '{"a":"b"}' });
    expectAsDocumented("POST", verifications, started, 201);
    expectAsDocumented("GET", one, await call(origin, `${service}/Verifications/${started.body.sid}`), 200);
    const code = await readCode(origin, to);
    const checks = "/v2/Services/{ServiceSid}/VerificationCheck";
    expectAsDocumented("POST", checks, await check(origin, to, wrongCode(code)), 200);
    expectAsDocumented("POST", checks, await check(origin, to, code), 200);
    expectAsDocumented("POST", checks, await check(origin, to, code), 404);
    expectAsDocumented("POST", checks, await call(origin, `${service}/VerificationCheck`, { Code: code }), 400);
    expectAsDocumented("POST", verifications, await start(origin, "12"), 400);
    expectAsDocumented("POST", verifications, await start(origin, "+12025550123"), 403);
    expectAsDocumented("GET", one, await call(origin, `${service}/Verifications/VE${"0".repeat(32)}`), 404);
    const other = newNumber();
    await eventually(async () => (await start(origin, other)).status === 429);
    expectAsDocumented("POST", verifications, await start(origin, other), 429);
    const cancelled = await call(origin, `${service}/Verifications/${other}`, { Status: "canceled" });
    expectAsDocumented("POST", one, cancelled, 200);
    const created = await call(origin, "/Services", { FriendlyName: "shop" });
    expectAsDocumented("POST", "/v2/Services", created, 201);
    expectAsDocumented("GET", "/v2/Services", await call(origin, "/Services?PageSize=1"), 200);
    expectAsDocumented("GET", "/v2/Attempts", await call(origin, "/Attempts?PageSize=2"), 200);
    expectAsDocumented("GET", "/v2/Templates", await call(origin, "/Templates"), 200);
    expectAsDocumented("GET", "/v2/Attempts/Summary", await call(origin, "/Attempts/Summary"), 200);
    const named = await call(origin, `${service}/RateLimits`, { UniqueName: "session" });
    const limits = "/v2/Services/{ServiceSid}/RateLimits";
    expectAsDocumented("POST", limits, named, 201);
    const bucket = await call(origin, `${service}/RateLimits/${named.body.sid}/Buckets`, { Max: "5", Interval: "60" });
    expectAsDocumented("POST", `${limits}/{RateLimitSid}/Buckets`, bucket, 201);
    expectAsDocumented("GET", limits, await call(origin, `${service}/RateLimits`), 200);
    const safe = await call(origin, "/SafeList/Numbers", { PhoneNumber: newNumber() });
    expectAsDocumented("POST", "/v2/SafeList/Numbers", safe, 201);
    const deleted = await call(origin, `/Services/${created.body.sid}`, undefined, { method: "DELETE" });
    expectAsDocumented("DELETE", "/v2/Services/{ServiceSid}", deleted, 204);
    expectAsDocumented("GET", "/v2/Services/{ServiceSid}", await call(origin, `/Services/${created.body.sid}`), 404);
    const refused = await call(origin, "/Services", undefined, { headers: { authorization: "Basic eDp5" } });
    expectAsDocumented("GET", "/v2/Services", refused, 401);
    const json = { body: "{}", headers: { "content-type": "application/json" } };
    expectAsDocumented("POST", "/v2/Services", await call(origin, "/Services", {}, json), 415);
  });

  test("/auth", async () => {
    const { origin } = server;
    const phoneNumber = randomNumber();
    const sent = await phone(origin, "/phone", { phoneNumber });
    expectAsDocumented("POST", "/auth/phone", sent, 200);
    expectAsDocumented("POST", "/auth/phone", await phone(origin, "/phone", { phoneNumber }), 429);
    expectAsDocumented("POST", "/auth/phone", await phone(origin, "/phone", { phoneNumber: "02-123-4567" }), 400);
    expectAsDocumented("POST", "/auth/phone", await phone(origin, "/phone", { phoneNumber: "+12025550123" }), 403);
    const strange = await phone(
      origin,
      "/phone",
      { phoneNumber },
      { "x-munjigi-key": "pk_x", "accept-language": "en" },
    );
    expectAsDocumented("POST", "/auth/phone", strange, 401);
    const elsewhere = await phone(origin, "/phone", { phoneNumber }, { origin: "https://evil.example" });
    expectAsDocumented("POST", "/auth/phone", elsewhere, 403);
    const code = await readCode(origin, phoneNumber);
    const path = "/auth/phone-verification";
    const enter = (entered: string) => phone(origin, "/phone-verification", { phoneNumber, code: entered });
    expectAsDocumented("POST", path, await enter(wrongCode(code)), 403);
    expectAsDocumented("POST", path, await enter(code), 200);
    expectAsDocumented("POST", path, await enter(code), 409);
    const never = { phoneNumber: randomNumber(), code };
    expectAsDocumented("POST", path, await phone(origin, "/phone-verification", never), 400);
    expectAsDocumented("GET", "/auth/challenge", await phone(origin, "/challenge"), 200);

    const key = await admin("/keys", {
      kind: "publishable",
      name: "careful",
      serviceSid: credentials.serviceSid,
      challenge: "always",
    });
    expectAsDocumented("POST", "/api/keys", key, 201);
    const asked = await phone(origin, "/phone", { phoneNumber: randomNumber() }, { "x-munjigi-key": key.body.secret });
    expectAsDocumented("POST", "/auth/phone", asked, 428);
    expect(asked.body.challenge.signature).toMatch(/^[0-9a-f]{64}$/);
  });

  test("/api and operations", async () => {
    const keys = await admin("/keys");
    expectAsDocumented("GET", "/api/keys", keys, 200);
    expectAsDocumented("POST", "/api/keys", await admin("/keys", { kind: "secret", name: "" }), 400);
    expectAsDocumented("GET", "/api/keys", await admin("/keys", undefined, "GET", "wrong"), 401);
    expectAsDocumented("PATCH", "/api/keys/{id}", await admin("/keys/SKnone", { name: "x" }, "PATCH"), 404);
    const [last] = keys.body.keys.filter((key: { kind: string }) => key.kind === "admin");
    expectAsDocumented("DELETE", "/api/keys/{id}", await admin(`/keys/${last.id}`, undefined, "DELETE"), 409);
    const limits = `/services/${credentials.serviceSid}/limits`;
    expectAsDocumented("GET", "/api/services/{sid}/limits", await admin(limits), 200);
    const example = committed.paths["/api/services/{sid}/limits"].patch.requestBody.content["application/json"].example;
    expectAsDocumented("PATCH", "/api/services/{sid}/limits", await admin(limits, example, "PATCH"), 200);
    const exampleOf = (path: string) => committed.paths[path].post.requestBody.content["application/json"].example;
    const template = await admin("/templates", exampleOf("/api/templates"));
    expectAsDocumented("POST", "/api/templates", template, 201);
    expectAsDocumented("POST", "/api/keys", await admin("/keys", exampleOf("/api/keys")), 201);
    expectAsDocumented("GET", "/api/signing-keys", await admin("/signing-keys"), 200);
    expectAsDocumented("POST", "/api/signing-keys", await admin("/signing-keys", {}), 201);
    expectAsDocumented("POST", "/api/signing-keys", await admin("/signing-keys", {}), 200);
    for (const path of ["/livez", "/readyz", "/.well-known/jwks.json", "/openapi.json", "/dev/inbox.json"]) {
      const response = await fetch(server.origin + path);
      expectAsDocumented(
        "GET",
        path,
        { status: response.status, headers: response.headers, body: await response.json() },
        200,
      );
    }
  });
});

/** From 150 entries on Swagger UI draws those that are seen: the page is looked through from top to bottom, until `n` were seen. */
async function seeOperations(page: Page, n: number): Promise<void> {
  const seen = new Set<string>();
  await eventually(async () => {
    const ids = await page.evaluate(`[...document.querySelectorAll(".opblock")].map(({ id }) => id)`);
    for (const id of ids as string[]) seen.add(id);
    // What came by too fast is met in the next round.
    await page.evaluate(
      "scrollY + innerHeight >= document.documentElement.scrollHeight - 2 ? scrollTo(0, 0) : scrollBy(0, 600)",
    );
    return seen.size >= n;
  });
  await page.evaluate("scrollTo(0, 0)");
  expect(seen.size).toBe(n);
}

describe("the page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  });
  afterAll(async () => await browser.close());

  test.each(["light", "dark"] as const)(
    "in %s: all operations, nothing from elsewhere, nothing against its policy",
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1200, height: 1000 } });
      const page = await context.newPage();
      page.setDefaultTimeout(slowed(60_000));
      const complaints: string[] = [];
      const hosts = new Set<string>();
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => request.url().startsWith("data:") || hosts.add(new URL(request.url()).origin));
      const answer = await page.goto(`${server.origin}/docs`);
      expect(answer?.headers()["content-security-policy"]).not.toMatch(/unsafe|http|\*/);
      await page.locator(".opblock").first().waitFor();
      await seeOperations(page, documented.length);
      expect(await page.locator("html.dark-mode").count()).toBe(colorScheme === "dark" ? 1 : 0);
      const screenshot = process.env.MUNJIGI_SCREENSHOT;

      // The key, then an operation: it asks this server.
      await page.locator(".btn.authorize").click();
      const dialog = page.locator(".dialog-ux");
      expect(await dialog.locator(".modal-ux-content").evaluate((content) => content.scrollTop)).toBe(0);
      expect(await page.locator("#auth-basic-username").evaluate((field) => field === document.activeElement)).toBe(
        true,
      );
      const scheme = dialog.locator(".auth-container", { hasText: "publishableKey" });
      await scheme.getByLabel("Value:").fill(credentials.publishableKey);
      await scheme.locator("button.authorize").click();
      const account = dialog.locator(".auth-container", { has: page.locator("#auth-basic-username") });
      await account.locator("#auth-basic-username").fill(credentials.accountSid);
      await account.locator("#auth-basic-password").fill(credentials.authToken);
      await account.locator("button.authorize").click();
      // Whatever the window is, the way out is in it; and what the dialogue holds can be scrolled to.
      const window = page.viewportSize() as { width: number; height: number };
      for (const [width, height] of [
        [1440, 900],
        [1280, 500],
        [800, 400],
        [360, 640],
        [320, 480],
      ] as const) {
        await page.setViewportSize({ width, height });
        const box = await dialog.locator(".modal-ux").boundingBox();
        expect([width, box && box.x >= 0 && box.y >= 0]).toEqual([width, true]);
        expect([width, box && box.x + box.width <= width && box.y + box.height <= height]).toEqual([width, true]);
        const last = dialog.locator(".btn-done").last();
        await last.scrollIntoViewIfNeeded();
        expect(await last.isVisible()).toBe(true);
      }
      await page.setViewportSize(window);
      expect(await findViolations(page, ["color-contrast"])).toEqual([]);
      await dialog.locator(".close-modal").click();
      const operation = page.locator(".opblock", { hasText: "Send a code" });
      await operation.locator(".opblock-summary-control").click();
      const body = operation.locator("textarea.body-param__text");
      expect(JSON.parse(await body.inputValue())).toEqual({ phoneNumber: "01012345678" });
      await body.fill(JSON.stringify({ phoneNumber: randomNumber() }));
      await operation.locator(".execute").click();
      await operation.locator(".live-responses-table .response-col_status", { hasText: "200" }).waitFor();
      if (screenshot)
        await page.screenshot({ path: screenshot.replace(".png", `-${colorScheme}.png`), fullPage: true });
      const form = page.locator(".opblock", { hasText: "Start a verification" });
      await eventually(async () => {
        if ((await form.count()) > 0) return true;
        // What came by too fast is met in the next round.
        await page.evaluate(
          "scrollY + innerHeight >= document.documentElement.scrollHeight - 2 ? scrollTo(0, 0) : scrollBy(0, 600)",
        );
      });
      await form.locator(".opblock-summary-control").click();
      await form.getByPlaceholder("ServiceSid").fill(credentials.serviceSid);
      const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().includes("/v2/"));
      await form.locator(".execute").click();
      expect((await sent).postData()?.split("&").sort()).toEqual(["Channel=sms", "To=%2B821012345678"]);
      await form.locator(".live-responses-table .response-col_status", { hasText: "201" }).waitFor();
      for (const method of ["get", "put", "patch", "delete"]) {
        const one = page.locator(`.opblock-${method} .opblock-summary-control[aria-expanded=false]`).first();
        await eventually(async () => {
          if ((await one.count()) > 0) return true;
          // What came by too fast is met in the next round.
          await page.evaluate(
            "scrollY + innerHeight >= document.documentElement.scrollHeight - 2 ? scrollTo(0, 0) : scrollBy(0, 600)",
          );
        });
        await one.click();
        expect([method, await findViolations(page, ["color-contrast"])]).toEqual([method, []]);
      }
      expect(complaints).toEqual([]);
      expect([...hosts]).toEqual([server.origin]);
      await context.close();
    },
  );

  test("another Host is refused, a loopback name is not, and only what it needs is served", async () => {
    const ask = (path: string, host: string) =>
      new Promise<number | undefined>((done, fail) => {
        httpRequest(server.origin + path, { headers: { host } }, (response) => done(response.resume().statusCode))
          .on("error", fail)
          .end();
      });
    expect(await ask("/docs", "evil.example")).toBe(421);
    expect(await ask("/docs", new URL(server.origin).host.replace("localhost", "127.0.0.1"))).toBe(200);
    expect(await ask("/docs/ui/swagger-ui.css", "localhost")).toBe(200);
    expect(await ask("/docs/ui/oauth2-redirect.html", "localhost")).toBe(404);
  });
});
