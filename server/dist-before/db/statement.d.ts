import type { Database } from "./open.js";
/** A parameter's place in a fragment. */
declare class Parameter<Name extends string> {
    readonly name: Name;
    constructor(name: Name);
}
/**
 * A piece of SQL whose parameters have these names. It holds no values, so it can be made when the module is loaded.
 * A function that takes any piece must be generic in `Names`: without an argument the type means "no parameters".
 */
export declare class Fragment<Names extends string = never> {
    readonly parts: readonly (string | Parameter<string>)[];
    /** Exists in the type only. */
    readonly names: Names;
    constructor(parts: readonly (string | Parameter<string>)[]);
}
type Part = Parameter<string> | Fragment<string> | number;
type NamesOf<Value> = Value extends Parameter<infer Name> ? Name : Value extends Fragment<infer Names> ? Names : never;
/** A value as the driver takes it. `undefined` is none: a parameter that is to be NULL is given as `null`. */
export type SqlValue = string | number | boolean | Date | object | null;
/** A parameter, to be given by name when the statement is run. The name is a literal: of any other the type would know nothing. */
export declare const param: <const Name extends string>(name: string extends Name ? never : Name) => Parameter<Name>;
/** A piece of SQL. Numbers are written into it; everything that comes from outside must be a parameter. */
export declare function fragment<const Values extends readonly Part[]>(strings: TemplateStringsArray, ...values: Values): Fragment<NamesOf<Values[number]>>;
/**
 * A statement that the driver prepares once per connection. A parameter used twice is sent once. The empty call fixes the
 * type of a row and leaves the names to be inferred. Throws if a value is `undefined` all the same.
 */
export declare function prepare<Result extends object>(): <Names extends string>(statement: Fragment<Names>) => (sql: Database, values: { readonly [Name in Names]: SqlValue; }) => Promise<Result[]>;
export {};
