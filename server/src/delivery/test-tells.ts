/** @module How whoever sent a test message hears that it arrived. */

/**
 * `asked`: the vendor is asked · `reported`: it posts a report to the connector's address · `unreachable`: it would, but these settings are
 * not saved yet, or the deployment has no public address · `never`: it tells nobody.
 */
export const testTells = ["asked", "reported", "unreachable", "never"] as const;
export type TestTells = (typeof testTells)[number];
