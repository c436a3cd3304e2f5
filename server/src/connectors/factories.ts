/** @module The kinds of connectors there are: those of the program, and the team's own. */
import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { messageConnectors, socialConnectors } from "@munjigi/connectors/all";
import type { MessageConnector } from "@munjigi/connectors/message-connector";
import type { SocialConnector } from "@munjigi/connectors/social/contract";
import { z } from "zod";
import type { Environment } from "../core.js";
import { AppError } from "../errors.js";

/** A kind of connector: one that sends, or one of social sign-in. `type` tells them apart. */
export type AnyConnector = MessageConnector | SocialConnector;

/** Kinds of connectors, by the identifier that Logto calls `connectorId`. */
export interface Factories {
  all: readonly AnyConnector[];
  find(id: string): AnyConnector | undefined;
}

export const isMessageKind = (kind: AnyConnector): kind is MessageConnector => kind.type !== "Social";
export const isInbox = (kind: AnyConnector | undefined): boolean =>
  kind !== undefined && isMessageKind(kind) && kind.inbox === true;

/** A team's own connector could not be loaded; the message says which and why. */
export class ConnectorModuleError extends Error {}

const aFunction = z.custom<unknown>((value) => typeof value === "function", "must be a function");
const kindShape = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/, "must be lower-case letters, digits and dashes"),
  name: z.object({ ko: z.string().min(1), en: z.string().min(1) }),
  docs: z.string(),
  settings: z.custom<z.ZodType>(
    (value) => typeof (value as z.ZodType | undefined)?.safeParse === "function",
    "must be a zod schema",
  ),
});

/** What a module must export to be a connector. */
const shape = z.discriminatedUnion("type", [
  kindShape.extend({
    type: z.enum(["Sms", "Email"]),
    limits: z.object({ maxBytes: z.int().positive(), charset: z.enum(["euc-kr", "gsm-7/ucs-2", "utf-8"]) }),
    send: aFunction,
  }),
  kindShape.extend({
    type: z.literal("Social"),
    brand: z.enum(["kakao", "naver", "google", "apple", "other"]),
    sharesRedirectUri: aFunction,
    authorizationUrl: aFunction,
    exchange: aFunction,
  }),
]);

/**
 * The program's connectors and those of `MUNJIGI_CONNECTORS`: modules, `./file.mjs` from the working directory or a package's
 * name, whose default export is a connector or a list of them. Throws `ConnectorModuleError`.
 */
export async function loadFactories(modules: readonly string[]): Promise<Factories> {
  const all: AnyConnector[] = [...messageConnectors, ...socialConnectors];
  for (const name of modules)
    for (const connector of await loadModule(name)) {
      if (all.some(({ id }) => id === connector.id))
        throw new ConnectorModuleError(`${name}: there is a connector of the id "${connector.id}" already`);
      all.push(connector);
    }
  return { all, find: (id) => all.find((one) => one.id === id) };
}

async function loadModule(name: string): Promise<AnyConnector[]> {
  let exported: unknown;
  try {
    exported = ((await import(locate(name))) as { default?: unknown }).default;
  } catch (cause) {
    // Node adds the file that imports, which is one of ours and tells the reader nothing.
    const reason = (cause as Error).message.replace(/ imported from .*$/s, "");
    throw new ConnectorModuleError(`MUNJIGI_CONNECTORS, ${name}: ${reason}`, { cause });
  }
  return [exported].flat().map((one) => {
    const checked = shape.safeParse(one);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const path = issue?.path.join(".") || "its default export";
      throw new ConnectorModuleError(`${name} is no connector: ${path}: ${issue?.message}`);
    }
    return one as AnyConnector;
  });
}

/** A file may be named without `./`; a package is looked for from the working directory, where the team installed it. */
function locate(name: string): string {
  if (name.startsWith(".") || isAbsolute(name) || (!name.startsWith("@") && /\.[cm]?js$/.test(name)))
    return pathToFileURL(resolve(name)).href;
  return import.meta.resolve(name, pathToFileURL(resolve("package.json")).href);
}

/** Throws `connector.unknown_factory`. */
export function requireKind(factories: Factories, id: string): AnyConnector {
  const kind = factories.find(id);
  if (!kind) throw new AppError("connector.unknown_factory");
  return kind;
}

/**
 * In production no messages go to an inbox: whoever reaches the server could read the codes. Throws
 * `connector.development_only`.
 */
export function refuseInbox(environment: Environment, kind: AnyConnector | undefined): void {
  if (isInbox(kind) && environment === "production") throw new AppError("connector.development_only");
}
