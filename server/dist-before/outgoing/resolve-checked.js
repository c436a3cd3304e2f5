import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { mayConnect } from "./address-rules.js";
import { codedError, refusal } from "./outgoing-error.js";
/** As long as a connection may take altogether. */
const LOOKUP_TIMEOUT_MS = 2000;
/**
 * The allowed ones among a host's addresses, at least one, in the resolver's order. Rejects with ADDRESS_REFUSED if there are
 * only others, ETIMEOUT after 2 s, or the resolver's own error (ENOTFOUND, EAI_AGAIN).
 */
export function checkedResolver(rules, resolve = resolveBySystem) {
    // A burst of connections asks once: getaddrinfo has four threads, and shares them with files and scrypt.
    const underWay = new Map();
    const ask = async (hostname) => {
        const found = isIP(hostname) ? [hostname] : await withinTime(resolve(hostname));
        const allowed = found.filter((address) => mayConnect(address, rules));
        if (allowed.length === 0)
            throw refusal();
        return allowed.map((address) => ({ address, family: isIP(address) }));
    };
    return async (hostname) => {
        let answer = underWay.get(hostname);
        if (!answer) {
            answer = ask(hostname).finally(() => underWay.delete(hostname));
            underWay.set(hostname, answer);
        }
        return await answer;
    };
}
async function resolveBySystem(hostname) {
    return (await systemLookup(hostname, { all: true })).map(({ address }) => address);
}
async function withinTime(work) {
    let timer;
    const timeout = new Promise((_, reject) => {
        timer = setTimeout(() => reject(codedError("ETIMEOUT", "the name was not resolved in time")), LOOKUP_TIMEOUT_MS);
    });
    try {
        return await Promise.race([work, timeout]);
    }
    finally {
        clearTimeout(timer);
    }
}
//# sourceMappingURL=resolve-checked.js.map