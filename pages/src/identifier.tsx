/** @module A number, an address or a name of somebody's: an address breaks before its `@`, where it has to. */

export function Identifier({ value }: { value: string }): JSX.Element {
  const at = value.lastIndexOf("@");
  if (at <= 0) return <span safe>{value}</span>;
  return (
    <span>
      <span safe>{value.slice(0, at)}</span>
      <wbr />
      <span safe>{value.slice(at)}</span>
    </span>
  );
}
