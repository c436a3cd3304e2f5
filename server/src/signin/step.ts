/** @module One step of a flow: what an action is given, and where it may land. */
import type { ErrorCode, ErrorFacts } from "../errors.js";
import { AppError } from "../errors.js";
import type { LeftConnection } from "../users/remove-user.js";
import type { User } from "../users/user.js";
import type { FlowState } from "./flow.js";
import { type FlowWithFacts, saveFlow } from "./flow-store.js";
import type { FlowData } from "./schema.js";
import type { Setting, SigninDependencies, Visit } from "./visit.js";

/** Fields of a form, or members of a JSON body. */
export type Inputs = Readonly<Record<string, string>>;

export interface Step extends Setting {
  deps: SigninDependencies;
  visit: Visit;
  flow: FlowWithFacts;
  /** It began with this action. */
  isNew: boolean;
  /** Whose account it is about, where the flow belongs to one: as it is now. */
  user: User | undefined;
  inputs: Inputs;
}

export type Landing =
  | { at: "flow"; sid: string }
  /** `token`: the cookie of the session that was made or proved anew. `method`: the way in, to be marked the next time.
   * `isLeftUnconnected`: the provider's account that brought somebody here is no way in yet. `verification`: the code that has proved
   * the number which was asked for. */
  | { at: "done"; sid: string; token?: string; method?: string; isLeftUnconnected?: true; verification?: string }
  /** A flow that could not begin: what its first page says. */
  | { at: "nowhere"; data: FlowData }
  /** The account is deleted. `left`: connections at providers that only the person can end. */
  | { at: "gone"; left: readonly LeftConnection[] }
  | { at: "ended"; because: "expired" | "finished" | "elsewhere" };

export type Action = (step: Step) => Promise<Landing>;

/** Somebody else was quicker, in this browser or another: everything is looked at again. */
export class StepRaced extends Error {}

type Change = Partial<Pick<FlowWithFacts, "recipient" | "channel" | "country" | "purpose" | "data" | "userSid">>;

/** The next state; `flow.step` is its step from now on. Errors of the step before are gone unless the change brings them. */
export async function move(
  { deps, flow }: Step,
  state: FlowState,
  change: Change = {},
  on = deps.sql,
): Promise<Landing> {
  const { error: _error, ...data } = flow.data;
  const {
    isOver: _isOver,
    isIdle: _isIdle,
    isStored: _isStored,
    secondsSinceEnd: _secondsSinceEnd,
    holder: _holder,
    code: _code,
    ...row
  } = flow;
  const isSameStep = state === flow.state && !("recipient" in change);
  const written = await saveFlow(on, { ...row, state, data, ...change }, isSameStep ? 0 : 1);
  if (written === undefined) throw new StepRaced();
  flow.step = written;
  flow.isStored = true;
  return { at: "flow", sid: flow.sid };
}

/** What went wrong, for the page to say. */
export class StepFailed extends AppError {
  /** The field it is about. */
  readonly field: string | undefined;
  /** Shown in the field again. */
  readonly typed: { text: string; country?: string | undefined } | undefined;

  constructor(
    code: ErrorCode,
    { field, typed, facts = {} }: { field?: string; typed?: StepFailed["typed"]; facts?: ErrorFacts } = {},
  ) {
    super(code, facts);
    this.field = field;
    this.typed = typed;
  }
}
