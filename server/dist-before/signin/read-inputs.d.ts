import type { Inputs } from "./step.js";
/**
 * A form may have more fields than we know: those are passed over, and of a field that is there twice the last counts. JSON is a program's:
 * an unknown member, or one of another type, is refused by name. `ticks`: the names of consents.
 */
export declare function readInputs(body: unknown, { isJson, ticks }: {
    isJson: boolean;
    ticks: readonly string[];
}): Inputs;
