/** @module One action on a flow: looks up where it is, does what its table allows there, and says where it landed. */
import { type ActionName, type FlowKind } from "./flow.js";
import type { FlowData } from "./schema.js";
import { type Action, type Inputs, type Landing, StepFailed } from "./step.js";
import { type FlowWithFacts } from "./store.js";
import type { Setting, SigninDependencies, Visit } from "./visit.js";
export declare const actions: Readonly<Record<ActionName, Action>>;
export interface ActRequest {
    kind: FlowKind;
    /** Absent: the first action of a new flow. */
    flowSid: string | undefined;
    action: ActionName;
    inputs: Inputs;
    visit: Visit;
    /** What a new flow is begun with. */
    begin: {
        returnTo: string | null;
        data: FlowData;
    };
}
/** `flow`: as it was before. `failure`: what the person can mend, and the flow's page says. */
export type Landed = Landing & {
    flow: FlowWithFacts | undefined;
    failure?: StepFailed;
};
/** How long a proof is fresh enough to change what an account is found by, or to end it. */
export declare const FRESH_SECONDS = 300;
/**
 * Where the flow is after the action. An action that its state does not have changes nothing: whoever sends a step twice is told
 * where the flow is now. What a person can mend is kept with the flow, for its page to say.
 */
export declare function actOnFlow(deps: SigninDependencies, setting: Setting, request: ActRequest): Promise<Landed>;
/** A flow before its first action: in no table yet. */
export declare function blankFlow(deps: Pick<SigninDependencies, "clock" | "random">, { service }: Setting, { kind, visit, begin }: Pick<ActRequest, "kind" | "visit" | "begin">): FlowWithFacts;
/** Why nothing more can be done with a flow. */
export declare function whyOver(flow: FlowWithFacts, { session }: Visit): Extract<Landing, {
    at: "ended";
}> | undefined;
