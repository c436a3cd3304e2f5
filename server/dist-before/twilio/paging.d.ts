/** @module Twilio's lists: a page and where to go on. The SDK follows the URLs as they are. */
import { z } from "zod";
import type { Page, PageRequest } from "../db/page.js";
import { type SidPrefix } from "../sid.js";
export declare const pageFields: {
    PageSize: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>>;
    Page: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>>;
    /** `PA` and an identifier: the page has the older ones that follow it. `PB` and an identifier: the newer ones before it. */
    PageToken: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
};
export declare const listQuery: z.ZodObject<{
    PageSize: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>>;
    Page: z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>>;
    PageToken: z.ZodPreprocess<z.ZodOptional<z.ZodString>, unknown>;
}, z.core.$strip>;
type ListQuery = z.output<typeof listQuery>;
export declare function readPage({ PageSize: size, PageToken: token }: ListQuery, prefix: SidPrefix): PageRequest;
interface ListAddress {
    origin: string;
    /** Below `/v2`. */
    path: string;
    query: ListQuery;
    /** The filters of this request, which the links to other pages repeat. */
    filters?: Record<string, string | undefined>;
    key: string;
}
export declare function buildMeta({ older, newer }: Pick<Page<unknown>, "older" | "newer">, { origin, path, query, filters, key }: ListAddress): {
    page: number;
    page_size: number;
    first_page_url: string;
    previous_page_url: string | null;
    next_page_url: string | null;
    url: string;
    key: string;
};
export declare function listResource<Key extends string, Resource extends z.ZodType>(key: Key, resource: Resource): z.ZodObject<Record<Key, z.ZodArray<Resource>> & {
    meta: z.ZodObject<{
        page: z.ZodInt;
        page_size: z.ZodInt;
        first_page_url: z.ZodURL;
        previous_page_url: z.ZodNullable<z.ZodURL>;
        next_page_url: z.ZodNullable<z.ZodURL>;
        url: z.ZodURL;
        key: z.ZodLiteral<string>;
    }, z.core.$strict>;
} extends infer T ? { -readonly [P in keyof T]: T[P]; } : never, z.core.$strict>;
export {};
