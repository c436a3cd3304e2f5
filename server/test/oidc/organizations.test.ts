/** @module What applications are told of organizations: with the scope for it, as it is now, and nothing of whoever may be another. */
import * as client from "openid-client";
import { expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { userOf } from "../organizations/kit.js";
import { Visitor } from "../signin/face.js";
import { authorize, discover, exchange, makeApplication, manage } from "./kit.js";

const server = suite();
const request = (method: string, path: string, body?: unknown) => manage(server.origin, method, `/api${path}`, body);

async function makeOrganization(name: string): Promise<string> {
  return (await request("POST", "/organizations", { name })).id;
}

async function signIn(number: string, scope: string, more: object = {}) {
  const config = await discover(server.origin, await makeApplication(server, more));
  const tokens = await exchange(
    config,
    await authorize(config, new Visitor(server.origin), { number, parameters: { scope } }),
  );
  const info = async (token = tokens.access_token) =>
    (await client.fetchUserInfo(config, token, tokens.claims()?.sub as string)) as Record<string, unknown>;
  return { config, tokens, info };
}

test("ids and roles in the id_token and at userinfo, as they are now, with the scope alone", async () => {
  const number = newNumber();
  const { tokens, info, config } = await signIn(number, "openid organizations offline_access");
  expect(tokens.claims()).toMatchObject({ organizations: [], organization_roles: [] });
  const user = (await userOf(server, number)) as string;
  const [one, two] = [await makeOrganization("한빛상사"), await makeOrganization("두빛상사")];
  await request("PUT", `/organizations/${one}/members/${user}`, { roles: ["member", "admin"] });
  await request("PUT", `/organizations/${two}/members/${user}`, { roles: ["owner"] });
  const told = {
    organizations: [one, two],
    organization_roles: [`${one}:admin`, `${one}:member`, `${two}:owner`],
  };
  expect(await info()).toMatchObject(told);
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token as string);
  expect(renewed.claims()).toMatchObject(told);
  await request("DELETE", `/organizations/${one}`);
  await request("DELETE", `/organizations/${two}/members/${user}`);
  expect(await info(renewed.access_token)).toMatchObject({ organizations: [], organization_roles: [] });
  const without = await signIn(number, "openid profile phone");
  expect(without.tokens.claims()).not.toHaveProperty("organizations");
  expect(await without.info()).not.toHaveProperty("organization_roles");
});

test("an application of another's gets them once they are allowed", async () => {
  const visitor = new Visitor(server.origin);
  const number = newNumber();
  const config = await discover(server.origin, await makeApplication(server, { firstParty: false }));
  await authorize(config, visitor, { number, parameters: { scope: "openid organizations" } }).catch(() => undefined);
  expect([visitor.page?.state, visitor.page?.text]).toEqual([
    "authorize",
    expect.stringMatching(/속한 조직|Your organizations/),
  ]);
});

test("metadata names the scope and its claims", async () => {
  const metadata = await (await fetch(`${server.origin}/oidc/.well-known/openid-configuration`)).json();
  expect(metadata.scopes_supported).toContain("organizations");
  expect(metadata.claims_supported).toEqual(expect.arrayContaining(["organizations", "organization_roles"]));
});
