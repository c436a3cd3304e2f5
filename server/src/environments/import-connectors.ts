/**
 * @module Imports connectors: first what the file asks of them is read and every secret is looked for, then they are made and
 * changed, then each gets its role. What it puts in force is not tested again: it was in force elsewhere.
 */
import { isInForce } from "../connectors/compare-config.js";
import { type Connector, isMessageType } from "../connectors/connector.js";
import { MASK } from "../connectors/settings-secrets.js";
import { AppError } from "../errors.js";
import { at, type Importing, noteId } from "./importing.js";
import { invalid } from "./read-file.js";
import { roleOf } from "./read-state.js";
import { type Opened, placeOfSecret } from "./sealed-secrets.js";
import { type Reference, resolveReferences, type Secrets } from "./secret-references.js";
import { type Entry, spellPath } from "./settings-file.js";

export interface ConnectorPlan {
  key: string;
  kind: string;
  role: "active" | "standby" | "off";
  existing: Connector | undefined;
  /** Its settings whole, the mask where a secret stays; `undefined`: they stay. */
  config: unknown;
  /** Secrets that get another value. */
  secrets: string[];
  /** References that nobody gave a value for, and that it has no secret for. */
  missing: Reference[];
  /** Sealed secrets that do not open, and why. */
  unopened: { path: string; problem: string }[];
  /** The same where it has one, which stays. */
  kept: Reference[];
}

/** Values of what stands in the places of secrets: those that came with the file, and those that were in it. */
export interface KnownSecrets {
  given: Secrets;
  opened: Opened;
}

/** Changes nothing. Throws `settings.file_invalid` and `connector.config_invalid`. */
export async function planConnectors(importing: Importing, secrets: KnownSecrets): Promise<ConnectorPlan[]> {
  const plans: ConnectorPlan[] = [];
  for (const [key, entry] of Object.entries(importing.file.connectors ?? {}))
    plans.push(await at(["connectors", key], () => planConnector(importing, { key, entry, secrets })));
  return plans;
}

async function planConnector(
  { rooms, state, language }: Importing,
  { key, entry, secrets }: { key: string; entry: Entry<"connectors">; secrets: KnownSecrets },
): Promise<ConnectorPlan> {
  const existing = state.connectors.get(key);
  const kind = entry.kind ?? existing?.factoryId ?? key;
  const path = ["connectors", key];
  if (existing && existing.factoryId !== kind)
    throw invalid([{ path: spellPath([...path, "kind"]), problem: `is ${existing.factoryId} here` }]);
  const role = entry.role ?? (existing ? roleOf(existing) : "off");
  const none = { secrets: [], missing: [], unopened: [], kept: [] };
  const plan: ConnectorPlan = { key, kind, role, existing, config: undefined, ...none };
  if (entry.settings === undefined) {
    if (!existing) throw invalid([{ path: spellPath([...path, "settings"]), problem: "are required of a new one" }]);
    return plan;
  }
  const shown = existing && ((!isInForce(existing) && existing.draft) || existing);
  const config = resolveReferences(entry.settings, ({ path, reference }) => {
    const place = placeOfSecret(key, path);
    const opened = secrets.opened.get(place);
    if (opened && "value" in opened) return opened.value;
    if (opened) {
      plan.unopened.push({ path: place, problem: opened.problem });
      return MASK;
    }
    if (Object.hasOwn(secrets.given, reference)) return secrets.given[reference];
    const has = shown !== undefined && Object.hasOwn(shown.secrets, path);
    plan[has ? "kept" : "missing"].push({ path, reference });
    return MASK;
  });
  if (plan.missing.length > 0 || plan.unopened.length > 0) return { ...plan, config };
  if (!existing) return { ...plan, config };
  try {
    const compared = await rooms.connectors.compare(existing.id, config, language);
    return compared.same ? plan : { ...plan, config, secrets: compared.secrets };
  } catch (error) {
    // Its address is another: what was a secret for the old one is not told to the new one.
    const astray = error instanceof AppError && error.code === "connector.config_invalid" ? error.facts.problems : [];
    const isKept = ({ path }: { path: string }) => plan.kept.some((one) => `config.${one.path}` === path);
    if (!astray?.length || !astray.every(isKept)) throw error;
    const isAstray = ({ path }: Reference) => astray.some((one) => one.path === `config.${path}`);
    return {
      ...{ ...plan, config, missing: plan.kept.filter(isAstray) },
      kept: plan.kept.filter((one) => !isAstray(one)),
    };
  }
}

export async function importConnectors(importing: Importing, plans: readonly ConnectorPlan[]): Promise<void> {
  const ids = new Map<ConnectorPlan, string>();
  for (const plan of plans) ids.set(plan, await at(["connectors", plan.key], () => saveSettings(importing, plan)));
  // Whoever takes a role sends the one before off, so those that shall be off come last.
  for (const role of ["active", "standby", "off"] as const)
    for (const plan of plans)
      if (plan.role === role)
        await at(["connectors", plan.key], () => giveRole(importing, plan, ids.get(plan) as string));
}

async function saveSettings(importing: Importing, plan: ConnectorPlan): Promise<string> {
  const { rooms, by, language } = importing;
  const { key, kind, existing, config } = plan;
  if (!existing) {
    const request = { factoryId: kind, config, activate: false, force: false, language };
    const { connector } = await rooms.connectors.create(request, by);
    noteId(importing, "connectors", key, connector.id);
    return connector.id;
  }
  if (config === undefined) return existing.id;
  // Masks mean the secrets in force, not those of a newer version that waits.
  if (isInForce(existing) && existing.draft) await rooms.connectors.restore(existing.id, existing.version, by);
  await rooms.connectors.update(existing.id, config, language, by);
  return existing.id;
}

async function giveRole({ rooms, by, isUndo }: Importing, { role, config }: ConnectorPlan, id: string): Promise<void> {
  const { status, type } = await rooms.connectors.fetch(id);
  if (role === "off" && isUndo) await rooms.connectors.retire(id, by);
  else if (role === "off") {
    if (status === "standby") await rooms.connectors.endStandby(id, by);
    // One that sends is replaced, never switched off: that says the error of the room.
    if (status === "active") await rooms.connectors.deactivate(id, by);
  } else if (status !== role || config !== undefined)
    await rooms.connectors.activate(id, { force: true, role: isMessageType(type) ? role : "active" }, by);
}
