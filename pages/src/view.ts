/**
 * @module What a hosted page shows. The server makes a view from a flow's state and the settings; a page is a pure function from
 * view to HTML. Sentences of errors come with the view, because the JSON face says them too; all other words are the pages' own
 * (`texts/`).
 */
export type Language = "ko" | "en";

/** What every page has. */
export interface Frame {
  language: Language;
  /** This page in the other language; absent where the settings have one only. */
  otherLanguageHref: string | undefined;
  brand: {
    name: string;
    /** Where the name leads. */
    homeUrl: string | undefined;
    logoUrl: string | undefined;
  };
  /** A style sheet with the team's colours. */
  coloursHref: string | undefined;
  /** The page only stands there, in a frame of the console's: with a style sheet for that, and links that lead nowhere. */
  framed?: { stylesHref: string };
  links: { terms: string | undefined; privacy: string | undefined; support: string | undefined };
}

/** Where a form posts to: flow and action are in the address, the inputs in the body. */
export type FormHref = string;

/** What went wrong with the last action, in the page's language. */
export interface PageError {
  /** The field it is about; absent: the whole page. */
  field: string | undefined;
  text: string;
}

/** A soft limit: the page solves it in a worker and posts the last form again with `altcha`. */
export interface Challenge {
  parameters: Record<string, unknown>;
  signature: string;
}

/** What a page has whose forms may meet a soft limit. */
export interface Challenged {
  challenge: Challenge | undefined;
  /** The form that met it. */
  challengeForm?: FormHref | undefined;
  /** Until no work is asked for, for whoever can do none; absent: nobody can tell. */
  challengeSeconds?: number | undefined;
}

/** Another way on: a link (`GET`) or a button of a form (`POST`). */
export interface Way {
  kind: "phone" | "email" | "username" | "password" | "code";
  href: string;
  method: "get" | "post";
}

/** Whose button it is; `other`: a provider that a team has added, by its `label`. */
export type SocialBrand = "kakao" | "naver" | "google" | "apple" | "other";

/** On to a social provider: a form of its own, so that it works without JavaScript. */
export interface SocialButton {
  brand: SocialBrand;
  /** What the provider is called where `brand` is `other`. */
  label: string | undefined;
  form: FormHref;
  /** Hidden inputs: `provider`, `action`, `return`. Where there is no `mode`, a desktop browser may ask for a pop-up. */
  fields: Readonly<Record<string, string>>;
  /** This way was used last in this browser. */
  wasLast: boolean;
}

export type IdentifierKind = "phone" | "email" | "username";

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** `82` */
  callingCode: string;
}

/** A button for which the browser is asked; it is seen where the browser can do it. */
export interface PasskeyAsk {
  form: FormHref;
  /** Gives what the browser is asked with, as JSON. */
  optionsHref: string;
}

/** The first page: who are you? */
export interface IdentifyView extends Challenged {
  page: "identify";
  /** What the person is about to do, which heading and lead say. */
  purpose: "sign-in" | "sign-up" | "reset" | "link" | "verify";
  /** The field shown. */
  identifier: IdentifierKind;
  /** What follows: a code is sent, or the password is asked for on the next page. */
  next: "code" | "password";
  form: FormHref;
  /** Leaves without a change: somebody is signed in, and adds or changes something. */
  cancelHref?: string | undefined;
  /** Of the number field; one: no `<select>`. The first is the default. */
  countries: readonly Country[];
  /** The country that is chosen. */
  country: string | undefined;
  /** What was typed before. */
  value: string;
  error: PageError | undefined;
  /** This way was used last in this browser. */
  wasLast: boolean;
  /** The person has been here before: "welcome back". */
  isReturning: boolean;
  others: readonly Way[];
  /** In the team's order. */
  social: readonly SocialButton[];
  passkey: PasskeyAsk | undefined;
}

