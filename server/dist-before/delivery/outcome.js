/** The lease of a worker. One that dies gives its messages back after this long. */
export const LEASE_SECONDS = 15;
/** A code with less life than this is of no use to somebody who still has to receive and type it. */
export const MIN_LIFE_SECONDS = 60;
//# sourceMappingURL=outcome.js.map