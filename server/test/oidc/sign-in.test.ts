/** @module Applications sign people in: a library's whole way, with every kind of application and prompt. */
import * as client from "openid-client";
import { expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { authorize, discover, exchange, makeApplication } from "./kit.js";

const server = suite();

test("a new number: code, tokens, the verified number, a refresh, and the end", async () => {
  await setExperience(server, {});
  const config = await discover(server.origin, await makeApplication(server));
  const number = newNumber();
  const visitor = new Visitor(server.origin);
  const way = await authorize(config, visitor, {
    number,
    parameters: { scope: "openid profile phone offline_access" },
  });
  const tokens = await exchange(config, way);
  expect(tokens.claims()).toMatchObject({ phone_number: number, phone_number_verified: true, amr: ["sms"] });
  const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub as string);
  expect(info).toMatchObject({ phone_number: number, phone_number_verified: true });
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token as string);
  expect(renewed.claims()?.auth_time).toBe(tokens.claims()?.auth_time);
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
});
