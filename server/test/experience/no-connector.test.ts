/** @module In production a channel without a connector cannot become a way to sign in, and one that was lost holds nothing up. */
import { expect, test } from "vitest";
import { suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

const server = suite({ env: { MUNJIGI_ENV: "production" } });

const phone = { identifier: "phone", code: true, password: false, first: "code" };
const email = { identifier: "email", code: true, password: false, first: "code" };

async function change(patch: object, language = "en") {
  const { headers } = await manage(server.origin, "GET", "/sign-in-experience");
  const given = { "if-match": headers.get("etag") as string, "accept-language": language };
  return await manage(server.origin, "PATCH", "/sign-in-experience", patch, { headers: given });
}

test("e-mail is refused until it has a connector, the phone never holds anything up", async () => {
  const refused = await change({ signIn: { methods: [phone, email] } }, "ko");
  expect([refused.status, refused.body.title, refused.body.parameter]).toEqual([
    ...[409, "experience.no_connector", "signIn.methods.1.code"],
  ]);
  expect(refused.body.detail).toContain("이메일");
  const byPassword = { ...email, code: false, password: true, first: "password" };
  expect((await change({ signIn: { methods: [phone, byPassword] } })).status).toBe(200);
  const verified = await change({ signUp: { identifiers: ["phone", "email"] } });
  expect([verified.status, verified.body.parameter]).toEqual([409, "signUp.identifiers.1"]);
  expect((await change({ minimumAge: 14 })).status).toBe(200);
  const draft = { signIn: { methods: [phone, email] } };
  expect((await manage(server.origin, "POST", "/sign-in-experience/drafts", draft)).status).toBe(201);
});

test("a channel that was lost does not hold other changes up", async () => {
  await server.sql`update sign_in_experience set version = version + 1,
    document = jsonb_set(document, '{signIn,methods}', ${server.sql.json([phone, email])}::jsonb)`;
  expect((await change({ minimumAge: 15 })).body).toMatchObject({
    minimumAge: 15,
    signIn: { methods: [phone, email] },
  });
});

test("plain http is refused, also to the machine itself", async () => {
  const { status, body } = await change({ brand: { logoUrl: "http://localhost/logo.svg" } });
  expect([status, body.title, body.parameter]).toEqual([400, "experience.insecure_url", "brand.logoUrl"]);
});
