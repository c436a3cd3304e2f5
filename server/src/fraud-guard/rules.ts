/** @module Which rules a request of a visitor goes by. Pure. */

import { MAX_COUNTED, type Rule, type Window } from "../limits/rule.js";
import type { AcceptedRecipient } from "../recipient.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { type Limits, limitsOf, parseFigure } from "./limits.js";
import type { Visitor } from "./visitor.js";

export interface RuleContext {
  keyring: Keyring;
  service: Service;
  visitor: Visitor;
  recipient: AcceptedRecipient;
}

/** A network of more subscribers may do more. */
const NETWORKS = [
  { bits: 56, factor: 3 },
  { bits: 48, factor: 10 },
] as const;
const DAY = 86_400;

export function sendRules(context: RuleContext): Rule[] {
  const { service, visitor, recipient } = context;
  const limits = limitsOf(service);
  const name = namer(context);
  const everyone: Rule[] = [
    { name: "service", key: name("service"), alarm: name("service"), windows: windows(limits.service) },
    ...budgetRules(context),
  ];
  if (!visitor.address) return everyone;
  return [
    { name: "number", key: name("number", recipient.address), windows: windows(limits.number) },
    {
      name: "number-everywhere",
      key: hashLimitKey(context.keyring.current, "number", recipient.address),
      windows: windows(limits.numberEverywhere),
    },
    ...addressRules(context, "address", limits.address),
    ...numbersPerAddress(context, limits),
    ...numberingRules(context, limits),
    ...everyone,
  ];
}

/** What a key may send in a day; pages of our own have no budget. */
function budgetRules({ keyring, visitor: { key } }: RuleContext): Rule[] {
  if (!key) return [];
  // Keys of earlier releases may have more than is counted.
  const windows = [{ n: Math.min(key.dailyBudget, MAX_COUNTED), seconds: DAY }];
  return [{ name: "budget", key: hashLimitKey(keyring.current, "budget", key.id), windows }];
}

/** Rules about ranges of telephone numbers and about countries; an e-mail address has neither. */
function numberingRules(context: RuleContext, limits: Limits): Rule[] {
  const { service, recipient } = context;
  if (recipient.channel !== "sms") return [];
  const { address, country } = recipient;
  const isHome = country === service.defaultCountry;
  return [
    {
      name: "prefix",
      key: prefixKey(context, address),
      alarm: prefixKey(context, address),
      member: address.slice(-4),
      windows: [...windows(isHome ? limits.prefixHome : limits.prefixAbroad), neighbours(limits)],
      spares: true,
    },
    {
      name: "country",
      key: countryKey(context, country),
      alarm: countryKey(context, country),
      windows: isHome ? [] : windows(limits.countryAbroad),
      spares: true,
    },
  ];
}

/** `isBound`: the caller names the verification, so it is not somebody who only knows the recipient. */
export function checkRules(context: RuleContext, isBound: boolean): Rule[] {
  if (!context.visitor.address) return [];
  const limits = limitsOf(context.service);
  const perNumber: Rule = {
    name: "failed-checks-number",
    key: namer(context)("failed-checks-number", context.recipient.address),
    windows: windows(limits.failedChecksPerNumber),
  };
  return [
    ...addressRules(context, "failed-checks-address", limits.failedChecksPerAddress),
    ...(isBound ? [] : [perNumber]),
  ];
}

type KeySpace = Pick<RuleContext, "keyring" | "service">;

/** Numbers that differ in their last four digits. */
export function prefixKey(context: KeySpace, e164: string): string {
  return namer(context)("prefix", e164.slice(0, -4));
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
    hashLimitKey(keyring.current, "public", service.sid, ...parts);

function addressRules(context: RuleContext, name: string, rates: Limits["address"]): Rule[] {
  const { address } = context.visitor;
  if (!address) return [];
  const key = (network: string) => namer(context)(name, network);
  if (address.kind === "ipv4") return [{ name, key: key(address.text), windows: windows(rates) }];
  return [
    { name, key: key(address.network(64)), windows: windows(rates) },
    ...NETWORKS.map(({ bits, factor }) => ({
      name: `${name}-${bits}`,
      key: key(address.network(bits)),
      windows: windows(rates, factor),
    })),
  ];
}

function numbersPerAddress(context: RuleContext, limits: Limits): Rule[] {
  const { recipient, keyring } = context;
  const { address } = context.visitor;
  if (!address) return [];
  const { soft, hard } = limits.numbersPerAddress;
  const isShared = address.kind === "ipv4";
  return [
    {
      name: "numbers-per-address",
      key: namer(context)("numbers", isShared ? address.text : address.network(64)),
      member: hashLimitKey(keyring.current, "member", recipient.address),
      unique: true,
      windows: windows({ soft, hard: isShared ? [] : hard }),
    },
  ];
}

function neighbours({ neighbours: { figure, distance } }: Limits): Window {
  return { ...parseFigure(figure), near: distance };
}

/** Of a larger network `factor` times as many, but never more than a counter carries because of that. */
function windows({ soft, hard }: Limits["address"], factor = 1): Window[] {
  const scaled = (text: string) => {
    const { n, seconds } = parseFigure(text);
    return { n: Math.min(n * factor, Math.max(n, MAX_COUNTED)), seconds };
  };
  return [...hard.map(scaled), ...soft.map((text) => ({ ...scaled(text), soft: true as const }))];
}
