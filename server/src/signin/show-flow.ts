/** @module What a flow's page shows: a view model for both faces. Pure but for the challenge that a soft limit asks for. */
import type { Challenge, Challenged, PageError, SocialButton, View, Way } from "@munjigi/pages/view";
import { getCountryCallingCode } from "libphonenumber-js/max";
import { AppError, type ErrorCode, type Language } from "../errors.js";
import type { IdentifierType, SignInMethod } from "../experience/experience.js";
import { displayPhone } from "../phone.js";
import type { AuthenticationMethod } from "../sessions/session.js";
import type { User } from "../users/user.js";
import { purposes, waitAfter, waitsOf } from "../verify/purposes.js";
import { MAX_CHECKS, MAX_SENDS } from "../verify/verification.js";
import { wantedKind } from "./actions/send-code.js";
import { consentsLeft, hasOnlyNumber, MINIMUM_AGE, profileToAsk, secondProofsOf } from "./decide-next.js";
import { type ActionName, type FlowKind, flows, stateBefore } from "./flow.js";
import type { FlowWithFacts } from "./flow-store.js";
import type { FlowError, PendingIdentity } from "./schema.js";
import type { Setting, Visit } from "./visit.js";

export interface Showing extends Setting {
  flow: FlowWithFacts;
  /** It is in no table yet. */
  isNew: boolean;
  /** Back to the application that asked, without what it asked for. */
  cancelHref?: string | undefined;
  /** For people; a program is told what it can do, and when. */
  isPage: boolean;
  visit: Visit;
  /** Whose account it is about, where it belongs to one. */
  user: User | undefined;
  /** The page before is asked for: what was given there may be given anew. */
  isLookingBack: boolean;
  /** The field that was asked for on the first page. */
  wanted: IdentifierType | undefined;
  /** The way in that was used last in this browser. */
  lastUsed: string | undefined;
  /** Of the providers that this page may lead to. */
  buttons: readonly SocialButton[];
  /** Passkeys can be used here; where it is about somebody's account, they have some. */
  hasPasskeys: boolean;
  /** Whoever proves their session anew has an authenticator app. */
  hasTotp: boolean;
  now: number;
  challenge: Challenge | undefined;
  /** Of a flow that is new: what its address has besides. */
  query: Readonly<Record<string, string>>;
}

/** The account's own page. */
export const HOME = "/account";

/** The address of a flow's page, or of one of its actions. */
export function hrefOf(
  { flow, isNew, query }: Pick<Showing, "flow" | "isNew" | "query">,
  action?: ActionName,
  more: Readonly<Record<string, string>> = {},
): string {
  const parts = new URLSearchParams(isNew ? query : { flow: flow.sid });
  if (action) parts.set("do", action);
  for (const [name, value] of Object.entries(more)) parts.set(name, value);
  const text = parts.toString();
  return flows[flow.kind].path + (text ? `?${text}` : "");
}

/** What is wrong, in the page's words; `undefined` once its time is over. */
export function errorOf(
  error: FlowError | undefined,
  language: Language,
  now: number,
  triesLeft?: number,
): PageError | undefined {
  if (!error || error.code === "sign_in.challenge") return undefined;
  if (error.until !== undefined && error.until <= now) return undefined;
  const facts = {
    ...(error.expected && { expected: error.expected }),
    ...(error.until !== undefined && { retryAfterSeconds: Math.ceil((error.until - now) / 1000) }),
  };
  const text = new AppError(error.code as ErrorCode, facts).text(language);
  const left =
    error.code === "sign_in.wrong_code" && triesLeft !== undefined ? ` ${TRIES_LEFT[language](triesLeft)}` : "";
  return { field: error.field, text: text + left };
}

const TRIES_LEFT: Record<Language, (n: number) => string> = {
  ko: (n) => `(${n}번 남음)`,
  en: (n) => (n === 1 ? "1 try left." : `${n} tries left.`),
};

