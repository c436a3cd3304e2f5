/**
 * @module Sign-in as a table: what can be done in each state, and where it leads. `act-on-flow.ts` walks it; a test walks it too.
 * A flow that is not begun yet is in the first state of its kind.
 */
import type { Purpose } from "../codes.js";

export type FlowKind = "sign-in" | "sign-up" | "reset" | "link" | "step-up" | "password" | "delete" | "verify";

export type FlowState =
  | "identify"
  | "code"
  | "password"
  | "recycled"
  | "candidate"
  | "proof"
  | "totp"
  | "recovery"
  | "consent"
  | "profile"
  | "new-password"
  | "prove"
  | "confirm"
  | "done";

export type ActionName =
  | "send"
  | "check"
  | "resend"
  | "name"
  | "use-password"
  | "use-code"
  | "try-password"
  | "prove"
  | "passkey"
  | "check-totp"
  | "use-recovery"
  | "open"
  | "begin-anew"
  | "connect"
  | "agree"
  | "fill"
  | "set-password"
  | "confirm";

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
  /** Where somebody may begin whom a provider vouches for (`signin/social/act.ts`). */
  arrivals: readonly FlowState[];
  states: Partial<Record<FlowState, Actions>>;
}

/** What follows once somebody has proved a number, an address or a password. */
const PROVED = ["recycled", "consent", "profile", "done"] as const;

/** Where one chooses how to prove whose an account is. */
const OWNER_PROOFS = ["proof", "password", "totp", "recovery"] as const;
/** Of a lost password; it proves nothing itself. */
const RESET_PROOFS = ["proof", "totp", "recovery"] as const;
const SESSION_PROOFS = ["code", "password", "totp", "recovery"] as const;
const NEW_ACCOUNT = ["consent", "profile", "done"] as const;

const signIn: Omit<FlowRules, "path"> = {
  begins: "identify",
  needsSession: false,
  needsFreshSession: false,
  arrivals: ["candidate", "consent", "profile", "done"],
  states: {
    identify: { send: ["code"], name: ["password"], passkey: PROVED },
    // Whoever looks back says anew who they are; `fill` is of a new account's second address.
    code: {
      check: PROVED,
      resend: ["code"],
      send: ["code"],
      name: ["password"],
      passkey: PROVED,
      fill: ["code"],
      "use-password": ["password"],
      // Whoever came by a provider and cannot read the code looks back at who they may be.
      connect: ["code"],
      "begin-anew": NEW_ACCOUNT,
    },
    password: {
      "try-password": PROVED,
      passkey: PROVED,
      send: ["code"],
      name: ["password"],
      prove: OWNER_PROOFS,
      "use-code": ["code"],
    },
    // The number was not proved for long, so it may be somebody else's by now.
    recycled: {
      prove: OWNER_PROOFS,
      passkey: PROVED,
      open: PROVED,
      "begin-anew": NEW_ACCOUNT,
    },
    proof: {
      check: PROVED,
      passkey: PROVED,
      resend: ["proof"],
      prove: OWNER_PROOFS,
      "begin-anew": NEW_ACCOUNT,
    },
    totp: { "check-totp": PROVED, passkey: PROVED, prove: OWNER_PROOFS, "begin-anew": NEW_ACCOUNT },
    recovery: { "use-recovery": PROVED, passkey: PROVED, prove: OWNER_PROOFS, "begin-anew": NEW_ACCOUNT },
    // A provider says a number or address that an account has: only its owner connects the two.
    candidate: { connect: ["code"], "begin-anew": NEW_ACCOUNT },
    consent: { agree: ["profile", "done"] },
    profile: { fill: ["profile", "code", "done"] },
  },
};

export const flows: Readonly<Record<FlowKind, FlowRules>> = {
  "sign-in": { path: "/sign-in", ...signIn },
  "sign-up": { path: "/sign-up", ...signIn },
  reset: {
    path: "/reset-password",
    begins: "identify",
    needsSession: false,
    needsFreshSession: false,
    arrivals: [],
    states: {
      identify: { send: ["code"] },
      code: {
        check: ["recycled", "new-password", "profile", "done"],
        resend: ["code"],
        send: ["code"],
        fill: ["code"],
      },
      recycled: {
        prove: RESET_PROOFS,
        passkey: ["new-password"],
        "begin-anew": ["new-password"],
      },
      proof: {
        check: ["new-password"],
        passkey: ["new-password"],
        prove: RESET_PROOFS,
        resend: ["proof"],
        "begin-anew": ["new-password"],
      },
      totp: {
        "check-totp": ["new-password"],
        passkey: ["new-password"],
        prove: RESET_PROOFS,
        "begin-anew": ["new-password"],
      },
      recovery: {
        "use-recovery": ["new-password"],
        passkey: ["new-password"],
        prove: RESET_PROOFS,
        "begin-anew": ["new-password"],
      },
      "new-password": { "set-password": ["consent", "profile", "done"] },
      consent: { agree: ["profile", "done"] },
      profile: { fill: ["profile", "code", "done"] },
    },
  },
  "step-up": {
    path: "/step-up",
    begins: "prove",
    needsSession: true,
    needsFreshSession: false,
    arrivals: ["done"],
    states: {
      prove: { prove: SESSION_PROOFS, passkey: ["done"] },
      // Whoever waits for a text may use the passkey after all.
      code: { check: ["done"], resend: ["code"], prove: SESSION_PROOFS, passkey: ["done"] },
      password: { "try-password": ["done"], passkey: ["done"], prove: SESSION_PROOFS },
      totp: { "check-totp": ["done"], passkey: ["done"], prove: SESSION_PROOFS },
      recovery: { "use-recovery": ["done"], passkey: ["done"], prove: SESSION_PROOFS },
    },
  },
  link: {
    path: "/account/link",
    begins: "identify",
    needsSession: true,
    needsFreshSession: true,
    arrivals: [],
    states: {
      identify: { send: ["code"] },
      code: { check: ["done"], resend: ["code"], send: ["code"] },
    },
  },
  password: {
    path: "/account/password",
    begins: "new-password",
    needsSession: true,
    needsFreshSession: true,
    arrivals: [],
    states: { "new-password": { "set-password": ["done"] } },
  },
  // No account: a number is proved for an application, which gets a token that says so.
  verify: {
    path: "/verify-number",
    begins: "identify",
    needsSession: false,
    needsFreshSession: false,
    arrivals: ["identify"],
    states: {
      identify: { send: ["code"] },
      code: { check: ["done"], resend: ["code"], send: ["code"] },
    },
  },
  delete: {
    path: "/account/delete",
    begins: "confirm",
    needsSession: true,
    needsFreshSession: true,
    arrivals: [],
    states: { confirm: { confirm: ["done"] } },
  },
};

/** What somebody sees who looks back from a state: where what it waits for was asked for. */
export function stateBefore(
  kind: FlowKind,
  state: FlowState,
  { proved, social }: { proved?: object; social?: object },
): FlowState | undefined {
  if (state === "proof") return "recycled";
  if (state !== "code" && state !== "password" && state !== "totp" && state !== "recovery") return undefined;
  if (kind === "step-up") return "prove";
  if (!proved) return social ? "candidate" : "identify";
  return state === "code" ? "profile" : "recycled";
}

/** What the codes of a flow are for, and so which of a connector's templates they get (`delivery/usage-type.ts`). */
export function purposeOf(kind: FlowKind, isKnown: boolean): Purpose {
  if (kind === "reset" || kind === "link" || kind === "step-up" || kind === "verify") return kind;
  return isKnown ? "sign-in" : "sign-up";
}