export interface CodeView extends Challenged {
  page: "code";
  channel: "sms" | "email";
  /** As people write it: `010-1234-5678`, an address; absent: it must not be told (a recycled number's second proof). */
  recipient: string | undefined;
  codeLength: number;
  /** Until the code ends. */
  secondsLeft: number;
  minutes: number;
  form: FormHref;
  resend: { form: FormHref; secondsToWait: number; sendsLeft: number };
  /** Where another number or address is given, or another proof is chosen; absent: there is none to choose. */
  changeHref: string | undefined;
  changes: "recipient" | "way";
  /** The host that WebOTP reads codes for. */
  webOtp: boolean;
  error: PageError | undefined;
  others: readonly Way[];
}

export interface PasswordView extends Challenged {
  page: "password";
  /** What was typed on the page before; absent: it is a further proof of an account, and nothing of that is told. */
  identifier: string | undefined;
  form: FormHref;
  /** Where another one is typed, or another proof is chosen. */
  changeHref: string;
  /** To `/reset-password`. */
  forgotHref: string;
  error: PageError | undefined;
  others: readonly Way[];
}

export interface ConsentItem {
  /** The field's name. */
  id: string;
  isRequired: boolean;
  /** The team's own words, or `minimum_age`'s, which are ours. */
  title: string;
  /** The text itself. */
  href: string | undefined;
  isTicked: boolean;
}

export interface ConsentView {
  page: "consent";
  form: FormHref;
  items: readonly ConsentItem[];
  error: PageError | undefined;
}

export interface ProfileView extends Challenged {
  page: "profile";
  form: FormHref;
  fields: readonly {
    name: "name" | "username" | "phone" | "email" | "password";
    value: string;
    isRequired: boolean;
    error: string | undefined;
  }[];
  /** Of the number field, as on the first page. */
  countries: readonly Country[];
  country: string | undefined;
  /** Of a password. */
  minLength: number;
  /** This form ends the sign-up. */
  isLast: boolean;
  error: PageError | undefined;
}

export interface NewPasswordView {
  page: "new-password";
  form: FormHref;
  /** For password managers: a hidden `username` field. */
  identifier: string;
  minLength: number;
  /** Leaves: back to the account that changes it, or to sign-in from a new one. Absent: the password signs in. */
  cancelHref: string | undefined;
  /** What was proved has no account: the password is that of a new one. */
  isNewAccount?: boolean | undefined;
  error: PageError | undefined;
}

/** A number that was not proved for a long time. */
export interface RecycledView extends Challenged {
  page: "recycled";
  /** Second proofs; none: the account has only this number. */
  proofs: readonly Way[];
  /** Opens the account by the number alone, within limits; absent: that is not allowed. */
  openForm: FormHref | undefined;
  newForm: FormHref;
  error: PageError | undefined;
  passkey: PasskeyAsk | undefined;
  /** To a code of the authenticator app; absent: there is none. */
  totpForm: FormHref | undefined;
}

/** A code of an authenticator app, or a recovery code in its place, is asked for. */
export interface TotpView {
  page: "totp";
  kind: "app" | "recovery";
  form: FormHref;
  /** To the recovery codes, and back to the app. */
  otherForm: FormHref;
  /** Where another proof is chosen. */
  changeHref: string;
  /** Too many wrong codes: none is looked at until then. */
  secondsToWait: number | undefined;
  error: PageError | undefined;
}

/** A hard limit. The page goes on by itself when the time is over (meta refresh). */
export interface WaitView {
  page: "wait";
  seconds: number;
  /** Where it goes on. */
  href: string;
  others: readonly Way[];
}

/** A page that is over: begin anew with one tap. */
export interface EndedView {
  page: "ended";
  /** `expired`: its time was up; `finished`: it was done; `elsewhere`: it is no page of this browser's, or unknown. */
  because: "expired" | "finished" | "elsewhere";
  againHref: string;
  /** What is begun anew. */
  purpose: "sign-in" | "sign-up" | "reset" | "link" | "step-up" | "delete" | "verify";
}

