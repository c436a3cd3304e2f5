/** @module What a flow's page shows: a view model for both faces. Pure but for the challenge that a soft limit asks for. */
import type { Challenge, PageError, View } from "@munjigi/pages/view";
import { type Language } from "../errors.js";
import type { IdentifierType } from "../experience/experience.js";
import type { User } from "../users/user.js";
import { type ActionName, type FlowKind } from "./flow.js";
import type { FlowError } from "./schema.js";
import type { FlowWithFacts } from "./store.js";
import type { Setting, Visit } from "./visit.js";
export interface Showing extends Setting {
    flow: FlowWithFacts;
    /** It is in no table yet. */
    isNew: boolean;
    visit: Visit;
    /** Whose account it is about, where it belongs to one. */
    user: User | undefined;
    /** The page before is asked for: what was given there may be given anew. */
    isLookingBack: boolean;
    /** The field that was asked for on the first page. */
    wanted: IdentifierType | undefined;
    /** The way in that was used last in this browser. */
    lastUsed: string | undefined;
    now: number;
    challenge: Challenge | undefined;
    /** Of a flow that is new: what its address has besides. */
    query: Readonly<Record<string, string>>;
}
/** The address of a flow's page, or of one of its actions. */
export declare function hrefOf({ flow, isNew, query }: Pick<Showing, "flow" | "isNew" | "query">, action?: ActionName, more?: Readonly<Record<string, string>>): string;
/** What is wrong, in the page's words; `undefined` once its time is over. */
export declare function errorOf(error: FlowError | undefined, language: Language, now: number, triesLeft?: number): PageError | undefined;
export declare function viewOf(showing: Showing): View;
export declare function endedView(kind: FlowKind, because: "expired" | "finished" | "elsewhere"): Extract<View, {
    page: "ended";
}>;
/** What a consent is called, and where its text is. */
export declare function titleOf({ experience }: Pick<Setting, "experience">, id: string, language: Language): {
    title: string;
    href: string | undefined;
};
/** `010-****-5678`, `k•••@example.com` */
export declare function maskOf(value: string): string;
