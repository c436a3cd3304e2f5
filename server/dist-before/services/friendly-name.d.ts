/** What is wrong with a service's name, in words, or `undefined` if it will do. */
export declare function problemWithFriendlyName(name: string): string | undefined;