export interface SignedOutView {
  page: "signed-out";
  everywhere: boolean;
  /** The account is gone, and every session of it. */
  isDeleted: boolean;
  /** Of a deleted account: providers at which the connection has to be ended by the person. */
  connections: readonly { brand: SocialBrand; label: string | undefined; href: string | undefined }[];
  againHref: string;
}

/** Somebody is signed in in this browser. */
export interface ChooseView {
  page: "choose";
  accounts: readonly { name: string; detail: string; form: FormHref }[];
  otherHref: string;
}

export interface StepUpView extends Challenged {
  page: "step-up";
  /** Why it is asked. */
  reason: "link" | "delete" | "asked";
  /** The best proof first; `label` is the masked recipient. */
  proofs: readonly (Way & { label: string | undefined })[];
  /** Linked providers that may prove it. */
  social: readonly SocialButton[];
  /** Leaves without proof. */
  cancelHref: string;
  /** Signs in as somebody else. */
  otherHref?: string | undefined;
  error: PageError | undefined;
  passkey: PasskeyAsk | undefined;
  /** To a code of the authenticator app; absent: there is none. */
  totpForm: FormHref | undefined;
}

export interface DeleteView {
  page: "delete";
  form: FormHref;
  /** Linked providers: one round trip proves it and deletes. */
  social: readonly SocialButton[];
  cancelHref: string;
  error: PageError | undefined;
}

export interface AccountView {
  page: "account";
  name: string | undefined;
  /** ISO 8601. */
  since: string;
  /** Opened by a recycled number alone: until then nothing personal is shown and nothing can be changed. */
  restrictedUntil: string | undefined;
  nameHref: string;
  identifiers: readonly {
    kind: IdentifierKind;
    value: string;
    isVerified: boolean;
    changeHref: string | undefined;
    removeForm: FormHref | undefined;
  }[];
  /** Kinds that may be added. */
  addHrefs: readonly { kind: "phone" | "email"; href: string }[];
  password: { isSet: boolean; href: string } | undefined;
  /** Absent: there are none here. */
  passkeys:
    | {
        list: readonly {
          name: string;
          /** ISO 8601. */
          createdAt: string;
          href: string;
        }[];
        addHref: string;
      }
    | undefined;
  /** The authenticator app; absent: there are none here. */
  totp:
    | {
        /** ISO 8601; absent: it is to be set up. */
        addedAt: string | undefined;
        href: string;
      }
    | undefined;
  social: {
    connected: readonly {
      brand: SocialBrand;
      label: string | undefined;
      /** The provider's e-mail address, masked, or "". */
      detail: string;
      /** ISO 8601. */
      at: string;
      /** Absent: it is the last way to sign in. */
      unlinkForm: FormHref | undefined;
      unlinkFields: Readonly<Record<string, string>>;
    }[];
    addable: readonly SocialButton[];
  };
  sessions: readonly {
    /** `Chrome · Android` */
    device: string;
    isThis: boolean;
    /** ISO 8601. */
    usedAt: string;
    endForm: FormHref | undefined;
  }[];
  endAllForm: FormHref;
  consents: { required: number; optional: number; href: string } | undefined;
  exportHref: string;
  /** Applications that are not the team's own, and what they may see. */
  applications: readonly {
    name: string;
    scopes: readonly AuthorizeView["items"][number]["scope"][];
    at: string;
    endForm: FormHref;
  }[];
  organizations: readonly { name: string; roles: readonly RoleName[]; leaveForm: FormHref }[];
  signOutForm: FormHref;
  deleteHref: string;
  /** What was just done, in words. */
  done: string | undefined;
}

/** What was agreed to, with versions and times; optional ones can be taken back. */
export interface ConsentsView {
  page: "consents";
  items: readonly {
    title: string;
    isRequired: boolean;
    isAgreed: boolean;
    version: string;
    /** ISO 8601. */
    at: string;
    href: string | undefined;
    /** Agrees, or takes back. */
    changeForm: FormHref | undefined;
  }[];
  backHref: string;
}

