/** @module Names that mean the same in every deployment: what people call a thing, and of several of one name the older comes first. */

const inOrder = new Intl.Collator("en", { numeric: true });

/** The rows, the oldest first, by their names; the second of a name is `name#2`. */
export function nameRows<Row>(rows: readonly Row[], nameOf: (row: Row, index: number) => string): Map<string, Row> {
  const named = new Map<string, Row>();
  for (const [index, row] of rows.entries()) {
    const name = nameOf(row, index);
    let key = name;
    for (let n = 2; named.has(key); n++) key = `${name}#${n}`;
    named.set(key, row);
  }
  return named;
}

/** The same members in an order that does not depend on age, so that files of two deployments can be laid side by side. */
export function sortNames<Value>(entries: Iterable<[string, Value]>): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([one], [other]) => inOrder.compare(one, other)));
}
