/** @module Every sentence of the pages: what a language must have. Sentences of errors come with the view. */
import type {
  AuthorizeView,
  ConsentItem,
  EndedView,
  IdentifierKind,
  IdentifyView,
  InvitationEndedView,
  InvitationView,
  SocialBrand,
  SocialVerifiedView,
  StepUpView,
  Way,
} from "../view.js";

/** A sentence around a value that is set apart, as in bold. */
export interface Around {
  before: string;
  after: string;
}

type ByChannel = Record<"sms" | "email", string>;
/** Of a provider; `other` has a name that a team gave it. */
export type ByBrand = Record<Exclude<SocialBrand, "other">, string> & { other(label: string): string };

type ByWay = Record<Way["kind"], string>;

export interface Texts {
  frame: {
    terms: string;
    privacy: string;
    support: string;
    home(brand: string): string;
    open(brand: string): string;
    or: string;
    cancel: string;
    back: string;
    change: string;
    view: string;
    /** Of what is typed in a password field. */
    show: string;
    hide: string;
    optional: string;
    country: string;
    lastUsed: string;
  };
  fields: Record<IdentifierKind | "password" | "name", string>;
  challenge: {
    working: string;
    solved: string;
    failed: string;
    /** JavaScript is off. */
    unscripted: string;
    unscriptedFor(wait: string): string;
  };
  identify: {
    heading: Record<IdentifierKind, Record<IdentifyView["purpose"], string>>;
    returning: string;
    lead: Record<"start" | "password" | "sign-up" | "reset" | "link" | "verify", string> & {
      last: Record<IdentifierKind, string>;
    };
    send: Record<IdentifierKind, string>;
    next: string;
    others: ByWay;
  };
  code: {
    heading: string;
    sentTo: Around;
    sentSomewhere: ByChannel;
    change: ByChannel;
    /** To prove it otherwise. */
    anotherWay: string;
    label(length: number): string;
    hint(minutes: number): string;
    /** Announced when so many seconds are left. */
    timeLeft: Record<60 | 30, string>;
    expired: string;
    check: string;
    notReceived: ByChannel;
    resend(left: number): string;
    resendIn(seconds: number | "#"): string;
    resendNow: string;
    noneLeft: string;
    advice: ByChannel;
    others: ByWay;
  };
  password: {
    heading: string;
    submit: string;
    /** Where it signs nobody in. */
    confirm: string;
    forgot: string;
    anotherWay: string;
    others: ByWay;
  };
  consent: {
    heading: string;
    lead: string;
    all: string;
    /** Where nothing is optional. */
    allRequired: string;
    required: string;
    optional: string;
    viewItem(title: ConsentItem["title"]): string;
    submit: string;
  };
  profile: {
    /** The name is all that is missing. */
    nameHeading: string;
    heading: string;
    lastLead: string;
    lead: string;
    nameHint: string;
    finish: string;
    next: string;
  };
  newPassword: {
    heading: string;
    confirmed: Around;
    label: string;
    hint(minLength: number): string;
    endOthers: string;
    submit: string;
    /** Of whoever is signed in. */
    save: string;
    /** What was proved is nobody's. */
    noAccount: { heading: string; after: string; submit: string };
  };
  recycled: {
    heading: string;
    lead: string;
    /** The account has no second proof: the number alone may open it, or not even that. */
    openHeading: string;
    startHeading: string;
    numberOnlyLead: string;
    proofs: ByWay;
    open: string;
    openHint: string;
    or: string;
    start: string;
    startHint: string;
  };
  wait: {
    heading: string;
    lead: string;
    seconds(seconds: number | "#"): string;
    minutes(minutes: number | "#", seconds: number | "#"): string;
    hint: string;
    over: string;
    others: ByWay;
    retry: string;
  };
  ended: {
    heading: Record<EndedView["because"], string>;
    lead: Record<EndedView["because"], string>;
    again: Record<EndedView["purpose"], string>;
  };
  signedOut: {
    heading: string;
    here: string;
    everywhere: string;
    again: string;
    deletedHeading: string;
    deleted: string;
    anew: string;
    /** Before a list of what only the person can end. */
    connections: string;
  };
  choose: { heading: string; lead: string; other: string };
  authorize: {
    heading(application: string): string;
    lead(brand: string): string;
    scopes: Record<"profile" | "phone" | "email" | "organizations" | "offline_access", string>;
    /** Where there is no value to be shown. */
    details: Record<AuthorizeView["items"][number]["scope"], string>;
    destination(host: string): string;
    submit: string;
  };
  signOut: {
    heading(brand: string): string;
    lead: string;
    leadOf(application: string): string;
    submit: string;
    stay: string;
  };
  demo: Record<
    | "heading"
    | "lead"
    | "signIn"
    | "signUp"
    | "signOut"
    | "renew"
    | "renewed"
    | "claims"
    | "code"
    | "inbox"
    | "failed"
    | "unscripted",
    string
  >;
  leave: { heading: string; go: string };
  stepUp: {
    heading: string;
    lead: Record<StepUpView["reason"], string>;
    proofs: ByWay;
    /** The same, where it is told which number or address. */
    proofTo: Record<"phone" | "email" | "code", (label: string) => string>;
  };
  social: {
    /** How the language calls them. */
    names: ByBrand;
    /** `last`: the lead of whoever came by it the last time. */
    last: ByBrand;
    buttons: Record<"signIn" | "connect" | "confirm" | "confirmAndDelete" | "again" | "go", ByBrand>;
    /** While a pop-up is open. */
    popUp: string;
    connected: string;
    connectedOn: Around;
    unlink: string;
    /** It cannot be disconnected. */
    isOnly: string;
    candidate: { heading: string; lead(provider: string): string; anew: string };
    ended: { heading: string; headingOf(provider: string): string; other: string };
    begin: { heading(provider: string): string; lead: string };
    return: { heading: string; lead: string; go: string };
    trial: { told: string; failed: string; lead: string; back: string };
    verified: {
      heading: string;
      unproved: string;
      withoutPhone: string;
      lead(provider: string): string;
      items: Record<SocialVerifiedView["missing"][number], string>;
      missing: string;
      code: string;
      next: string;
    };
  };
  invitation: {
    heading(organization: string): string;
    sentBy(inviter: string): string;
    lead: Record<InvitationView["next"]["standing"], ByChannel>;
    role: string;
    recipient: ByChannel;
    until: string;
    /** Who is signed in. */
    account: string;
    roles: Record<"owner" | "admin" | "member", string>;
    accept: string;
    decline: string;
    other: ByChannel;
    link: ByChannel;
    toAccount: string;
    joined: { heading(organization: string): string; lead(roles: string): string };
    ended: {
      heading: Record<InvitationEndedView["because"], string>;
      lead: Record<InvitationEndedView["because"], string>;
    };
  };
  delete: { heading: string; lead: string; facts: readonly string[]; submit: string; keep: string };
  account: {
    heading: string;
    noName: string;
    since(time: string): string;
    ways: string;
    kinds: Record<IdentifierKind, string>;
    verified: string;
    unverified: string;
    remove: string;
    add: Record<"phone" | "email", string>;
    password: string;
    passwordSet: string;
    passwordUnset: string;
    setPassword: string;
    devices: string;
    thisDevice: string;
    endAll: string;
    data: string;
    consents: string;
    consentCounts(required: number, optional: number): string;
    export: string;
    exportDetail: string;
    download: string;
    signOut: string;
    delete: string;
    restricted: string;
    restrictedUntil: string;
    /** What a screen reader hears of a verb in a row: `haneul@example.com 바꾸기`. */
    applications: string;
    end: string;
    organizations: string;
    leave: string;
    ofItem(verb: string, item: string): string;
  };
  consents: {
    heading: string;
    lead: string;
    version(version: string): string;
    agreed: Around;
    refused: Around;
    agree: string;
    withdraw: string;
    back: string;
  };
  name: { heading: string; submit: string };
  passkey: {
    /** On the first page. */
    signIn: string;
    /** Where somebody proves who they are. */
    prove: string;
    heading: string;
    lead: string;
    facts: readonly string[];
    create: string;
    later: string;
    /** The browser cannot, or runs no scripts. */
    unable: string;
    /** A row of the account's page: what it is, and when it was made. */
    row(time: string): string;
    manage: string;
    add: string;
    detail: {
      heading: string;
      name: string;
      made(time: string): string;
      used(time: string): string;
      unused: string;
      synced: string;
      bound: string;
      remove: string;
    };
  };
  totp: {
    /** What it is called in the account. */
    name: string;
    none: string;
    row(time: string): string;
    add: string;
    manage: string;
    /** Where somebody proves who they are. */
    prove: string;
    heading: string;
    lead: string;
    label: string;
    hint: string;
    locked(wait: string): string;
    toRecovery: string;
    toApp: string;
    recovery: { heading: string; lead: string; label: string; hint: string };
    setUp: { heading: string; lead: string; picture: string; open: string; byHand: string };
    codes: { heading: string; lead: string; saved: string; download: string };
    detail: {
      heading: string;
      added(time: string): string;
      used(time: string): string;
      unused: string;
      left(codes: number): string;
      make: string;
      makeHint: string;
      remove: string;
    };
  };
  error: {
    heading: string;
    again: string;
    /** What was asked for can never be done. */
    refused: string;
    leadsTo: Record<"account" | "sign-in" | "sign-out", string>;
  };
}