/** One field of `/account`. */
/** "Next time, no text": offered once after a code, and whenever somebody adds one. */
export interface PasskeyView {
  page: "passkey";
  /** What the browser made is posted there. */
  form: FormHref;
  optionsHref: string;
  laterHref: string;
  /** It was asked for, so it can be left, not put off. */
  isAsked: boolean;
  error: PageError | undefined;
}

/** One passkey: its name, and what there is to say of it. */
export interface PasskeyDetailView {
  page: "passkey-detail";
  form: FormHref;
  value: string;
  /** ISO 8601; of the last use absent: never. */
  createdAt: string;
  usedAt: string | undefined;
  isBackedUp: boolean;
  removeForm: FormHref;
  cancelHref: string;
  error: PageError | undefined;
}

/** An authenticator app is set up. */
export interface TotpNewView {
  page: "totp-new";
  form: FormHref;
  /** Posted with the code: what makes the same form the same codes. */
  batch: string;
  /** In base32. */
  secret: string;
  /** Of the QR code; a link on a phone. */
  uri: string;
  secondsToWait: number | undefined;
  cancelHref: string;
  error: PageError | undefined;
}

/** Recovery codes, shown once. */
export interface TotpCodesView {
  page: "totp-codes";
  codes: readonly string[];
  batch: string;
  /** Gives them as a file. */
  downloadForm: FormHref;
  doneHref: string;
}

/** Somebody's authenticator app: its recovery codes, and its end. */
export interface TotpDetailView {
  page: "totp-detail";
  /** ISO 8601; of the last use absent: never. */
  addedAt: string;
  usedAt: string | undefined;
  codesLeft: number;
  codesForm: FormHref;
  batch: string;
  removeForm: FormHref;
  cancelHref: string;
  error: PageError | undefined;
}

export interface NameView {
  page: "name";
  form: FormHref;
  value: string;
  cancelHref: string;
  error: PageError | undefined;
}

/** An application that is not the team's own asks for what is somebody's. */
export interface AuthorizeView {
  page: "authorize";
  application: string;
  /** Where somebody is led afterwards: a host, or an app's own scheme. */
  destination: string;
  /** `value`: theirs, masked; absent: it says what it is. `other`: a scope of the team's own API, by its name. */
  items: readonly {
    scope: "profile" | "phone" | "email" | "organizations" | "offline_access" | "other";
    name: string;
    value: string | undefined;
  }[];
  form: FormHref;
  cancelForm: FormHref;
  otherHref: string;
}

/** An application has led somebody here to sign out. */
export interface SignOutView {
  page: "sign-out";
  /** Absent: it does not say which one. */
  application: string | undefined;
  form: FormHref;
  cancelHref: string;
}

/** On to another site, by a page of its own: a browser follows no form to where its page's policy does not name. */
export interface LeaveView {
  page: "leave";
  href: string;
}

/** The demo application: it signs in by OpenID Connect, as any other does, and shows what it learns. */
export interface DemoView {
  page: "demo";
  clientId: string;
  /** Where codes are read that went nowhere. */
  inboxHref: string;
}

/** A role of an organization. Those that are always there have a word of the page's own. */
export interface RoleName {
  name: string;
  /** What the team says of it. */
  description: string | undefined;
}

/** Who invites to what. Looking at it changes nothing: it is accepted by a form. */
export interface InvitationView {
  page: "invitation";
  organization: string;
  inviter: string | undefined;
  channel: "sms" | "email";
  /** Masked. */
  recipient: string;
  roles: readonly RoleName[];
  /** ISO 8601. */
  expiresAt: string;
  next:
    | { standing: "ready"; acceptForm: FormHref; declineForm: FormHref }
    /** Nobody is signed in. */
    | { standing: "sign-in"; href: string }
    /** Somebody is, who has not proved the number or address that is invited. */
    | { standing: "other"; account: string; href: string; linkHref: string | undefined }
    /** Somebody is, by a number alone that may be another's. */
    | { standing: "restricted"; href: string };
}

