/** @module Social sign-in in the sign-in experience: the order of the buttons, and names that are none. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { experienceSchema } from "../../dist/experience/experience.js";
import { orderSocial } from "../../dist/experience/order-social.js";
import { startApp, suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

const module = fileURLToPath(new URL("../connectors/social-kinds.mjs", import.meta.url));
const server = suite({ env: { MUNJIGI_CONNECTORS: module } });

async function change(patch: object, language = "en", origin = server.origin) {
  const { headers } = await manage(origin, "GET", "/sign-in-experience");
  const given = { "if-match": headers.get("etag") as string, "accept-language": language };
  return await manage(origin, "PATCH", "/sign-in-experience", patch, { headers: given });
}

const create = async (more: object = {}) => {
  const body = { connectorId: "fake-social", config: { clientId: "app" }, ...more };
  return (await manage(server.origin, "POST", "/connectors", body)).body.id as string;
};

test("kinds and connectors may be named, each once", async () => {
  const id = await create();
  const order = [id, "fake-own-address", "fake-social", id];
  const { status, body } = await change({ social: { order, trustPhone: true } });
  expect([status, body.social]).toEqual([200, { order: order.slice(0, 3), askIdentifiers: true, trustPhone: true }]);
  const { body: audit } = await manage(server.origin, "GET", "/audit-log?type=experience.changed");
  expect(audit.events[0].after).toEqual({ "social.order": order.slice(0, 3), "social.trustPhone": true });
  expect((await change({ social: null })).body.social).toEqual({ order: [], askIdentifiers: true, trustPhone: false });
});

test("a name that is no social connector is refused by its place, in both languages", async () => {
  const draft = await create({ activate: false });
  for (const name of ["outbox", "nothing-like-it", `CN${"0".repeat(32)}`, draft]) {
    const refused = await change({ social: { order: ["fake-social", name] } });
    expect([refused.status, refused.body.title, refused.body.parameter]).toEqual([
      ...[400, "experience.unknown_social", "social.order.1"],
    ]);
    const asDraft = await manage(server.origin, "POST", "/sign-in-experience/drafts", { social: { order: [name] } });
    expect(asDraft.body.title).toBe("experience.unknown_social");
  }
  expect((await change({ social: { order: ["outbox"] } }, "ko")).body.detail).toContain("소셜 로그인");
  const odd = await change({ social: { order: ["Not A Name"], trustPhone: "yes" } });
  expect([odd.body.title, odd.body.problems.map(({ path }: { path: string }) => path)]).toEqual([
    ...["experience.invalid", ["social.order.0", "social.trustPhone"]],
  ]);
});

test("one that is gone since holds no other change up", async () => {
  const id = await create();
  expect((await change({ social: { order: [id] } })).status).toBe(200);
  await manage(server.origin, "DELETE", `/connectors/${id}?force=true`);
  expect((await change({ minimumAge: 14 })).body.social.order).toEqual([id]);
});

test("one that another server has put in force a moment ago may be named at once", async () => {
  const other = await startApp(server, { env: { MUNJIGI_CONNECTORS: module } });
  try {
    const id = await create();
    expect((await change({ social: { order: [id] } }, "en", other.origin)).status).toBe(200);
  } finally {
    await other.stop();
  }
});

test("the buttons stand as they are named, the others follow the oldest first", () => {
  const connector = (id: string, kind: string) => ({ id, kind: { id: kind } });
  const all = [connector("1", "google"), connector("2", "kakao"), connector("3", "naver"), connector("4", "kakao")];
  const ids = (order: string[]) =>
    orderSocial(all, { social: { order, askIdentifiers: true, trustPhone: false } }).map(({ id }) => id);
  expect(ids([])).toEqual(["1", "2", "3", "4"]);
  expect(ids(["naver", "kakao"])).toEqual(["3", "2", "4", "1"]);
  expect(ids(["kakao", "google", "2"])).toEqual(["4", "1", "2", "3"]);
  expect(ids(["gone", "4"])).toEqual(["4", "1", "2", "3"]);
  expect(experienceSchema.parse({}).social).toEqual({ order: [], askIdentifiers: true, trustPhone: false });
});
