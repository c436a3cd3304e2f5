/**
 * @module Statements of the hot path: their text is put together once, of fragments that several rooms may give, with
 * parameters by name. Built per request by the driver's own tagged templates, the same statements cost a tenth of the
 * server's time.
 *
 * The type of a fragment carries the names of its parameters, also through fragments within fragments, so a statement that
 * is run without one of them, or with a misspelt one, does not compile:
 *
 *     const row = fragment`sid = ${param("sid")}`;
 *     const select = prepare<{ status: string }>()(fragment`select status from verifications where ${row}`);
 *     await select(sql, { sid });            // { sdi: … } and {} are errors
 */
import type { ParameterOrJSON, Row } from "postgres";
import type { Database } from "./open.js";

/** A parameter's place in a fragment. */
class Parameter<Name extends string> {
  readonly name: Name;

  constructor(name: Name) {
    this.name = name;
  }
}

/**
 * A piece of SQL whose parameters have these names. It holds no values, so it can be made when the module is loaded.
 * A function that takes any piece must be generic in `Names`: without an argument the type means "no parameters".
 */
export class Fragment<Names extends string = never> {
  readonly parts: readonly (string | Parameter<string>)[];
  /** Exists in the type only. */
  declare readonly names: Names;

  constructor(parts: readonly (string | Parameter<string>)[]) {
    this.parts = parts;
  }
}

type Part = Parameter<string> | Fragment<string> | number;
type NamesOf<Value> = Value extends Parameter<infer Name> ? Name : Value extends Fragment<infer Names> ? Names : never;

/** A value as the driver takes it. `undefined` is none: a parameter that is to be NULL is given as `null`. */
export type SqlValue = string | number | boolean | Date | object | null;

/** A parameter, to be given by name when the statement is run. The name is a literal: of any other the type would know nothing. */
export const param = <const Name extends string>(name: string extends Name ? never : Name) => new Parameter<Name>(name);

/** A piece of SQL. Numbers are written into it; everything that comes from outside must be a parameter. */
export function fragment<const Values extends readonly Part[]>(
  strings: TemplateStringsArray,
  ...values: Values
): Fragment<NamesOf<Values[number]>> {
  const parts: (string | Parameter<string>)[] = [];
  strings.forEach((string, index) => {
    parts.push(string);
    const value = values[index];
    if (value instanceof Fragment) parts.push(...value.parts);
    else if (value !== undefined) parts.push(typeof value === "number" ? String(value) : value);
  });
  return new Fragment(parts);
}

/** A piece without parameters, for the driver's own tagged templates. */
export const inline = (sql: Database, { parts }: Fragment) => sql.unsafe(parts.join(""));

/**
 * A statement that the driver prepares once per connection. A parameter used twice is sent once. The empty call fixes the
 * type of a row and leaves the names to be inferred. Throws if a value is `undefined` all the same.
 */
export function prepare<Result extends object>() {
  return <Names extends string>(statement: Fragment<Names>) => {
    const names: string[] = [];
    const place = ({ name }: Parameter<string>) => {
      if (!names.includes(name)) names.push(name);
      return `$${names.indexOf(name) + 1}`;
    };
    const query = statement.parts.map((part) => (typeof part === "string" ? part : place(part))).join("");
    return async (sql: Database, values: { readonly [Name in Names]: SqlValue }): Promise<Result[]> => {
      const given = names.map((name) => {
        const value = values[name as Names];
        if (value === undefined) throw new Error(`a statement was run without its parameter "${name}"`);
        return value as ParameterOrJSON<never>;
      });
      return (await sql.unsafe<Row[]>(query, given, { prepare: true })) as unknown as Result[];
    };
  };
}
