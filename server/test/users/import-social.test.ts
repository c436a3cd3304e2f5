/** @module People who come by a provider are found by what was imported of them: of every provider the first sign-in opens their account. */
import { beforeAll, expect, test } from "vitest";
import { suite } from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { type ProviderName, type ProvidersAtWork, providerNames, startProviders } from "../social/fake-providers.js";
import { comeBack } from "../social/kit.js";
import { importLines, outcome } from "./import-kit.js";

const server = suite({ env: { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" } });
let providers: ProvidersAtWork;

beforeAll(async () => {
  await setExperience(server, { social: { askIdentifiers: false } });
  providers = await startProviders(server);
  await knownElsewhere();
  return async () => {
    await Promise.all(Object.values(providers).map(({ fake }) => fake.close()));
  };
});

const kindOf = (name: ProviderName) => (name === "oidc" || name === "oauth2" ? name : `${name}-universal`);

test.each(providerNames)("%s: by its kind and by its id, and a second time nothing changes", async (name) => {
  const { fake, id } = providers[name];
  const { subject } = fake.person;
  const line = { externalId: `from-${name}`, social: [{ connector: kindOf(name), subject, email: "kim@example.com" }] };
  const { report } = await importLines(server, [line]);
  expect(outcome(report)).toEqual(["created"]);
  const identities = () =>
    server.sql`select issuer, client_id from social_identities where subject = ${subject} and connector_id = ${id}`;
  const before = await identities();
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  expect((await comeBack(visitor, fake, { provider: id, action: "sign-in" })).state).toBe("account");
  // The provider's answer is kept by the same issuer and client: else there would be two, or another account.
  expect(await identities()).toEqual(before);
  const [owner] =
    await server.sql`select u.external_id from sessions s join users u on u.sid = s.user_sid order by s.created_at desc limit 1`;
  expect(owner?.externalId).toBe(`from-${name}`);
  const again = { ...line, social: [{ connector: id, subject }] };
  expect(outcome((await importLines(server, [again])).report)).toEqual(["unchanged"]);
  const others = [
    { externalId: "somebody-else", social: again.social },
    { externalId: "two-of-one", social: [again.social[0], again.social[0]] },
  ];
  expect(outcome((await importLines(server, others)).report)).toEqual([
    "taken social.0.subject",
    "field_invalid social.1.subject",
  ]);
});
