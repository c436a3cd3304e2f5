import type { FastifyInstance, onRequestAsyncHookHandler } from "fastify";
export interface ReferenceRoutesOptions {
    origin: string;
    environment: "development" | "production";
    /** A hook that lets the right host pass. */
    guard: onRequestAsyncHookHandler;
}
export declare function referenceRoutes(app: FastifyInstance, options: ReferenceRoutesOptions): Promise<void>;
