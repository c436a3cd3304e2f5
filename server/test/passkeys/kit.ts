/** @module What the suites of passkeys share: somebody whose device makes passkeys, and shows them. */
import { SoftwareAuthenticator } from "@munjigi/testkit/passkey/authenticator";
import type { Suite } from "../harness.js";
import { Visitor } from "../signin/face.js";
import { newPerson } from "../signin/kit.js";

type Json = Record<string, never>;

/** What the page's script does: asks for options, by GET or, for an account, by POST. */
export async function optionsFor<Options>(visitor: Visitor, method: "GET" | "POST", path: string): Promise<Options> {
  const asking = new Visitor(visitor.origin, "json", visitor.headers);
  for (const [name, value] of visitor.cookies) asking.cookies.set(name, value);
  const response = await asking.raw(method, path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  for (const [name, value] of asking.cookies) visitor.cookies.set(name, value);
  return (await response.json()) as Options;
}

export const newDevice = (server: Pick<Suite, "origin">, traits: { isSynced?: boolean } = {}) =>
  new SoftwareAuthenticator({ origin: server.origin, ...traits });

/** Makes a passkey for whoever is signed in. Resolves to the page it leads to. */
export async function makePasskey(visitor: Visitor, device: SoftwareAuthenticator) {
  const options = await optionsFor<Json>(visitor, "POST", "/account/passkeys/options");
  return await visitor.post("/account/passkeys", { credential: JSON.stringify(device.create(options as never)) });
}

/** What the device gives for the first page, or for a step-up, as a form's field. */
export async function show(visitor: Visitor, device: SoftwareAuthenticator, path = "/sign-in/passkey") {
  const options = await optionsFor<Json>(visitor, "GET", path);
  return { credential: JSON.stringify(device.get(options as never)) };
}

/** Somebody new, with a passkey. */
export async function newOwner(server: Suite, traits: { isSynced?: boolean } = {}) {
  const person = await newPerson(server);
  const device = newDevice(server, traits);
  await makePasskey(person.visitor, device);
  return { ...person, device };
}
