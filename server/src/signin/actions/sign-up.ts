/** @module `agree`, `fill`, `set-password`: what a new account needs, or one that has to agree anew, or has lost its password. */
import { recordEvent } from "../../audit/record.js";
import { inTransaction } from "../../db/open.js";
import { readBack } from "../../recipient.js";
import { hashPassword } from "../../users/password.js";
import { passwordProblem } from "../../users/password-rules.js";
import { MAX_NAME_LENGTH, readName, recipientsOf } from "../../users/user.js";
import { goOn } from "../after-proof.js";
import { consentsLeft, profileToAsk } from "../decide-next.js";
import { endFlow } from "../ending-store.js";
import { closeFlowsOf } from "../flow-store.js";
import { note } from "../note-change.js";
import { askedCountry, readIdentifier, toShown } from "../read-identifier.js";
import type { FlowData } from "../schema.js";
import { type Action, move, type Step, StepFailed, StepRaced } from "../step.js";
import { beginCode, requireChannel } from "./send-code.js";

/** Without script nothing ticks the boxes behind `all`, so it stands for every one. */
export const agree: Action = async (step) => {
  const { deps, flow, inputs, experience } = step;
  const account = flow.data.owner === "new" ? undefined : flow.holder;
  const asked = consentsLeft(experience, flow.data, account ?? undefined);
  const isTicked = (id: string) => inputs.all !== undefined || inputs[id] !== undefined;
  if (asked.some(({ id, isRequired }) => isRequired && !isTicked(id)))
    throw new StepFailed("sign_in.consent_missing", { field: "consents" });
  const consents = Object.fromEntries(asked.map(({ id, version }) => [id, { version, agreed: isTicked(id) }]));
  const { error: _error, ...data } = flow.data;
  return await inTransaction(deps.sql, (tx) => goOn(step, { ...data, consents }, tx));
};

export const fillProfile: Action = async (step) => {
  const { deps, flow, experience, inputs } = step;
  // Nothing is filled in for an account that nobody has proved.
  if (!flow.data.proved || (flow.data.owner !== "new" && flow.holder)) return { at: "flow", sid: flow.sid };
  const { error: _error, ...known } = flow.data;
  let data: FlowData = known;
  const fields = profileToAsk(experience, data);
  // What was kept of it may be given anew.
  const isAnew = (field: "name" | "password", isAsked: boolean) => isAsked && inputs[field] !== undefined;
  if (fields.includes("name") || isAnew("name", experience.signUp.profile.name !== "off"))
    data = { ...data, name: nameFrom(inputs.name ?? "", experience.signUp.profile.name) };
  if (fields.includes("username")) {
    const { value } = readIdentifier("username", inputs, step.service);
    const typed = { text: value };
    if (await deps.users.isTaken("username", value))
      throw new StepFailed("sign_in.identifier_taken", { field: "username", typed });
    data = { ...data, added: [...(data.added ?? []), { kind: "username", value, verified: false }] };
  }
  if (fields.includes("password") || isAnew("password", experience.signUp.password))
    data = { ...data, passwordHash: await choosePassword(step, [data.name ?? ""]) };
  // One after the other: each is proved before there is an account.
  for (const kind of ["phone", "email"] as const) if (fields.includes(kind)) return await proveSecond(step, kind, data);
  return await inTransaction(deps.sql, (tx) => goOn(step, data, tx));
};

async function proveSecond(step: Step, kind: "phone" | "email", data: FlowData) {
  const given = readIdentifier(kind, step.inputs, step.service);
  if (given.kind === "username") throw new StepFailed("sign_in.email_unreadable", { field: kind });
  const { accepted } = given;
  const typed = { text: toShown(step.inputs[kind] ?? ""), country: askedCountry(step.inputs) };
  requireChannel(step, accepted.channel, kind, typed);
  // What is right of the form is kept where the code cannot go yet.
  step.flow.data = data;
  return await beginCode(step, {
    ...{ kind, value: accepted.address, accepted, recipient: readBack(accepted), field: kind, typed },
    ...{ purpose: "sign-up", data: { ...data, identifierKind: kind } },
  });
}

function nameFrom(text: string, rule: "off" | "optional" | "required"): string {
  if (rule === "optional" && text.trim() === "") return "";
  const name = readName(text);
  if (name !== undefined) return name;
  const facts = { expected: String(MAX_NAME_LENGTH) };
  throw new StepFailed("sign_in.name_unusable", { field: "name", typed: { text: toShown(text) }, facts });
}

async function choosePassword({ deps, inputs, experience }: Step, words: readonly string[]): Promise<string> {
  const password = inputs.password ?? "";
  const problem = passwordProblem(password, experience.password.minLength, words);
  if (problem) throw new StepFailed(problem.code, { field: "password", facts: { expected: String(problem.limit) } });
  return await hashPassword(password, deps.random);
}

export const setPassword: Action = async (step) => {
  const { deps, flow, inputs } = step;
  const passwordHash = await choosePassword(step, [step.user?.name ?? "", flow.data.proved?.value ?? ""]);
  if (flow.kind === "password") return await changePassword(step, passwordHash);
  const { error: _error, ...data } = flow.data;
  const owner = data.owner ?? (flow.holder ? "holder" : undefined);
  const chosen: FlowData = {
    ...{ ...data, passwordHash, endOthers: inputs["end-others"] !== undefined },
    ...(owner && { owner }),
  };
  return await inTransaction(deps.sql, (tx) => goOn(step, chosen, tx));
};

/** Of whoever is signed in. */
async function changePassword(step: Step, passwordHash: string) {
  const { deps, flow, user, visit, inputs } = step;
  const { session } = visit;
  if (!user || !session) throw new StepFailed("sign_in.not_signed_in");
  return await inTransaction(deps.sql, async (tx) => {
    // Its only step may be its first, and then it is in no table yet.
    await move(step, "new-password", {}, tx);
    if (!(await endFlow(tx, flow))) throw new StepRaced();
    // Before the user is changed, as whoever signs in goes: the flow, then the user.
    await closeFlowsOf(tx, user.sid);
    await deps.users.setPassword(user.sid, passwordHash, tx);
    const actor = { kind: "user", id: user.sid, requestId: visit.requestId } as const;
    if (inputs["end-others"] !== undefined) await deps.sessions.end(user.sid, { except: session.sid }, actor, tx);
    await recordEvent(tx, {
      ...{ type: "user.password.changed", actor },
      subject: { kind: "user", id: user.sid },
    });
    await note(step, recipientsOf(user.identifiers), { kind: "password_changed", values: {} }, tx);
    return { at: "done", sid: flow.sid } as const;
  });
}
