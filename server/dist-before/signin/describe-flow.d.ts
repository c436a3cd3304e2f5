/** @module The JSON face of a flow: where it is and what can be done there, for native apps and custom pages. Pure. */
import type { View } from "@munjigi/pages/view";
import type { Language } from "../errors.js";
import type { ActionName } from "./flow.js";
import type { StepFailed } from "./step.js";
import type { Flow } from "./store.js";
export interface FlowInput {
    name: string;
    type: "tel" | "email" | "text" | "password" | "code" | "boolean" | "country";
    required: boolean;
}
export interface FlowAction {
    name: ActionName;
    method: "POST";
    href: string;
    inputs: FlowInput[];
}
export interface FlowDescription {
    /** `null`: nothing was done yet, so there is no flow. */
    flow: string | null;
    state: string;
    actions: FlowAction[];
    /** What the page shows besides. */
    view: Record<string, unknown>;
    error?: {
        code: string;
        message: string;
        field?: string;
        retryAfterSeconds?: number;
    };
    /** Of a flow that is done: where the person wants to be. */
    location?: string;
}
/** `altcha` goes with whatever a challenge was asked for. */
export declare function actionsOf(view: View): FlowAction[];
/** `flow`: `undefined` where there is none any more. */
export declare function describeFlow(flow: (Pick<Flow, "sid" | "state" | "data"> & {
    isNew: boolean;
}) | undefined, view: View, failure: StepFailed | undefined, language: Language): FlowDescription;
