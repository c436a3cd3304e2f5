import { AppError } from "../errors.js";
import { readProof } from "./challenge.js";
/** A phone's address changes within its carrier's network; a farm's solutions do not travel to another one. */
const NETWORK_BITS = { ipv4: 16, ipv6: 48 };
/** Stands for the key where a page of our own asks. */
const OWN_PAGES = "pages";
/** The network an address is of, large enough for a phone to stay in it. */
export function networkOf(address) {
    return address.network(NETWORK_BITS[address.kind]);
}
export function challengeScope({ key, address }, action) {
    return { keyId: key?.id ?? OWN_PAGES, action, network: address ? networkOf(address) : "local" };
}
/**
 * The proof of work a request brings; `altcha` is the solution as the page sent it. Throws `limits.challenge_required` where
 * the key always asks for one and there is none.
 */
export async function proofFor(dependencies, visitor, action, altcha) {
    const mode = visitor.key?.challenge ?? "auto";
    if (mode === "off")
        return { id: null };
    const scope = challengeScope(visitor, action);
    const proof = altcha === undefined ? undefined : await readProof(dependencies, altcha, scope);
    if (!proof && mode === "always")
        throw new AppError("limits.challenge_required", { rule: "always" });
    return proof;
}
//# sourceMappingURL=visitor.js.map