export function viewOf(showing: Showing): View {
  const { flow, isLookingBack, wanted } = showing;
  const before = stateBefore(flow.kind, flow.state, flow.data);
  const state = before && (isLookingBack || wanted) ? before : flow.state;
  switch (state) {
    case "identify":
      return (showing.isPage ? waitOf(showing) : undefined) ?? identifyView(showing);
    case "code":
    case "proof":
      return codeView(showing);
    case "password":
      return passwordView(showing);
    case "totp":
    case "recovery":
      return totpView(showing, state);
    case "recycled":
      return recycledView(showing);
    case "candidate":
      return candidateView(showing);
    case "consent":
      return consentView(showing);
    case "profile":
      return profileView(showing);
    case "new-password":
      return {
        page: "new-password",
        form: hrefOf(showing, "set-password"),
        cancelHref: flow.kind === "password" ? HOME : isNewAccount(showing) ? flows["sign-in"].path : undefined,
        isNewAccount: isNewAccount(showing),
        identifier: display(flow.data.proved?.value ?? showing.user?.identifiers[0]?.value ?? ""),
        minLength: showing.experience.password.minLength,
        error: pageError(showing),
      };
    case "prove":
      return stepUpView(showing);
    case "confirm":
      return {
        page: "delete",
        form: hrefOf(showing, "confirm"),
        social: showing.buttons,
        cancelHref: HOME,
        error: pageError(showing),
      };
    case "done":
      return endedView(flow.kind, "finished");
  }
}

/** A password was lost, and what was proved has no account. */
const isNewAccount = ({ flow }: Showing) => flow.kind === "reset" && (flow.data.owner === "new" || !flow.holder);

export function endedView(
  kind: FlowKind,
  because: "expired" | "finished" | "elsewhere",
  returnTo?: string,
): Extract<View, { page: "ended" }> {
  const purpose = kind === "password" ? "step-up" : kind;
  // A number is asked for by the application, and by nobody else.
  const isOfAccount = flows[kind].needsSession || kind === "verify";
  const anew = isOfAccount ? HOME : flows[kind].path;
  // Whoever is on the way to an application goes on with that.
  const isOnWay = returnTo?.startsWith("/oidc/") || kind === "verify";
  const againHref = isOnWay ? (returnTo ?? anew) : anew;
  return { page: "ended", because, againHref, purpose };
}

/** The form that met a soft limit. Without JavaScript the work is not done: how long until none is asked for. */
function challengedBy(showing: Showing): Challenged {
  const { flow, now, challenge } = showing;
  const { action, with: chosen, until } = flow.data.error ?? {};
  if (!challenge || !action) return { challenge: undefined };
  return {
    challenge,
    challengeForm: hrefOf(showing, action, chosen === undefined ? {} : { with: chosen }),
    challengeSeconds: until === undefined ? undefined : Math.ceil((until - now) / 1000),
  };
}

/** Whoever is asked on a page is asked by the browser; what it gives is posted to the flow. */
function passkeyAsk(showing: Showing): { form: string; optionsHref: string } | undefined {
  if (!showing.hasPasskeys) return undefined;
  const optionsHref = showing.flow.kind === "step-up" ? "/step-up/passkey" : "/sign-in/passkey";
  return { form: hrefOf(showing, "passkey"), optionsHref };
}

const display = (value: string) => (value.startsWith("+") ? displayPhone(value) : value);
const pageError = ({ flow, visit, now }: Showing, triesLeft?: number) =>
  errorOf(flow.data.error, visit.language, now, triesLeft);

/** A hard limit: the page waits, and shows a way that needs no waiting. */
function waitOf(showing: Showing): View | undefined {
  const { flow, now } = showing;
  const { error } = flow.data;
  if (error?.code !== "sign_in.wait" || error.until === undefined || error.until <= now) return undefined;
  const kind = flow.data.identifierKind ?? "phone";
  return {
    page: "wait",
    seconds: Math.ceil((error.until - now) / 1000),
    href: hrefOf(showing),
    others: otherWays(showing, kind),
  };
}

/** Where a method leads first. */
const nextOf = (method: SignInMethod): "code" | "password" =>
  method.code && method.password ? method.first : method.code ? "code" : "password";

/** The methods that this kind of flow may begin with. */
function methodsOf({ flow, experience }: Pick<Showing, "flow" | "experience">): SignInMethod[] {
  const { methods } = experience.signIn;
  if (flow.kind === "reset") return methods.filter(({ code }) => code).map((one) => ({ ...one, password: false }));
  return methods;
}

function otherWays(showing: Showing, shown: IdentifierType): Way[] {
  if (wantedKind(showing.flow)) return [];
  return methodsOf(showing)
    .filter(({ identifier }) => identifier !== shown)
    .map(({ identifier }) => ({
      kind: identifier,
      href: hrefOf(showing, undefined, { with: identifier }),
      method: "get",
    }));
}

