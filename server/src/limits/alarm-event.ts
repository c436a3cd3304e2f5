/** @module What is told of an alarm; not its prefix, which is most of a number. */
import type { Facts, NewEvent } from "../audit/event.js";
import { theServer } from "../core.js";
import type { Raised } from "./alarm-store.js";

/** `observe`: it is told of and counted, and holds nobody up. */
export type AlarmMode = "enforce" | "observe";

export const alarmEvent = (
  { serviceSid, alarm, mode, country }: Omit<Raised, "key" | "scope"> & { mode: AlarmMode },
  facts: { rule: string; action: "block" | "challenge" } & Facts,
): NewEvent => ({
  ...{ type: "limit.alarm", actor: theServer, subject: { kind: "service", id: serviceSid }, serviceSid },
  data: { alarm, mode, ...(country !== null && { country }), ...facts },
});
