/** @module What openapi.json says besides its operations: what the server is, how callers show who they are, how errors look. */
import type { OpenAPIV3_1 } from "openapi-types";
export declare const frame: Partial<OpenAPIV3_1.Document>;
