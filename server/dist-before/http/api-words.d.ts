/**
 * @module What openapi.json says of an API beyond the schemas of its routes. Each API has its words in its room, in a file
 * `operations.ts` that no route imports: the running server has no use for them. `reference/apis.ts` joins them.
 */
import type { ErrorCode } from "../errors.js";
export interface ApiWords {
    /** Its name in openapi.json, which groups operations by it. */
    tag: string;
    description: string;
    /** By method and path: `GET /v2/Services/{ServiceSid}`. Their order is that of the document. */
    operations: Readonly<Record<string, Operation>>;
}
export interface Operation {
    /** Its name in generated clients. */
    id: string;
    summary: string;
    description?: string;
    /** An example of a body, where one made of the schema would not be accepted. */
    body?: object;
    /** What a success is, by status. */
    success: Readonly<Record<number, string>>;
    /** How it fails, beyond what every operation of its API does. */
    errors?: readonly ErrorCode[];
}
