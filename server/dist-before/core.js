/** What happens by itself: the first start, work that repeats. */
export const theServer = { kind: "server", id: null };
//# sourceMappingURL=core.js.map