import type { OpenAPIV3_1 } from "openapi-types";
export type ApiDocument = OpenAPIV3_1.Document;
export interface ApiDescription {
    document: ApiDocument;
    /** `GET /v2/Services/{ServiceSid}`: every route there is, in the document or not. */
    routes: string[];
}
/** Throws an Error in words if a route has no words, or words have no route. */
export declare function describeApi(): Promise<ApiDescription>;
