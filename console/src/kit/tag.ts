/** @module The version of what is edited, for `If-Match`: lists show the time of a change, of which the server makes its `ETag`. */

/** As `tagOfTime` of the server has it. */
export const tagOf = ({ updatedAt }: { updatedAt: string }): string => `"${Date.parse(updatedAt).toString(36)}"`;
