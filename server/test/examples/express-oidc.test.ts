/** @module The Express example of sign-in, installed and started as its README says, with a browser between it and a real server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { follow, makeApplication } from "../oidc/kit.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { type Example, exampleEnv, exampleFolder, installExample, run, startExample } from "./examples.js";

const server = suite();
let example: Example;
let origin: string;

beforeAll(async () => {
  await installExample("express-oidc");
  await setExperience(server, {});
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const { clientId, clientSecret } = await makeApplication(server, {
    ...{ redirectUris: [`${origin}/callback`], postLogoutRedirectUris: [`${origin}/`] },
  });
  example = await startExample("express-oidc", {
    ...{ MUNJIGI_URL: server.origin, PORT: String(port) },
    ...{ MUNJIGI_CLIENT_ID: clientId, MUNJIGI_CLIENT_SECRET: clientSecret as string },
  });
});

afterAll(async () => {
  await example?.stop();
});

/** A browser that is at two sites. */
function browser() {
  const app = new Visitor(origin);
  const munjigi = new Visitor(server.origin);
  return {
    read: async () => await (await app.raw("GET", "/")).text(),
    /** A link of the app, over Munjigi, back to the app. */
    async go(path: string, number?: string) {
      const leaving = await app.raw("GET", path);
      const back = await follow(munjigi, new URL(leaving.headers.get("location") as string), number);
      expect(back.origin).toBe(origin);
      return await app.raw("GET", back.pathname + back.search);
    },
    app,
    munjigi,
  };
}

test("signs somebody in with their number, and out of both", async () => {
  const number = newNumber();
  const { read, go, munjigi } = browser();
  expect(await read()).toContain("Not signed in");
  await go("/login", number);
  expect(await read()).toMatch(new RegExp(`<b>\\${number}</b> \\(US[0-9a-f]{32}\\)`));
  await go("/logout");
  expect(await read()).toContain("Not signed in");
  await munjigi.open("/account");
  expect(munjigi.page?.url).toContain("/sign-in");
});

test("a callback that this browser did not ask for signs nobody in", async () => {
  const victim = browser();
  const attacker = browser();
  const leaving = await attacker.app.raw("GET", "/login");
  const back = await follow(attacker.munjigi, new URL(leaving.headers.get("location") as string), newNumber());
  await victim.app.raw("GET", "/login");
  const answer = await victim.app.raw("GET", back.pathname + back.search);
  expect(answer.status).toBe(400);
  expect(await victim.read()).toContain("Not signed in");
});

test("whoever declines is told so", async () => {
  const { app } = browser();
  const answer = await app.raw("GET", "/login");
  const state = new URL(answer.headers.get("location") as string).searchParams.get("state");
  const declined = await app.raw("GET", `/callback?error=access_denied&state=${state}&iss=${server.origin}/oidc`);
  expect([declined.status, await declined.text()]).toEqual([400, expect.stringContaining("access_denied")]);
});

test("without its settings it says which, and ends", async () => {
  const { code, output } = await run("npm", ["start"], { cwd: exampleFolder("express-oidc"), env: exampleEnv({}) });
  expect(code).toBe(1);
  expect(output).toContain("Not set: MUNJIGI_CLIENT_ID, MUNJIGI_CLIENT_SECRET. See README.md.");
});
