/** @module Which rules a request of the public API goes by. Pure. */
import type { ClientAddress } from "../client-address.js";
import type { Rule, Window } from "../limits/rule.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { type Limits, limitsOf, parseFigure } from "./limits.js";

export interface RuleContext {
  keyring: Keyring;
  service: Service;
  key: { id: string; dailyBudget: number };
  phone: { e164: string; country: string };
  /** Absent: the developer's own machine, where nothing costs and everything is tried again and again. */
  address: ClientAddress | undefined;
}

/** A network of more subscribers may do more. */
const NETWORKS = [
  { bits: 56, factor: 3 },
  { bits: 48, factor: 10 },
] as const;
const DAY = 86_400;

export function sendRules(context: RuleContext): Rule[] {
  const { service, key, phone } = context;
  const limits = limitsOf(service);
  const name = namer(context);
  const isHome = phone.country === service.defaultCountry;
  const everyone: Rule[] = [
    { name: "service", key: name("service"), alarm: name("service"), windows: windows(limits.service) },
    {
      name: "budget",
      key: hashLimitKey(context.keyring.current, "budget", key.id),
      windows: [{ n: key.dailyBudget, seconds: DAY }],
    },
  ];
  if (!context.address) return everyone;
  return [
    { name: "number", key: name("number", phone.e164), windows: windows(limits.number) },
    {
      name: "number-everywhere",
      key: hashLimitKey(context.keyring.current, "number", phone.e164),
      windows: windows(limits.numberEverywhere),
    },
    ...addressRules(context, "address", limits.address),
    ...numbersPerAddress(context, limits),
    {
      name: "prefix",
      key: prefixKey(context),
      alarm: prefixKey(context),
      member: phone.e164.slice(-4),
      windows: [...windows(isHome ? limits.prefixHome : limits.prefixAbroad), neighbours(limits)],
      spares: true,
    },
    {
      name: "country",
      key: countryKey(context, phone.country),
      alarm: countryKey(context, phone.country),
      windows: isHome ? [] : windows(limits.countryAbroad),
      spares: true,
    },
    ...everyone,
  ];
}

/** `isBound`: the caller knows the verification's id, so it is nobody who only knows the number. */
export function checkRules(context: RuleContext, isBound: boolean): Rule[] {
  if (!context.address) return [];
  const limits = limitsOf(context.service);
  const perNumber: Rule = {
    name: "failed-checks-number",
    key: namer(context)("failed-checks-number", context.phone.e164),
    windows: windows(limits.failedChecksPerNumber),
  };
  return [
    ...addressRules(context, "failed-checks-address", limits.failedChecksPerAddress),
    ...(isBound ? [] : [perNumber]),
  ];
}

type Place = Pick<RuleContext, "keyring" | "service">;

/** Numbers that differ in their last four digits. */
export function prefixKey(context: Place & { phone: { e164: string } }): string {
  return namer(context)("prefix", context.phone.e164.slice(0, -4));
}

export function countryKey(context: Place, country: string): string {
  return namer(context)("country", country);
}

export function serviceKey(context: Place): string {
  return namer(context)("service");
}

/** Keys of one service's own. */
const namer =
  ({ keyring, service }: Place) =>
  (...parts: string[]) =>
    hashLimitKey(keyring.current, "public", service.sid, ...parts);

function addressRules(context: RuleContext, name: string, rates: Limits["address"]): Rule[] {
  const { address } = context;
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
  const { address, phone, keyring } = context;
  if (!address) return [];
  const { soft, hard } = limits.numbersPerAddress;
  const isShared = address.kind === "ipv4";
  return [
    {
      name: "numbers-per-address",
      key: namer(context)("numbers", isShared ? address.text : address.network(64)),
      member: hashLimitKey(keyring.current, "member", phone.e164),
      unique: true,
      windows: windows({ soft, hard: isShared ? [] : hard }),
    },
  ];
}

function neighbours({ neighbours: { figure, distance } }: Limits): Window {
  return { ...parseFigure(figure), near: distance };
}

function windows({ soft, hard }: Limits["address"], factor = 1): Window[] {
  const scaled = (text: string) => {
    const { n, seconds } = parseFigure(text);
    return { n: n * factor, seconds };
  };
  return [...hard.map(scaled), ...soft.map((text) => ({ ...scaled(text), soft: true as const }))];
}
