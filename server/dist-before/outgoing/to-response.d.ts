import { type Answer } from "./call.js";
export declare function toResponse({ status, statusText, headers, body }: Answer): Promise<Response>;
