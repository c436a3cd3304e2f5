/** @module What the documentation says of OpenID Connect is what the server does; its commands and provider objects run. */
import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CLAIMS } from "../../dist/oidc/claims.js";
import { credentials, newNumber, suite } from "../harness.js";
import { hasPyJwt, python, slowClock } from "../kit/python.js";
import { codeOf, Visitor } from "../signin/face.js";
import { addEmail, setExperience } from "../signin/kit.js";
import { authorize, callbackOf, discover, exchange, makeApplication } from "./kit.js";

const server = suite();
let folder: string;

beforeAll(async () => {
  await setExperience(server, {});
  // As a start of the server leaves it.
  folder = await mkdtemp(join(tmpdir(), "munjigi-docs-"));
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "data/credentials.env"), `MUNJIGI_ADMIN_TOKEN=${credentials.adminToken}\n`);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
  await server.sql`delete from resources where indicator not in (select jsonb_array_elements_text(resources) from applications)`;
});

/** Runs commands of a page, in front of this suite's server. */
async function shell(commands: string, env: Record<string, string> = {}): Promise<string> {
  const child = spawn("bash", ["-e", "-c", commands.replaceAll("http://localhost:8010", server.origin)], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return await text(child.stdout);
}

/** The objects of an output, one after another. */
const objectsIn = (output: string) =>
  output
    .replaceAll("}{", "}\n{")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The commands are typed as they stand; a bare machine has no curl. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0 && spawnSync("bash", ["--version"]).status === 0;

describe.each(["openid-connect.md", "openid-connect.ko.md"])("%s", (name) => {
  let page = "";
  const between = (mark: string) => page.split(`<!-- ${mark} -->`)[1]?.split(`<!-- /${mark} -->`)[0] ?? "";
  const block = (mark: string) => /```\w+\n([\s\S]+?)```/.exec(between(mark))?.[1] ?? "";
  const rows = (mark: string) =>
    [...between(mark).matchAll(/^\| `?([^|`]+)`? \| `?([^|`]+)`? \| ([^|]*) \|/gm)].map(([, ...cells]) =>
      cells.map((cell) => cell.trim()),
    );

  beforeAll(async () => {
    page = await readFile(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
  });

  test("has every scope and claim, and where each is", async () => {
    const [, ...found] = rows("claims");
    const expected = Object.entries(CLAIMS).flatMap(([scope, claims]) => claims.map((claim) => `${scope} ${claim}`));
    expect(found.map(([scope, claim]) => `${scope} ${claim}`)).toEqual(expected);
    const config = await discover(server.origin, await makeApplication(server));
    const visitor = new Visitor(server.origin);
    const first = await exchange(config, await authorize(config, visitor, { number: newNumber() }));
    const sub = first.claims()?.sub as string;
    await addEmail(server.sql, sub, `docs.${name}@example.com`);
    await server.sql`update users set name = '김하늘', picture_url = 'https://shop.example/kim.png' where sid = ${sub}`;
    await server.sql`insert into identifiers (sid, user_sid, kind, value) values (${`ID${sub.slice(2)}`}, ${sub}, 'username', ${name.replaceAll(".", "-")})`;
    const way = await authorize(config, visitor, { parameters: { scope: "openid profile phone email organizations" } });
    const tokens = await exchange(config, way);
    const response = await fetch(`${server.origin}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    const userinfo = (await response.json()) as object;
    for (const [, claim = "", where = ""] of found) {
      expect([claim, claim in (tokens.claims() ?? {})]).toEqual([claim, true]);
      expect([claim, claim in userinfo]).toEqual([claim, where !== "id_token"]);
    }
  });

  test("has every endpoint of the metadata", async () => {
    const response = await fetch(`${server.origin}/oidc/.well-known/openid-configuration`);
    const metadata = (await response.json()) as Record<string, string>;
    const served = Object.keys(metadata).filter((key) => /_endpoint$|^jwks_uri$/.test(key));
    const told = new Map(
      [...between("endpoints").matchAll(/^\| `([^`]+)` \| `([^`]+)` \|/gm)].map(([, at, key]) => [key, at]),
    );
    expect([...told.keys()].toSorted()).toEqual(served.toSorted());
    for (const [key, at] of told) expect(metadata[key as string]).toBe(server.origin + at);
  });

  test.skipIf(!hasCurl)(
    "the ten minutes: an application by its command, and the claims that the page shows",
    async () => {
      const application = JSON.parse(await shell(block("ten-minutes")));
      const config = await discover(server.origin, application);
      const redirect_uri = "http://localhost:4001/callback";
      const way = await authorize(config, new Visitor(server.origin), {
        number: newNumber(),
        parameters: { redirect_uri },
      });
      const shown = JSON.parse(/```json\n([\s\S]+?)```/.exec(page)?.[1] ?? "");
      const claims = (await exchange(config, way)).claims();
      expect(
        Object.keys({ ...claims })
          .filter((claim) => claim !== "nonce")
          .toSorted(),
      ).toEqual(Object.keys(shown).toSorted());
    },
  );

  test.skipIf(!hasCurl)("a program's token by its commands", async () => {
    const output = objectsIn(await shell(block("machine")));
    const { access_token, scope, expires_in } = output.at(-1);
    expect([scope, expires_in]).toEqual(["orders:read", 300]);
    expect(decodeJwt(access_token)).toMatchObject({ aud: "https://api.shop.example", scope: "orders:read" });
    const { iat = 0 } = decodeJwt(access_token);
    expect(iat).toBeLessThanOrEqual(Date.now() / 1000);
    if (hasPyJwt) {
      const sample = /```python\n([\s\S]+?)```/.exec(page)?.[1]?.replaceAll("https://id.shop.example", server.origin);
      const read = (token: string) => `
try:
    print(read_access_token(${JSON.stringify(token)})["scope"])
except jwt.InvalidTokenError as error:
    print(error)
`;
      expect(await python(`${sample}${read(access_token)}`)).toBe("orders:read");
      expect(await python(`${sample}${slowClock(4)}${read(access_token)}`)).toBe("orders:read");
      const elsewhere = sample?.replace("https://api.shop.example", "https://other.shop.example");
      expect(await python(`${elsewhere}${read(access_token)}`)).toMatch(/audience/i);
    }
    await server.sql`delete from applications where type = 'machine'`;
  });

  test.skipIf(!hasCurl)("the code and userinfo by hand, without PKCE", async () => {
    const redirect_uri = "http://localhost:4001/callback";
    const { clientId, clientSecret = "" } = await makeApplication(server, {
      redirectUris: [redirect_uri],
      requirePkce: false,
    });
    const visitor = new Visitor(server.origin);
    const query = new URLSearchParams({ client_id: clientId, redirect_uri, response_type: "code", state: "s" });
    await visitor.open(`/oidc/auth?${query}`);
    const number = newNumber();
    await visitor.act("send", { phone: number });
    await visitor.act("check", { code: await codeOf(server.origin, number) });
    const [exchanging = "", asking = ""] = block("oauth").split(/^#.*$/m);
    const env = { MUNJIGI_CLIENT_ID: clientId, MUNJIGI_CLIENT_SECRET: clientSecret };
    const [tokens] = objectsIn(
      await shell(exchanging, { ...env, CODE: callbackOf(visitor).searchParams.get("code") as string }),
    );
    expect(tokens).toMatchObject({ expires_in: 300, scope: "openid profile phone", token_type: "Bearer" });
    const [user] = objectsIn(await shell(asking, { ACCESS_TOKEN: tokens.access_token }));
    const [, shown = "", shownUser = ""] = block("oauth").match(/# (\{.+\})[\s\S]+# (\{.+\})/) ?? [];
    expect([Object.keys(tokens).toSorted(), Object.keys(user).toSorted()]).toEqual([
      Object.keys(JSON.parse(shown)).toSorted(),
      Object.keys(JSON.parse(shownUser)).toSorted(),
    ]);
  });

  test.skipIf(!hasCurl)("an app on a device by its command: its scheme, and a refresh token", async () => {
    const application = JSON.parse(await shell(block("native"), { MUNJIGI_ADMIN_TOKEN: credentials.adminToken }));
    const config = await discover(server.origin, application);
    const visitor = new Visitor(server.origin);
    const parameters = { redirect_uri: "com.example.shop:/callback", scope: "openid profile phone offline_access" };
    await authorize(config, visitor, { number: newNumber(), parameters }).catch(() => {});
    expect(visitor.page?.location).toMatch(/^com\.example\.shop:\/callback\?code=/);
  });

  test.each(["auth-js", "next-auth-4"])("the provider object of %s names what is served", async (mark) => {
    const env = { MUNJIGI_URL: server.origin, MUNJIGI_CLIENT_ID: "AP1", MUNJIGI_CLIENT_SECRET: "secret" };
    const child = spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `${block(mark)}; console.log(JSON.stringify({...munjigi, user: munjigi.profile({sub: "US1", phone_number: "+8210"})}))`,
      ],
      { env, stdio: ["ignore", "pipe", "inherit"] },
    );
    const { issuer, wellKnown, user } = JSON.parse(await text(child.stdout));
    const response = await fetch(wellKnown ?? `${issuer}/.well-known/openid-configuration`);
    const metadata = (await response.json()) as { issuer: string };
    expect(metadata.issuer).toBe(`${server.origin}/oidc`);
    expect(user).toEqual({ id: "US1", phone: "+8210" });
  });
});
