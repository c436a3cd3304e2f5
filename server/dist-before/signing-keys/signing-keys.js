import { cacheSigningKeys } from "./cache-signing-keys.js";
import { listPublicKeys } from "./list-public-keys.js";
import { listSigningKeys } from "./list-signing-keys.js";
import { renewSigningKey } from "./renew-signing-key.js";
import { rotateSigningKey } from "./rotate-signing-key.js";
import { createSigner } from "./sign-token.js";
const SECONDS_BETWEEN_RENEWALS = 3600;
export function createSigningKeys(dependencies) {
    const cache = cacheSigningKeys(dependencies);
    return {
        sign: createSigner(cache),
        listPublic: () => listPublicKeys(cache),
        list: () => listSigningKeys(dependencies),
        async rotate(reason) {
            const rotated = await rotateSigningKey(dependencies, reason);
            cache.forget();
            return rotated;
        },
        async prepare() {
            await cache.signingKey();
        },
        jobs: [
            {
                name: "renew signing key",
                seconds: SECONDS_BETWEEN_RENEWALS,
                work: () => renewSigningKey(dependencies, cache, dependencies.renewalDays),
            },
        ],
    };
}
//# sourceMappingURL=signing-keys.js.map