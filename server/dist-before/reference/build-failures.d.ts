/** @module How operations fail: each API in its own format. The examples are made by the functions that answer in the server. */
import type { OpenAPIV3_1 } from "openapi-types";
import { type ErrorCode } from "../errors.js";
import { type Tag } from "./apis.js";
type Answer = OpenAPIV3_1.ResponseObject;
/** One answer for each status, with every failure of that status as an example. `path` is the operation's. */
export declare function buildFailures(tag: Tag, codes: ReadonlySet<ErrorCode>, path: string): Record<string, Answer>;
export {};
