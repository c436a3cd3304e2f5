import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Factories } from "../connectors/factories.js";
import type { Messages } from "../delivery/messages.js";
export interface MessageRoutesOptions {
    messages: Messages;
    factories: Factories;
}
export declare const messageRoutes: FastifyPluginAsyncZod<MessageRoutesOptions>;
