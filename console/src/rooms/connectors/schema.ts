/** @module The settings of a kind of connector as its schema describes them, and a config as a tree that is read and changed by path. */
import type { Schema } from "../../kit/api.js";

export type Factory = Schema<"ConnectorFactory">;
export type Connector = Schema<"Connector">;
export type Config = Record<string, unknown>;

export interface Bilingual {
  ko: string;
  en: string;
}

/** A JSON Schema with what the connectors say of a field besides. */
export interface FieldSchema {
  type?: string;
  enum?: readonly string[];
  label?: Bilingual;
  hint?: Bilingual;
  placeholder?: string;
  secret?: boolean;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  properties?: Record<string, FieldSchema>;
  required?: readonly string[];
  additionalProperties?: FieldSchema | boolean;
  items?: FieldSchema;
  anyOf?: readonly FieldSchema[];
}

/** Stands for a secret wherever settings are shown; sent back, it means "as it was". */
export const MASK = "••••••••";

export const schemaOf = (kind: Pick<Factory, "schema">) => kind.schema as FieldSchema;

const isObject = (value: unknown): value is Config =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function readAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), config);
}

/** The config with another value; what becomes empty is left out, since an empty text is an absent one. */
export function writeAt(config: Config, path: readonly string[], value: unknown): Config {
  const [name, ...rest] = path;
  if (name === undefined) return config;
  const below = config[name];
  const next = rest.length === 0 ? value : writeAt(isObject(below) ? below : {}, rest, value);
  const isEmpty =
    next === undefined ||
    next === "" ||
    (Array.isArray(next) && next.length === 0) ||
    (isObject(next) && Object.keys(next).length === 0);
  if (!isEmpty) return { ...config, [name]: next };
  const { [name]: _, ...others } = config;
  return others;
}

/** Settings to begin with: the fields that must be filled, and the texts that the kind proposes. */
export function newConfig(kind: Factory): Config {
  const { properties = {}, required = [] } = schemaOf(kind);
  const empty = Object.entries(properties)
    .filter(([name, field]) => name !== "templates" && required.includes(name) && field.type === "string")
    .map(([name]) => [name, ""]);
  const { templates } = kind.defaults as { templates?: unknown };
  return { ...Object.fromEntries(empty), ...(templates !== undefined && { templates: structuredClone(templates) }) };
}

/** The settings that a change starts from: those that wait, else those in force. */
export const newestConfig = ({ draft, config }: Connector): Config => (draft ? draft.config : config) ?? {};
export const newestSecrets = ({ draft, secrets }: Connector) => draft?.secrets ?? secrets;

export const hasTemplates = (kind: Factory) => schemaOf(kind).properties?.templates !== undefined;

/** Whether the vendor keeps the texts and takes the name of one. */
export const keepsTexts = (kind: Factory) =>
  schemaOf(kind).properties?.templates?.items?.properties?.templateCode !== undefined;

export interface Problem {
  /** `config.templates.0.content`. */
  path: string;
  problem: string;
}

const within = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}.`);

/** What is wrong at a field, or below it. */
export function problemAt(problems: readonly Problem[], path: readonly string[]): string | undefined {
  const prefix = ["config", ...path].join(".");
  return problems.find((one) => within(one.path, prefix))?.problem;
}

export const isOfTemplates = ({ path }: Problem) => within(path, "config.templates");

export const stepsOf = (kind: Factory): readonly Step[] => {
  if (kind.type === "Social") return ["settings", "activate"];
  return hasTemplates(kind) ? ["settings", "templates", "test", "activate"] : ["settings", "test", "activate"];
};

export type Step = "settings" | "templates" | "test" | "activate";
