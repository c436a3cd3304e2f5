/** @module What the suites of social sign-in share: a provider's stand-in, its connector, and the way there and back. */
import type { FakeProvider } from "@munjigi/testkit/social/fake-provider";
import type { Suite } from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import type { Page, Visitor } from "../signin/face.js";

/** Puts a connector in force, with a fake's addresses. Resolves to its id. */
export async function connect(
  { origin }: Pick<Suite, "origin">,
  connectorId: string,
  config: object,
  fake: FakeProvider,
): Promise<string> {
  const made = await manage(origin, "POST", "/connectors", {
    connectorId,
    config: { ...config, endpoints: fake.endpoints },
  });
  if (made.status !== 201) throw new Error(`no connector: ${JSON.stringify(made.body)}`);
  await knownElsewhere();
  return made.body.id;
}

/** Begins as a button does. Resolves to the provider's address. */
export async function start(visitor: Visitor, fields: Record<string, string>): Promise<string> {
  const { location, text } = await visitor.post("/social/start", fields);
  if (!location) throw new Error(`it does not lead to a provider: ${text}`);
  return location;
}

/** There and back: the person agrees at the provider. */
export async function comeBack(
  visitor: Visitor,
  fake: FakeProvider,
  fields: Record<string, string>,
  choice?: Parameters<FakeProvider["approve"]>[1],
): Promise<Page> {
  const outcome = await fake.approve(await start(visitor, fields), choice);
  return await bring(visitor, outcome);
}

/** Opens the address that the provider sends the browser to, or posts its form across sites, without cookies. */
export async function bring(visitor: Visitor, outcome: Awaited<ReturnType<FakeProvider["approve"]>>): Promise<Page> {
  if (outcome.kind === "page") throw new Error(`the provider shows a page of its own: ${outcome.code}`);
  const { method, url, parameters } = outcome;
  if (method === "GET") return await visitor.open(`${url.pathname}?${parameters}`);
  const posted = await fetch(new URL(url.pathname, visitor.origin), {
    method: "POST",
    redirect: "manual",
    headers: { origin: "https://provider.test", "sec-fetch-site": "cross-site" },
    body: parameters,
  });
  if (posted.headers.getSetCookie().length > 0) throw new Error("a post across sites was given a cookie");
  const { pathname, search } = new URL(posted.headers.get("location") ?? "", visitor.origin);
  return await visitor.open(pathname + search);
}
