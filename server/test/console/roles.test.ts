/** @module What each role may do: every route of the management API with every role, and none that a rule forgot. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { adminReads, lightRoutes, needsFreshProof, operatorRoutes, roleFor } from "../../dist/console/role.js";
import { suite } from "../harness.js";
import { manage } from "../kit/vendors.js";
import { ageSession, type ConsoleBrowser, enter } from "./kit.js";

const server = suite();

interface Route {
  method: string;
  /** As openapi.json writes it. */
  path: string;
}

const METHODS = ["get", "post", "put", "patch", "delete"];
const openapi = JSON.parse(await readFile(new URL("../../../openapi.json", import.meta.url), "utf8"));
const routes: Route[] = Object.entries(openapi.paths as Record<string, object>)
  .filter(([path]) => path.startsWith("/api/"))
  .flatMap(([path, of]) => METHODS.filter((one) => one in of).map((one) => ({ method: one.toUpperCase(), path })));
/** As Fastify does. */
const patternOf = ({ method, path }: Route) => [method, path.replace(/\{(\w+)\}/g, ":$1")] as const;
const names = new Set(routes.map((route) => patternOf(route).join(" ")));

/** An address that names nothing: whoever is let in hears that. */
const addressOf = ({ path }: Route) => path.replace(/\{\w+\}/g, "US00000000000000000000000000000000");
const refusalOf = async (browser: ConsoleBrowser, route: Route) => {
  const body = route.method === "GET" || route.method === "DELETE" ? undefined : {};
  const { status, body: answer } = await browser.ask(route.method, addressOf(route), body);
  const title = (answer as { title?: string }).title ?? "";
  return [status, status === 401 || status === 403 ? title : "let in"] as const;
};

test("the rules name only what there is", () => {
  for (const rule of [...operatorRoutes, ...adminReads, ...lightRoutes]) expect(names, rule).toContain(rule);
  expect(routes.length).toBeGreaterThan(100);
});

describe.each(["viewer", "operator", "admin"] as const)("a %s", (role) => {
  let browser: ConsoleBrowser & { sid: string };
  beforeAll(async () => {
    await enter(server);
    browser = await enter(server, role);
  });

  test("may what their role says, and nothing else, at every route", async () => {
    const ranks = ["viewer", "operator", "admin"];
    for (const route of routes) {
      // What ends the session that the test goes on with comes last, in a test of its own.
      const [method, pattern] = patternOf(route);
      const isAllowed = ranks.indexOf(role) >= ranks.indexOf(roleFor(method, pattern));
      const [status, title] = await refusalOf(browser, route);
      expect(title, `${method} ${pattern}: ${status}`).toBe(isAllowed ? "let in" : "console.role_too_low");
      if (!isAllowed) expect(status).toBe(403);
    }
    expect((await browser.session()).body.role).toBe(role);
  });

  test("shows their passkey once more for what is secret or cannot be taken back", async () => {
    await ageSession(server.sql, browser.sid, "proved_at", 601);
    for (const route of routes) {
      const [method, pattern] = patternOf(route);
      const ranks = ["viewer", "operator", "admin"];
      if (ranks.indexOf(role) < ranks.indexOf(roleFor(method, pattern))) continue;
      const [, title] = await refusalOf(browser, route);
      expect(title, `${method} ${pattern}`).toBe(needsFreshProof(method, pattern) ? "console.proof_too_old" : "let in");
    }
  });
});

test("a viewer changes nothing that is there, and neither does a page of another site with an admin's cookie", async () => {
  const [viewer, admin] = [await enter(server, "viewer"), await enter(server)];
  const before = await manage(server.origin, "GET", "/settings/export");
  for (const route of routes.filter(({ method }) => method !== "GET")) {
    const body = route.method === "DELETE" ? undefined : {};
    expect((await viewer.ask(route.method, addressOf(route), body)).status).toBe(403);
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const { status, body: answer } = await admin.ask(route.method, addressOf(route), body, foreign);
    expect([status, (answer as { title: string }).title]).toEqual([403, "request.other_site"]);
  }
  const after = await manage(server.origin, "GET", "/settings/export");
  expect(after.body).toEqual(before.body);
});

test("a page's refusal asks for no password of the browser", async () => {
  const response = await fetch(`${server.origin}/api/users`, { headers: { "sec-fetch-dest": "empty" } });
  expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, null]);
});
