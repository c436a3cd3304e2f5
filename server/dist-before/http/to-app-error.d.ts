import { AppError } from "../errors.js";
/** `request.*` for what Fastify or a schema refuses, `server.unavailable` without the database, else `server.internal`. */
export declare function toAppError(error: unknown): AppError;
