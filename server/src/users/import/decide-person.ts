/**
 * @module What a line does to whom. Pure. An import adds what is missing and changes nothing that is there, so that the same file does
 * nothing a second time, and takes back nothing that people have changed since.
 *
 * Whoever has a number now may not be who had it then. So what opens an account (its own id, password, numbers, addresses, accounts at
 * providers) is added only to one that the line's own id names; to another only where whoever imports says that they are the same people.
 */
import type { IdentifierKind } from "../user.js";
import {
  keysOf,
  type LineProblem,
  nameOf,
  type Person,
  type PersonConsent,
  type PersonIdentity,
  socialKey,
} from "./person.js";

/** An account as it is, with what earlier lines have added. */
export interface Account {
  sid: string;
  externalId: string | null;
  name: string | null;
  language: string | null;
  hasPassword: boolean;
  identifiers: { sid: string; kind: IdentifierKind; value: string; verified: boolean }[];
  /** By `socialKey`. */
  social: string[];
  consents: { item: string; version: string; agreed: boolean; at: number }[];
}

/** What is added to an account that there is. */
export interface Additions {
  externalId: string | null;
  name: string | null;
  language: string | null;
  passwordHash: string | null;
  identifiers: Person["identifiers"];
  /** Identifiers of theirs that are vouched for now. */
  verified: { sid: string; verifiedAt: string | null }[];
  social: PersonIdentity[];
  consents: PersonConsent[];
}

export type Decision =
  | { result: "created" }
  | { result: "updated"; account: Account; additions: Additions }
  | { result: "unchanged"; account: Account }
  | { result: "refused"; problems: readonly LineProblem[] };

export interface DecideOptions {
  /** By `nameOf`: whose it is. */
  accounts: ReadonlyMap<string, Account>;
  /** By `nameOf`: the line of this file that had it. */
  lines: ReadonlyMap<string, number>;
  adopt: boolean;
}

export function decidePerson(person: Person, { accounts, lines, adopt }: DecideOptions): Decision {
  const keys = keysOf(person);
  const repeated = keys.flatMap((key): LineProblem[] => {
    const line = lines.get(nameOf(key));
    return line === undefined ? [] : [{ code: "user_import.line_repeated", path: key.path, line }];
  });
  if (repeated.length > 0) return { result: "refused", problems: repeated };
  const owner = (key: (typeof keys)[number]) => accounts.get(nameOf(key));
  const byOwnId =
    person.externalId === null ? undefined : accounts.get(nameOf({ type: "external", value: person.externalId }));
  const account = byOwnId ?? keys.flatMap((key) => (isSurelyTheirs(key, owner(key)) ? [owner(key) as Account] : []))[0];
  // Two lines may name one account by different things.
  const line = account && lines.get(accountKey(account.sid));
  if (line !== undefined)
    return { result: "refused", problems: [{ code: "user_import.line_repeated", path: "externalId", line }] };
  const foreign = keys.flatMap((key): LineProblem[] => {
    const other = owner(key);
    return other && other !== account ? [{ code: "user_import.taken", path: key.path }] : [];
  });
  if (foreign.length > 0) return { result: "refused", problems: foreign };
  if (!account) return { result: "created" };
  // It was brought along under another own id.
  if (person.externalId !== null && account.externalId !== null && account.externalId !== person.externalId)
    return { result: "refused", problems: keys.filter((key) => owner(key) === account).map(taken) };
  const kinds = new Map(account.identifiers.map((one) => [one.kind, one]));
  const others = person.identifiers.flatMap(({ kind, value }, place): LineProblem[] => {
    const present = kinds.get(kind);
    return present && present.value !== value
      ? [{ code: "user_import.other_identifier", path: `identifiers.${place}.value` }]
      : [];
  });
  if (others.length > 0) return { result: "refused", problems: others };
  const additions = additionsTo(account, person);
  const opening = byOwnId || adopt ? undefined : whatOpens(additions, person);
  if (opening) return { result: "refused", problems: [{ code: "user_import.account_exists", path: opening }] };
  return isNothing(additions) ? { result: "unchanged", account } : { result: "updated", account, additions };
}

/** What an account that a line has changed is called in `DecideOptions.lines`. */
export const accountKey = (sid: string): string => `account ${sid}`;

const taken = ({ path }: { path: string }): LineProblem => ({ code: "user_import.taken", path });

/** A number or address says who it is where both sides have proved it; an account at a provider always does. */
function isSurelyTheirs(key: ReturnType<typeof keysOf>[number], owner: Account | undefined): boolean {
  if (!owner || key.type === "external" || key.type === "username") return false;
  if (key.type === "social") return true;
  return (
    key.verified &&
    owner.identifiers.some(({ kind, value, verified }) => kind === key.type && value === key.value && verified)
  );
}

function additionsTo(account: Account, person: Person): Additions {
  const known = new Map(account.identifiers.map((one) => [one.kind, one]));
  return {
    externalId: account.externalId === null ? person.externalId : null,
    name: account.name === null ? person.name : null,
    language: account.language === null ? person.language : null,
    passwordHash: account.hasPassword ? null : person.passwordHash,
    identifiers: person.identifiers.filter(({ kind }) => !known.has(kind)),
    verified: person.identifiers.flatMap(({ kind, verified, verifiedAt }) => {
      const present = known.get(kind);
      return verified && present && !present.verified ? [{ sid: present.sid, verifiedAt }] : [];
    }),
    social: person.social.filter((one) => !account.social.includes(socialKey(one))),
    consents: person.consents.filter((consent) => !isKnownConsent(account, consent)),
  };
}

/** One without a time is older than all that there is. */
const isKnownConsent = ({ consents }: Account, { item, at }: PersonConsent): boolean =>
  consents.some((one) => one.item === item && (at === null || one.at === Date.parse(at)));

/** The member of the line that would open the account. */
function whatOpens(additions: Additions, { identifiers, social }: Person): string | undefined {
  if (additions.externalId !== null) return "externalId";
  if (additions.passwordHash !== null) return "passwordHash";
  const [added] = additions.identifiers;
  if (added) return `identifiers.${identifiers.indexOf(added)}.value`;
  if (additions.verified.length > 0) return "identifiers";
  const [connected] = additions.social;
  return connected && `social.${social.indexOf(connected)}.subject`;
}

const isNothing = (additions: Additions): boolean =>
  Object.values(additions).every((value) => (Array.isArray(value) ? value.length === 0 : value === null));