function identifyView(showing: Showing): View {
  const { flow, experience, service, wanted, lastUsed } = showing;
  const methods = methodsOf(showing);
  const wantedKinds = wantedKind(flow);
  const kinds: readonly IdentifierType[] = wantedKinds ?? methods.map(({ identifier }) => identifier);
  const pick = [wanted, flow.data.identifierKind, lastUsed as IdentifierType | undefined, kinds[0]];
  const identifier = pick.find((one) => one !== undefined && kinds.includes(one)) ?? "phone";
  const method = methods.find((one) => one.identifier === identifier);
  const next = wantedKinds || !method ? "code" : nextOf(method);
  const given = flow.state !== "identify" && flow.recipient !== null ? display(flow.recipient) : undefined;
  const isShown = identifier === (flow.data.error?.field ?? flow.data.identifierKind ?? identifier);
  const isReturning = experience.signIn.rememberLast && lastUsed !== undefined && flow.kind === "sign-in";
  return {
    page: "identify",
    purpose: flow.kind as "sign-in" | "sign-up" | "reset" | "link" | "verify",
    identifier,
    next,
    form: hrefOf(showing, next === "code" ? "send" : "name"),
    cancelHref: flow.kind === "link" ? HOME : flow.kind === "verify" ? (flow.returnTo ?? undefined) : undefined,
    countries: countriesOf(service),
    country: flow.data.country,
    value: isShown ? (flow.data.typed ?? given ?? "") : "",
    error:
      flow.data.error?.field === undefined || flow.data.error.field === identifier ? pageError(showing) : undefined,
    wasLast: isReturning && lastUsed === identifier && kinds.length > 1,
    isReturning,
    others: otherWays(showing, identifier),
    social: showing.buttons,
    passkey: flow.kind === "sign-in" || flow.kind === "sign-up" ? passkeyAsk(showing) : undefined,
    ...challengedBy(showing),
  };
}

/** Exactly those of the service, its own first. */
function countriesOf({ allowedCountries, defaultCountry }: Setting["service"]) {
  return [defaultCountry, ...allowedCountries.filter((one) => one !== defaultCountry)]
    .filter((one) => allowedCountries.includes(one))
    .map((code) => ({ code, callingCode: getCountryCallingCode(code) }));
}

function codeView(showing: Showing): View {
  const { flow, experience, service } = showing;
  const { code, data } = flow;
  const purpose = flow.purpose ?? "sign-in";
  const maxSends = purposes[purpose].maxSends;
  const sends = code?.sends ?? 0;
  const wait = code && !code.isTest ? waitAfter(waitsOf(purpose, service), sends) - code.secondsSinceSend : 0;
  const sendsLeft = code?.isTest ? MAX_SENDS : Math.max(maxSends - sends, 0);
  const kind = data.identifierKind;
  const method = experience.signIn.methods.find((one) => one.identifier === kind);
  const isSignIn = flow.kind === "sign-in" || flow.kind === "sign-up";
  const expired = code === null || code.secondsLeft <= 0;
  const triesLeft = code ? Math.max(MAX_CHECKS - code.attempts, 0) : 0;
  const locked = code !== null && triesLeft === 0;
  // What went wrong on the page before is said there.
  const isOurs = data.error?.field === undefined || data.error.field === "code";
  const stored = isOurs ? pageError(showing, triesLeft) : undefined;
  const said: FlowError | undefined = expired
    ? { code: "sign_in.code_expired", field: "code" }
    : locked
      ? { code: "sign_in.code_locked", field: "code" }
      : code?.hasFailed && !stored
        ? { code: "sign_in.not_sent", field: "code" }
        : undefined;
  const other = flow.state === "code" && isSignIn && !data.proved;
  return {
    page: "code",
    channel: flow.channel ?? "sms",
    recipient: flow.state === "proof" || flow.recipient === null ? undefined : display(flow.recipient),
    codeLength: code?.codeLength ?? service.codeLength,
    secondsLeft: Math.max(Math.floor(code?.secondsLeft ?? 0), 0),
    minutes: Math.round(service.codeTtlSeconds / 60),
    form: hrefOf(showing, "check"),
    resend: { form: hrefOf(showing, "resend"), secondsToWait: Math.max(Math.ceil(wait), 0), sendsLeft },
    changeHref: hrefOf(showing, undefined, { change: "1" }),
    changes: flow.kind === "step-up" || flow.state === "proof" ? "way" : "recipient",
    webOtp: flow.channel === "sms" && service.webOtpHost !== null,
    error: said ? errorOf(said, showing.visit.language, showing.now) : stored,
    others: [
      ...(other && method?.password
        ? [{ kind: "password", href: hrefOf(showing, "use-password"), method: "post" } as const]
        : []),
      ...(other && kind
        ? methodsOf(showing)
            .filter(({ identifier }) => identifier !== kind)
            .map(
              ({ identifier }) =>
                ({ kind: identifier, href: hrefOf(showing, undefined, { with: identifier }), method: "get" }) as const,
            )
        : []),
    ],
    ...challengedBy(showing),
  };
}

