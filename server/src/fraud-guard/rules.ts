/**
 * @module Which rules a request of a visitor goes by. Pure.
 *
 * Anybody may raise what a rule counts, so each rule is weighed by whom it shuts out: the network that raised it before all
 * others, strangers before numbers that were verified here, and nobody where a proof of work will do.
 */
import { MAX_COUNTED, type Rule, type RuleAlarm, type Window } from "../limits/rule.js";
import type { AcceptedRecipient } from "../recipient.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { MAX_SENDS } from "../verify/verification.js";
import { type AlarmName, type Limits, limitsOf, MAX_PER_PREFIX, parseFigure } from "./limits.js";
import { networkOf, type Visitor } from "./visitor.js";

export interface RuleContext {
  keyring: Keyring;
  service: Service;
  visitor: Visitor;
  recipient: AcceptedRecipient;
}

/** What is known of the recipient; looked for only where a stranger would be refused. */
export interface Standing {
  /** The service has verified it before. */
  isKnown: boolean;
  /** And from the network that this request comes from. */
  isFamiliar: boolean;
}

const STRANGER: Standing = { isKnown: false, isFamiliar: false };
const AT_HOME: Standing = { isKnown: true, isFamiliar: true };

/** A network of more subscribers may do more. */
const NETWORKS = [
  { bits: 56, factor: 3 },
  { bits: 48, factor: 10 },
] as const;
/** Carriers put thousands of phones behind one IPv4 address: so many times a hard figure, as for a /48. */
const SHARED_ADDRESS_FACTOR = 10;
const DAY = 86_400;
/** One network alone may use up a third of a hard figure, but in any case what a verification may be sent. */
const NETWORK_SHARE = { part: 1 / 3, atLeast: MAX_SENDS } as const;
/** Browsers that an account knows have a figure each; all of them together have this for its number. */
const OF_ALL_DEVICES: readonly Window[] = [
  { n: 10, seconds: 600 },
  { n: 40, seconds: DAY },
];
/** The last quarter of what a service or a key may send is kept for numbers that were verified before. */
const RESERVED_PART = 1 / 4;
/** Neighbours that all networks together have texted, and those of one network that went on with proofs of work. */
const NEIGHBOURS_EVERYWHERE = 2;
const NEIGHBOURS_IN_SPITE = 3;
/** At home a network that goes on waits minutes, however often: its neighbours are in it too. */
const MAX_BLOCK_AT_HOME_SECONDS = 3600;

export function sendRules(context: RuleContext, found: Standing = STRANGER): Rule[] {
  const { service, visitor } = context;
  const standing = visitor.device === undefined ? found : AT_HOME;
  const limits = limitsOf(service);
  const key = serviceKey(context);
  const ofService = { serviceSid: service.sid, country: context.recipient.country };
  const everyone: Rule[] = [
    {
      name: "service",
      key,
      alarms: alarmsOf(limits, key, "failShare"),
      ...ofService,
      windows: reserved([...hardOf(limits.service), ...softOf(limits.service)], standing),
      isCommon: true,
    },
    ...budgetRules(context, standing),
  ];
  if (!visitor.address) return everyone;
  const numbering = numberingRules(context, limits).map((rule) => ({
    ...(visitor.key ? rule : onPage(rule)),
    ...ofService,
    isCommon: true as const,
  }));
  return [
    ...numberRules(context, limits, standing),
    // The owner's own browser: what others do at its address is no reason to hold it up.
    ...(visitor.device === undefined
      ? [
          ...waivedFor(standing, addressRules(context, "address", limits.address)),
          ...waivedFor(standing, numbersPerAddress(context, limits)),
        ]
      : []),
    ...waivedFor(standing, numbering),
    ...everyone,
  ];
}

/** What a key may send in a day; pages of our own have no budget. */
function budgetRules({ keyring, visitor: { key } }: RuleContext, standing: Standing): Rule[] {
  if (!key) return [];
  // Keys of earlier releases may have more than is counted.
  const n = Math.min(key.dailyBudget, MAX_COUNTED);
  const windows = reserved(
    [
      { n, seconds: DAY },
      { n: Math.ceil(n / 2), seconds: DAY, soft: true },
    ],
    standing,
  );
  return [{ name: "budget", key: budgetKey(keyring, key.id), windows, isCommon: true }];
}

export const budgetKey = (keyring: Keyring, keyId: string): string => hashLimitKey(keyring.naming, "budget", keyId);

/** What of a figure is kept for numbers that were verified before. */
export const reservedOf = (n: number): number => Math.floor(n * RESERVED_PART);

/** Strangers leave a part of the hard figures to whom they cannot be. */
function reserved(windows: readonly Window[], { isKnown }: Standing): Window[] {
  if (isKnown) return [...windows];
  return windows.map((window) => (window.soft ? window : { ...window, reserve: reservedOf(window.n) }));
}

