/** A parameter's place in a fragment. */
class Parameter {
    name;
    constructor(name) {
        this.name = name;
    }
}
/**
 * A piece of SQL whose parameters have these names. It holds no values, so it can be made when the module is loaded.
 * A function that takes any piece must be generic in `Names`: without an argument the type means "no parameters".
 */
export class Fragment {
    parts;
    constructor(parts) {
        this.parts = parts;
    }
}
/** A parameter, to be given by name when the statement is run. The name is a literal: of any other the type would know nothing. */
export const param = (name) => new Parameter(name);
/** A piece of SQL. Numbers are written into it; everything that comes from outside must be a parameter. */
export function fragment(strings, ...values) {
    const parts = [];
    strings.forEach((string, index) => {
        parts.push(string);
        const value = values[index];
        if (value instanceof Fragment)
            parts.push(...value.parts);
        else if (value !== undefined)
            parts.push(typeof value === "number" ? String(value) : value);
    });
    return new Fragment(parts);
}
/**
 * A statement that the driver prepares once per connection. A parameter used twice is sent once. The empty call fixes the
 * type of a row and leaves the names to be inferred. Throws if a value is `undefined` all the same.
 */
export function prepare() {
    return (statement) => {
        const names = [];
        const place = ({ name }) => {
            if (!names.includes(name))
                names.push(name);
            return `$${names.indexOf(name) + 1}`;
        };
        const query = statement.parts.map((part) => (typeof part === "string" ? part : place(part))).join("");
        return async (sql, values) => {
            const given = names.map((name) => {
                const value = values[name];
                if (value === undefined)
                    throw new Error(`a statement was run without its parameter "${name}"`);
                return value;
            });
            return (await sql.unsafe(query, given, { prepare: true }));
        };
    };
}
//# sourceMappingURL=statement.js.map