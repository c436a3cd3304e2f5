/**
 * @module The SQL of flows. What a step needs is read by one statement, the live code and the account it opens included; what ends
 * a flow is written by one, with the account, the session and the browser that is known from now on.
 */
import type { NewEvent } from "../audit/event.js";
import type { Purpose } from "../codes.js";
import type { Database } from "../db/open.js";
import { type NewSession } from "../sessions/open-session.js";
import type { FlowKind, FlowState } from "./flow.js";
import type { FlowData } from "./schema.js";
/** A flow ends when it was not used for an hour, and a day after it began. */
export declare const FLOW_LIFE: {
    readonly idleMinutes: 60;
    readonly hours: 24;
};
export interface Flow {
    sid: string;
    kind: FlowKind;
    state: FlowState;
    browserHash: string;
    step: number;
    serviceSid: string;
    userSid: string | null;
    sessionSid: string | null;
    recipient: string | null;
    channel: "sms" | "email" | null;
    country: string | null;
    purpose: Purpose | null;
    returnTo: string | null;
    data: FlowData;
}
/** The account that is found by what a flow proves, or is about. */
export interface Holder {
    userSid: string;
    identifierSid: string | null;
    isSuspended: boolean;
    /** Since the identifier was proved last; `null`: it never was. */
    daysSinceProof: number | null;
    /** The account was signed in to in this browser before. */
    isKnownDevice: boolean;
    hasName: boolean;
    passwordHash: string | null;
    /** What its other identifiers are, where they were proved. */
    otherKinds: string[];
    /** What was agreed to and not taken back: item → version. */
    consents: Record<string, string>;
}
/** The code that a flow waits for. */
export interface LiveCode {
    sid: string;
    secondsLeft: number;
    secondsSinceSend: number;
    sends: number;
    attempts: number;
    codeLength: number;
    isTest: boolean;
}
export interface FlowWithFacts extends Flow {
    isOver: boolean;
    holder: Holder | null;
    code: LiveCode | null;
}
/** A flow of this browser, with what its next step needs to know. */
export declare function selectFlow(sql: Database, sid: string, browserHash: string): Promise<FlowWithFacts | undefined>;
/** What is known of somebody who asks for a code, before it is sent. */
export interface VisitFacts {
    /** The number has an account: the text may differ, the answer does not. */
    isKnown: boolean;
    /** This browser is one of its owner's. */
    isKnownDevice: boolean;
    /** The flow of this browser that waits for a code to the same number. */
    waiting: {
        sid: string;
        isOver: boolean;
        hasCode: boolean;
    } | null;
}
export declare function selectVisit(sql: Database, visit: {
    kind: string;
    value: string;
    browserHash: string;
    flowKind: FlowKind;
}): Promise<VisitFacts>;
/** Ends a flow that nobody can go on with. */
export declare function closeFlow(sql: Database, sid: string): Promise<void>;
/**
 * Writes a step: a flow that is new, or the next state of one that still is where it was read. Resolves to the number of the step;
 * `undefined`: somebody else was quicker. Throws PostgreSQL's `23505` where another window of the browser waits for a code to the
 * same number.
 */
export declare function saveFlow(sql: Database, flow: Flow): Promise<number | undefined>;
/** A page that is looked at is in use. */
export declare function touchFlow(sql: Database, sid: string): Promise<void>;
/** What ends a flow that signs somebody in. Lists as the tables' rows, in JSON. */
export interface Ending {
    flow: Pick<Flow, "sid" | "step" | "browserHash">;
    userSid: string;
    /** The account is made now. */
    newUser: {
        name: string | null;
        language: string;
        password_hash: string | null;
    } | null;
    newIdentifiers: {
        sid: string;
        kind: string;
        value: string;
        verified: boolean;
    }[];
    /** Proved now; it goes to the user from whoever has it. */
    proved: {
        identifierSid: string;
        holderSid: string;
    } | null;
    consents: {
        item: string;
        version: string;
        agreed: boolean;
    }[];
    name: string | null;
    passwordHash: string | null;
    /** Every other session of the user ends. */
    endOthers: boolean;
    /** The session that this browser had: it ends too. */
    replacedSid: string | null;
    session: NewSession;
    events: readonly NewEvent[];
}
/**
 * Ends a flow with a session: the account is made or found, what was proved is its, what was agreed to is written down, the browser
 * is known. Throws PostgreSQL's `23505` where somebody else has an identifier that was to be added.
 */
export declare function endWithSession(sql: Database, given: Ending): Promise<{
    ended: number;
    opened: number;
    proved: number;
    isNewDevice: boolean | null;
    others: string[];
}>;
/** Ends a step-up: its session was proved now, under a new token. Resolves to whether there still was one. */
export declare function endWithProof(sql: Database, { flow, tokenHash, amr, provedSid, }: {
    flow: Pick<Flow, "sid" | "step">;
    tokenHash: string;
    amr: readonly string[];
    provedSid: string | null;
}): Promise<boolean>;
/**
 * Ends a flow that adds or changes a number or address: there is one of a kind. One that somebody else has not proved for
 * `staleDays` goes over; otherwise it throws PostgreSQL's `23505`. Resolves to whether the flow was still where it was read.
 */
export declare function endWithIdentifier(sql: Database, given: {
    flow: Pick<Flow, "sid" | "step">;
    identifierSid: string;
    kind: "phone" | "email";
    value: string;
    staleDays: number;
    endOthers: boolean;
    events: readonly NewEvent[];
}): Promise<boolean>;
/** Ends a flow whose work another room has done in the same transaction. Resolves to whether it was still where it was read. */
export declare function endFlow(sql: Database, { sid, step }: Pick<Flow, "sid" | "step">): Promise<boolean>;
/** Flows whose time is over, some at a time; what they held of people goes with them. */
export declare function sweepFlows(sql: Database): Promise<void>;