function passwordView(showing: Showing): View {
  const { flow, experience } = showing;
  const kind = flow.data.identifierKind;
  const method = experience.signIn.methods.find((one) => one.identifier === kind);
  const hasCode = flow.kind !== "step-up" && method?.code && !flow.data.proved;
  return {
    page: "password",
    // A further proof of an account, which is not named.
    identifier: flow.recipient === null ? undefined : display(flow.recipient),
    form: hrefOf(showing, "try-password"),
    changeHref: hrefOf(showing, undefined, { change: "1" }),
    forgotHref: kind === "email" ? `${flows.reset.path}?with=email` : flows.reset.path,
    error: pageError(showing),
    others: hasCode ? [{ kind: "code", href: hrefOf(showing, "use-code"), method: "post" }] : [],
    ...challengedBy(showing),
  };
}

/** A code of the app, or a recovery code. */
function totpView(showing: Showing, state: "totp" | "recovery"): View {
  const { flow, now } = showing;
  const { error } = flow.data;
  const isLocked = error?.code === "totp.locked" && error.until !== undefined && error.until > now;
  const isApp = state === "totp";
  return {
    page: "totp",
    kind: isApp ? "app" : "recovery",
    form: hrefOf(showing, isApp ? "check-totp" : "use-recovery"),
    otherForm: hrefOf(showing, "prove", { with: isApp ? "recovery" : "totp" }),
    changeHref: hrefOf(showing, undefined, { change: "1" }),
    secondsToWait: isLocked ? Math.ceil(((error.until as number) - now) / 1000) : undefined,
    error: pageError(showing),
  };
}

function recycledView(showing: Showing): View {
  const { flow, experience } = showing;
  const all = flow.holder ? secondProofsOf(experience, flow.holder) : [];
  // Whoever has lost the password does not prove by it.
  const proofs = all.filter(
    (kind) => kind !== "passkey" && kind !== "totp" && (flow.kind !== "reset" || kind !== "password"),
  ) as ("email" | "password")[];
  const mayOpen =
    flow.holder?.isSuspended === false &&
    hasOnlyNumber(experience, flow.holder) &&
    experience.recycled.phoneOnlyStale === "ask" &&
    flow.kind !== "reset";
  return {
    page: "recycled",
    proofs: proofs.map((kind) => ({ kind, href: hrefOf(showing, "prove", { with: kind }), method: "post" })),
    openForm: mayOpen ? hrefOf(showing, "open") : undefined,
    newForm: hrefOf(showing, "begin-anew"),
    passkey: all.includes("passkey") ? passkeyAsk(showing) : undefined,
    totpForm: all.includes("totp") ? hrefOf(showing, "prove", { with: "totp" }) : undefined,
    error: pageError(showing),
    ...challengedBy(showing),
  };
}

function consentView(showing: Showing): View {
  const { flow, experience, visit } = showing;
  const account = flow.data.owner === "new" ? undefined : flow.holder;
  const { language } = visit;
  const asked = consentsLeft(experience, flow.data, account ?? undefined);
  return {
    page: "consent",
    form: hrefOf(showing, "agree"),
    items: asked.map(({ id, isRequired }) => ({ id, isRequired, ...titleOf(showing, id, language), isTicked: false })),
    error: pageError(showing),
  };
}

/** What a consent is called, and where its text is. */
export function titleOf({ experience }: Pick<Setting, "experience">, id: string, language: Language) {
  if (id === MINIMUM_AGE) {
    const age = experience.minimumAge ?? "";
    return { title: language === "ko" ? `만 ${age}세 이상입니다` : `I am ${age} or older`, href: undefined };
  }
  const term = experience.terms.find((one) => one.id === id);
  const url = term?.url ?? undefined;
  return { title: term?.title[language] ?? id, href: typeof url === "object" ? url[language] : url };
}

