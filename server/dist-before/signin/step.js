import { AppError } from "../errors.js";
import { saveFlow } from "./store.js";
/** Somebody else was quicker, in this browser or another: everything is looked at again. */
export class StepRaced extends Error {
}
/** The next state; `flow.step` is its step from now on. Errors of the step before are gone unless the change brings them. */
export async function move({ deps, flow }, state, change = {}, on = deps.sql) {
    const { error: _error, ...data } = flow.data;
    const { isOver: _isOver, holder: _holder, code: _code, ...row } = flow;
    const written = await saveFlow(on, { ...row, state, data, ...change });
    if (written === undefined)
        throw new StepRaced();
    flow.step = written;
    return { at: "flow", sid: flow.sid };
}
/** What went wrong, for the page to say. */
export class StepFailed extends AppError {
    /** The field it is about. */
    field;
    /** Shown in the field again. */
    typed;
    constructor(code, { field, typed, facts = {} } = {}) {
        super(code, facts);
        this.field = field;
        this.typed = typed;
    }
}
//# sourceMappingURL=step.js.map