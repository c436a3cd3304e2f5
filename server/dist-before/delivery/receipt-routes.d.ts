/** @module Where vendors post their delivery reports: an address for each connector, which only its vendor is told. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Receipts } from "./receive-receipt.js";
/** Every type of body is a text here: its vendor's connector reads it, after it has checked the signature. */
export declare const receiptRoutes: FastifyPluginAsyncZod<{
    receipts: Receipts;
}>;
