/**
 * @module Sign-in as a table: what can be done in each state, and where it leads. `act-on-flow.ts` walks it; a test walks it too.
 * A flow that is not begun yet is in the first state of its kind.
 */
import type { Purpose } from "../codes.js";
export type FlowKind = "sign-in" | "sign-up" | "reset" | "link" | "step-up" | "password" | "delete";
export type FlowState = "identify" | "code" | "password" | "recycled" | "proof" | "consent" | "profile" | "new-password" | "prove" | "confirm" | "done";
export type ActionName = "send" | "check" | "resend" | "name" | "use-password" | "use-code" | "try-password" | "prove" | "open" | "begin-anew" | "agree" | "fill" | "set-password" | "confirm";
/** What an action may lead to, besides staying where it is with an error. */
type Actions = Partial<Record<ActionName, readonly FlowState[]>>;
export interface FlowRules {
    /** Of its pages. */
    path: string;
    begins: FlowState;
    /** It is about the account of whoever is signed in. */
    needsSession: boolean;
    /** And only minutes after they proved who they are. */
    needsFreshSession: boolean;
    states: Partial<Record<FlowState, Actions>>;
}
export declare const flows: Readonly<Record<FlowKind, FlowRules>>;
/** What somebody sees who looks back from a state: where what it waits for was asked for. `hasProved`: something was proved before. */
export declare function stateBefore(kind: FlowKind, state: FlowState, hasProved: boolean): FlowState | undefined;
/** What the codes of a flow are for, and so which of a connector's templates they get (`delivery/usage-type.ts`). */
export declare function purposeOf(kind: FlowKind, isKnown: boolean): Purpose;
export {};
