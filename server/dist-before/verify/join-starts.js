/**
 * @module Starts that meet: a double click, a retry of a client that did not wait. Within this process the second one waits for
 * the first and gets its verification; across processes the statement sees to it (`start-store.ts`).
 */
export function createJoinStarts() {
    const underWay = new Map();
    return {
        async run(name, start) {
            const first = underWay.get(name);
            const joined = await first?.then((started) => ({ started }), () => undefined);
            if (joined)
                return { ...joined, joined: true };
            const own = start();
            if (!underWay.has(name)) {
                underWay.set(name, own);
                const forget = () => underWay.get(name) === own && underWay.delete(name);
                own.then(forget, forget);
            }
            return { started: await own, joined: false };
        },
    };
}
//# sourceMappingURL=join-starts.js.map