function profileView(showing: Showing): View {
  const { flow, experience } = showing;
  const fields = profileToAsk(experience, flow.data);
  const { error } = flow.data;
  const said = pageError(showing);
  const isOfField = error?.field !== undefined && fields.includes(error.field as never);
  return {
    page: "profile",
    form: hrefOf(showing, "fill"),
    fields: fields.map((name) => ({
      name,
      value: flow.data.typedFields?.[name] ?? hintOf(flow.data.social, name),
      isRequired: name !== "name" || experience.signUp.profile.name === "required",
      error: error?.field === name ? said?.text : undefined,
    })),
    countries: countriesOf(showing.service),
    country: flow.data.country,
    minLength: experience.password.minLength,
    isLast: !fields.includes("email") && !fields.includes("phone"),
    error: isOfField ? undefined : said,
    ...challengedBy(showing),
  };
}

/** What a provider says of somebody is written into the field, and proved like anything else. */
function hintOf(social: PendingIdentity | undefined, name: string): string {
  const value = name === "phone" ? social?.phone : name === "email" ? social?.email : undefined;
  return value === undefined ? "" : display(value);
}

function candidateView(showing: Showing): View {
  const { flow, experience } = showing;
  const { brand = "other", label, candidates = [] } = flow.data.social ?? {};
  return {
    page: "social-candidate",
    ...{ brand, label },
    ways: candidates.map(({ kind, value }) => ({
      ...{ kind, masked: maskOf(value) },
      form: hrefOf(showing, "connect", { with: kind }),
    })),
    newForm: experience.signUp.enabled ? hrefOf(showing, "begin-anew") : undefined,
    cancelHref: showing.cancelHref ?? flows["sign-in"].path,
    error: pageError(showing),
    ...challengedBy(showing),
  };
}

/** What shows that somebody has something: a number, an address, an app, or codes on paper. */
const HAD: ReadonlySet<AuthenticationMethod> = new Set(["sms", "otp", "totp", "recovery"]);

function stepUpView(showing: Showing): View {
  const { flow, user, visit, cancelHref, hasTotp } = showing;
  const amr = visit.session?.amr ?? [];
  const all = (user?.identifiers ?? []).filter(({ kind, verifiedAt }) => kind !== "username" && verifiedAt !== null);
  // Where more is asked for than was shown, something of another kind, if there is any.
  const mayPassword = user?.hasPassword === true;
  const { asksForMore, reason = "asked" } = flow.data;
  const hasShownCode = asksForMore === true && amr.some((method) => HAD.has(method)) && mayPassword;
  const hasOther = all.length > 0 || hasTotp;
  const hasShownPassword = asksForMore === true && amr.length === 1 && amr[0] === "pwd" && hasOther;
  const proofs = hasShownCode ? [] : all;
  return {
    page: "step-up",
    passkey: passkeyAsk(showing),
    totpForm: hasTotp && !hasShownCode ? hrefOf(showing, "prove", { with: "totp" }) : undefined,
    reason,
    proofs: [
      ...proofs.map(({ sid, kind, value }) => ({
        ...({ kind, method: "post", label: maskOf(value) } as const),
        href: hrefOf(showing, "prove", { with: sid }),
      })),
      ...(mayPassword && !hasShownPassword
        ? [
            {
              kind: "password",
              method: "post",
              label: undefined,
              href: hrefOf(showing, "prove", { with: "password" }),
            } as const,
          ]
        : []),
    ],
    social: showing.buttons,
    cancelHref: cancelHref ?? flow.returnTo ?? HOME,
    otherHref:
      cancelHref === undefined || flow.returnTo === null
        ? undefined
        : `${flows["sign-in"].path}?${new URLSearchParams({ other: "1", return: flow.returnTo })}`,
    error: pageError(showing),
    ...challengedBy(showing),
  };
}

/** `010-****-5678`, `k***@example.com` */
export function maskOf(value: string): string {
  if (!value.startsWith("+")) return value.replace(/^(.)[^@]*/, "$1***");
  return displayPhone(value).replace(/\d(?=(?:\D*\d){4})/g, (digit, at) => (at < 3 ? digit : "*"));
}