/** A number that was verified before is not refused for what others do; a proof of work may be asked for. */
function waivedFor({ isKnown }: Standing, rules: readonly Rule[]): Rule[] {
  if (!isKnown) return [...rules];
  return rules.map((rule) => ({
    ...rule,
    ...(rule.alarms && { unblocked: true as const }),
    windows: rule.windows.map((window) =>
      window.soft && !window.raises ? window : { ...window, waived: true as const },
    ),
  }));
}

/**
 * On a page of our own no alarm refuses anybody: of numbers that are known and of strangers' it asks for a proof of work alike, since
 * the answer would tell who has an account. Its figures hold.
 */
function onPage(rule: Rule): Rule {
  const windows = rule.windows.map((window) => (window.raises ? { ...window, soft: true as const } : window));
  return { ...rule, unblocked: true, windows };
}

/**
 * For the owner's peace. Strangers of all networks share the hard figure; a network in which the number was verified before has
 * it for itself, so that strangers elsewhere cannot use up what she signs in with.
 */
function numberRules(context: RuleContext, limits: Limits, { isFamiliar }: Standing): Rule[] {
  const { recipient } = context;
  const network = context.visitor.device ?? hashedNetwork(context);
  const keys = numberKeys(context, recipient.address);
  const inNetwork = isFamiliar ? [network] : [];
  const counted = (name: string, rates: Rates, key: string): Rule => ({
    name,
    key,
    member: network,
    windows: [...hardOf(rates), ...softOf(rates), ...(isFamiliar ? [] : networkShares(rates))],
  });
  const everyDevice: Rule[] =
    context.visitor.device === undefined
      ? []
      : [
          {
            name: "number-devices",
            key: keys.devices(),
            windows: [...OF_ALL_DEVICES],
          },
        ];
  return [
    ...everyDevice,
    counted("number", limits.number, keys.number(...inNetwork)),
    counted("number-everywhere", limits.numberEverywhere, keys.everywhere(...inNetwork)),
  ];
}

/** Of the counters of one number; those of a network or a browser that it is known in are its own, by their name. */
export function numberKeys(context: KeySpace, address: string) {
  return {
    number: (...network: string[]) => namer(context)("number", address, ...network),
    everywhere: (...network: string[]) => hashLimitKey(context.keyring.naming, "number", address, ...network),
    devices: () => namer(context)("number-devices", address),
  };
}

/** Rules about ranges of telephone numbers and about countries; an e-mail address has neither. */
function numberingRules(context: RuleContext, limits: Limits): Rule[] {
  const { service, recipient } = context;
  if (recipient.channel !== "sms") return [];
  const { address, country } = recipient;
  const isHome = country === service.defaultCountry;
  const key = prefixKey(context, address);
  const networkKey = networkPrefixKey(context, address);
  const member = address.slice(-4);
  return [
    {
      name: "prefix-network",
      key: networkKey,
      alarms: alarmsOf(limits, networkKey, "neighbours"),
      member,
      windows: isHome
        ? [
            ...hardOf(limits.prefixHome),
            { ...neighbours(limits, NEIGHBOURS_IN_SPITE), raises: true as const },
            { ...neighbours(limits), soft: true as const },
          ]
        : [...hardOf(limits.prefixAbroad).map(networkShare), { ...neighbours(limits), raises: true as const }],
      ...(isHome && { maxBlockSeconds: MAX_BLOCK_AT_HOME_SECONDS }),
      spares: true,
    },
    {
      name: "prefix",
      key,
      alarms: alarmsOf(limits, key, "neighbours", "lowConversion", "noConversion"),
      member,
      windows: isHome
        ? [...softOf(limits.prefixHome), { ...neighbours(limits, NEIGHBOURS_EVERYWHERE), soft: true as const }]
        : [
            ...hardOf(limits.prefixAbroad),
            ...softOf(limits.prefixAbroad),
            { ...neighbours(limits, NEIGHBOURS_EVERYWHERE), raises: true as const },
          ],
      // Earlier releases have blocked prefixes at home.
      ...(isHome && { unblocked: true as const }),
      spares: true,
    },
    {
      name: "country",
      key: countryKey(context, country),
      alarms: alarmsOf(limits, countryKey(context, country), "lowConversion", "noConversion"),
      member: hashedNetwork(context),
      windows: isHome
        ? []
        : [...hardOf(limits.countryAbroad), ...softOf(limits.countryAbroad), ...networkShares(limits.countryAbroad)],
      spares: true,
    },
  ];
}

/** `isBound`: the caller names the verification, so it is not somebody who only knows the recipient. */
export function checkRules(context: RuleContext, isBound: boolean): Rule[] {
  if (!context.visitor.address) return [];
  const limits = limitsOf(context.service);
  const key = (...parts: string[]) => namer(context)("failed-checks-number", context.recipient.address, ...parts);
  const { device } = context.visitor;
  if (device !== undefined)
    return [{ name: "failed-checks-device", key: key(device), windows: hardOf(limits.failedChecksPerNumber) }];
  // A stranger needs no text for these, only the number: one network's are not another's.
  const perNumber: Rule[] = [
    {
      name: "failed-checks-number-network",
      key: key(hashedNetwork(context)),
      windows: hardOf(limits.failedChecksPerNumber),
    },
    { name: "failed-checks-number", key: key(), windows: softOf(limits.failedChecksPerNumber) },
  ];
  return [
    ...addressRules(context, "failed-checks-address", limits.failedChecksPerAddress),
    ...(isBound ? [] : perNumber),
  ];
}

