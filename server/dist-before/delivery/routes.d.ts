import type { preHandlerAsyncHookHandler } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Inbox } from "./inbox.js";
export interface InboxRoutesOptions {
    inbox: Inbox;
    /** Hooks in front of the inbox: they check the host and, unless this is a developer's own machine, the admin token. */
    guard: preHandlerAsyncHookHandler[];
}
export declare const inboxRoutes: FastifyPluginAsyncZod<InboxRoutesOptions>;
