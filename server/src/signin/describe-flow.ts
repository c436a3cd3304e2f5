/** @module The JSON face of a flow: where it is and what can be done there, for native apps and custom pages. Pure. */
import type { PasskeyAsk, View } from "@munjigi/pages/view";
import type { Language } from "../errors.js";
import type { ActionName } from "./flow.js";
import type { Flow } from "./flow-store.js";
import type { StepFailed } from "./step.js";

export interface FlowInput {
  name: string;
  type: "tel" | "email" | "text" | "password" | "code" | "boolean" | "country" | "passkey";
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
  error?: { code: string; message: string; field?: string; retryAfterSeconds?: number };
  /** Of a flow that is done: where the person wants to be. */
  location?: string;
}

const input = (name: string, type: FlowInput["type"], required = true): FlowInput => ({ name, type, required });
const actionOf = (href: string, inputs: FlowInput[] = []): FlowAction => ({
  name: new URL(href, "http://localhost").searchParams.get("do") as ActionName,
  method: "POST",
  href,
  inputs,
});

const TYPES = { name: "text", username: "text", phone: "tel", email: "email", password: "password" } as const;

/** `altcha` goes with the action that met a challenge. */
export function actionsOf(view: View): FlowAction[] {
  const challenged = "challenge" in view && view.challenge ? view.challengeForm : undefined;
  return formsOf(view).map((action) =>
    action.href === challenged ? { ...action, inputs: [...action.inputs, input("altcha", "text")] } : action,
  );
}

/** `view.passkey.optionsHref` gives what the device is asked with. */
const passkeyOf = (ask: PasskeyAsk | undefined): FlowAction[] =>
  ask ? [actionOf(ask.form, [input("credential", "passkey")])] : [];

const totpOf = (form: string | undefined): FlowAction[] => (form === undefined ? [] : [actionOf(form)]);

function formsOf(view: View): FlowAction[] {
  const ways = "others" in view ? view.others.filter(({ method }) => method === "post") : [];
  const others = ways.map(({ href }) => actionOf(href));
  switch (view.page) {
    case "identify": {
      const passkey = passkeyOf(view.passkey);
      const type = ({ phone: "tel", email: "email", username: "text" } as const)[view.identifier];
      const country =
        view.identifier === "phone" && view.countries.length > 1 ? [input("country", "country", false)] : [];
      return [actionOf(view.form, [input(view.identifier, type), ...country]), ...others, ...passkey];
    }
    case "code":
      return [actionOf(view.form, [input("code", "code")]), actionOf(view.resend.form), ...others];
    case "password":
      return [actionOf(view.form, [input("password", "password")]), ...others];
    case "totp":
      return [actionOf(view.form, [input("code", view.kind === "app" ? "code" : "text")]), actionOf(view.otherForm)];
    case "consent":
      return [
        actionOf(
          view.form,
          view.items.map(({ id, isRequired }) => input(id, "boolean", isRequired)),
        ),
      ];
    case "profile":
      return [
        actionOf(
          view.form,
          view.fields.map(({ name, isRequired }) => input(name, TYPES[name], isRequired)),
        ),
      ];
    case "new-password":
      return [actionOf(view.form, [input("password", "password"), input("end-others", "boolean", false)])];
    case "recycled":
      return [
        ...view.proofs.map(({ href }) => actionOf(href)),
        ...totpOf(view.totpForm),
        ...(view.openForm ? [actionOf(view.openForm)] : []),
        actionOf(view.newForm),
        ...passkeyOf(view.passkey),
      ];
    case "step-up":
      return [...view.proofs.map(({ href }) => actionOf(href)), ...totpOf(view.totpForm), ...passkeyOf(view.passkey)];
    case "delete":
      return [actionOf(view.form)];
    case "social-candidate":
      return [...view.ways.map(({ form }) => actionOf(form)), ...(view.newForm ? [actionOf(view.newForm)] : [])];
    default:
      return [];
  }
}

/** `flow`: `undefined` where there is none any more. */
export function describeFlow(
  flow: (Pick<Flow, "sid" | "state" | "data"> & { isNew: boolean }) | undefined,
  view: View,
  failure: StepFailed | undefined,
  language: Language,
): FlowDescription {
  const { page, error: said, ...rest } = view as View & { error?: { field?: string; text: string } };
  const {
    form: _form,
    challengeForm: _challengeForm,
    resend,
    ...shown
  } = rest as Record<string, unknown> & { resend?: { form: string } };
  const code = failure?.code ?? (said && flow?.data.error?.code);
  const field = failure?.field ?? said?.field;
  const retryAfterSeconds = failure?.facts.retryAfterSeconds;
  const error = code && {
    code,
    message: said?.text ?? failure?.text(language) ?? code,
    ...(field && { field }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  const { form: _resendForm, ...resending } = resend ?? {};
  return {
    flow: flow && !flow.isNew ? flow.sid : null,
    state: flow?.state ?? page,
    actions: actionsOf(view),
    view: { ...shown, ...(resend && { resend: resending }) },
    ...(error && { error }),
  };
}