type KeySpace = Pick<RuleContext, "keyring" | "service">;

/** Numbers that differ in their last four digits. */
export function prefixKey(context: KeySpace, e164: string): string {
  return namer(context)("prefix", e164.slice(0, -4));
}

/** The same as one network sees it: a part of that key, so that taking back the alarm takes back this one too. */
export function networkPrefixKey(context: RuleContext, e164: string): string {
  return `${prefixKey(context, e164)}/${hashedNetwork(context)}`;
}

/** Remembers that a recipient was verified from this network. `undefined`: it comes from none. */
export function familiarKey(context: RuleContext): string | undefined {
  if (!context.visitor.address) return undefined;
  return namer(context)("familiar", context.recipient.address, hashedNetwork(context));
}

/** No address is stored in clear. */
function hashedNetwork({ keyring, visitor: { address } }: RuleContext): string {
  return hashLimitKey(keyring.naming, "network", address ? networkOf(address) : "local");
}

/** What an alarm is kept by, of what `key` names. */
export const alarmKey = (key: string, name: AlarmName): string => `${key}:${name}`;

/** Alarms of these names, and what an earlier release has raised, which knew no names. */
function alarmsOf(limits: Limits, key: string, ...names: AlarmName[]): RuleAlarm[] {
  const own = names.map((name) => ({
    ...{ name, key: alarmKey(key, name) },
    ...(limits[name].mode === "observe" && { observed: true as const }),
  }));
  return [...own, { key }];
}

export function countryKey(context: KeySpace, country: string): string {
  return namer(context)("country", country);
}

export function serviceKey(context: KeySpace): string {
  return namer(context)("service");
}

/** Keys of one service's own. */
const namer =
  ({ keyring, service }: KeySpace) =>
  (...parts: string[]) =>
    hashLimitKey(keyring.naming, "public", service.sid, ...parts);

type Rates = Limits["address"];

function addressRules(context: RuleContext, name: string, rates: Rates): Rule[] {
  const { address } = context.visitor;
  if (!address) return [];
  const key = (network: string) => namer(context)(name, network);
  if (address.kind === "ipv4") {
    const shared = `${name}-shared`;
    return [
      { name, key: key(address.text), windows: softOf(rates) },
      // A counter of its own: a large one is spread over rows, and then the few of the soft figure meet less exactly.
      { name: shared, key: namer(context)(shared, address.text), windows: hardOf(rates, SHARED_ADDRESS_FACTOR) },
    ];
  }
  return [
    { name, key: key(address.network(64)), windows: [...hardOf(rates), ...softOf(rates)] },
    ...NETWORKS.map(({ bits, factor }) => ({
      name: `${name}-${bits}`,
      key: key(address.network(bits)),
      windows: [...hardOf(rates, factor), ...softOf(rates, factor)],
    })),
  ];
}

function numbersPerAddress(context: RuleContext, limits: Limits): Rule[] {
  const { recipient, keyring } = context;
  const { address } = context.visitor;
  if (!address) return [];
  const isShared = address.kind === "ipv4";
  return [
    {
      name: "numbers-per-address",
      key: namer(context)("numbers", isShared ? address.text : address.network(64)),
      member: hashLimitKey(keyring.naming, "member", recipient.address),
      unique: true,
      windows: [...(isShared ? [] : hardOf(limits.numbersPerAddress)), ...softOf(limits.numbersPerAddress)],
    },
  ];
}

/** Looked for in one row, so they are few. */
function neighbours({ neighbours: { figure, distance } }: Limits, factor = 1): Window {
  const { n, seconds } = parseFigure(figure);
  return { n: Math.min(n * factor, MAX_PER_PREFIX), seconds, near: distance };
}

/** Of a larger network `factor` times as many, but never more than a counter carries. */
function scaled(text: string, factor = 1): Window {
  const { n, seconds } = parseFigure(text);
  return { n: Math.min(n * factor, MAX_COUNTED), seconds };
}

const hardOf = ({ hard }: Rates, factor?: number): Window[] => hard.map((text) => scaled(text, factor));

const softOf = ({ soft }: Rates, factor?: number): Window[] =>
  soft.map((text) => ({ ...scaled(text, factor), soft: true as const }));

const networkShare = (window: Window): Window => ({
  ...window,
  n: Math.min(window.n, Math.max(Math.ceil(window.n * NETWORK_SHARE.part), NETWORK_SHARE.atLeast)),
});

/** What one network may use up of the hard figures that all share. */
const networkShares = (rates: Rates): Window[] =>
  hardOf(rates).map((window) => ({ ...networkShare(window), own: true as const }));
