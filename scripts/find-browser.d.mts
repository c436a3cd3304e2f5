/** The path of a browser. Throws an Error in words where there is none and none can be installed. */
export function findBrowser(): string;