/** Whoever has accepted sees it again, as often as they look. */
export interface InvitationJoinedView {
  page: "invitation-joined";
  organization: string;
  roles: readonly RoleName[];
  accountHref: string;
}

export interface InvitationEndedView {
  page: "invitation-ended";
  because: "unknown" | "elsewhere" | "expired" | "revoked" | "declined" | "accepted";
  accountHref: string;
}

/** A provider tells a number or an address that is an account's here. Whoever proves it connects the provider to that account. */
export interface SocialCandidateView extends Challenged {
  page: "social-candidate";
  brand: SocialBrand;
  label: string | undefined;
  /** Where a code is sent to. */
  ways: readonly { kind: "phone" | "email"; masked: string; form: FormHref }[];
  /** A new account; absent: the action makes none. */
  newForm: FormHref | undefined;
  cancelHref: string | undefined;
  error: PageError | undefined;
}

/** A provider's round trip that led to nothing: what happened, once more, another way. */
export interface SocialEndedView {
  page: "social-ended";
  /** Absent: it cannot be told which one. */
  brand: SocialBrand | undefined;
  label: string | undefined;
  text: string;
  retry: SocialButton | undefined;
  otherHref: string;
}

/** Another site has led somebody here: the form posts itself, once. */
export interface SocialBeginView {
  page: "social-begin";
  button: SocialButton;
  cancelHref: string | undefined;
}

/** The last page of a pop-up: it tells the page that opened it, then closes. */
export interface SocialReturnView {
  page: "social-return";
  /** Name of the `BroadcastChannel`: `sg:` and what the opener posted as `channel`. */
  channel: string;
  /** `type`, `id`, `ticket`, and as `href` the path where the opener goes on. */
  message: Readonly<Record<string, string>>;
  openerOrigin: string;
  /** Where the pop-up itself goes on if nobody answers. */
  nextHref: string;
}

/** An administrator came back from a provider that they try; what came is shown in the console alone. */
export interface SocialTrialView {
  page: "social-trial";
  isTold: boolean;
  consoleHref: string;
}

/** What a provider has told, and what it has not. */
export interface SocialVerifiedView {
  page: "social-verified";
  brand: SocialBrand;
  label: string | undefined;
  /** As people write it. */
  phone: string | undefined;
  /** The provider's word on the number counts here; else a code has to follow. */
  isProved: boolean;
  missing: readonly ("name" | "email" | "phone" | "picture")[];
  nextHref: string;
  /** To prove the number by a code. */
  codeHref: string | undefined;
}

/** What nobody foresaw; still a way on. */
export interface ErrorView {
  page: "error";
  text: string;
  href: string;
  /** Trying again does not help: what `href` is instead. */
  leadsTo?: "account" | "sign-in" | "sign-out" | undefined;
}

export type View =
  | IdentifyView
  | CodeView
  | PasswordView
  | ConsentView
  | ProfileView
  | NewPasswordView
  | RecycledView
  | WaitView
  | EndedView
  | SignedOutView
  | ChooseView
  | StepUpView
  | DeleteView
  | AccountView
  | ConsentsView
  | NameView
  | PasskeyView
  | PasskeyDetailView
  | TotpView
  | TotpNewView
  | TotpCodesView
  | TotpDetailView
  | AuthorizeView
  | SignOutView
  | LeaveView
  | InvitationView
  | InvitationJoinedView
  | InvitationEndedView
  | DemoView
  | SocialCandidateView
  | SocialEndedView
  | SocialBeginView
  | SocialReturnView
  | SocialTrialView
  | SocialVerifiedView
  | ErrorView;
