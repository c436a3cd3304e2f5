/**
 * @module Proof of work (ALTCHA, https://altcha.org): a page computes half a second before it may go on. It does not tell
 * people from programs; it makes a thousand texts cost an hour of somebody's processor.
 */
import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
/** Rounds of PBKDF2 per try; the key must begin with a zero byte, so 256 tries on average: about half a second. */
const COST = 5000;
const LIFE_SECONDS = 600;
const MAX_PAYLOAD_LENGTH = 4096;
/** A new challenge for ALTCHA's widget, or for `solveChallenge` of its library. */
export async function createWork({ keyring, clock, random }, { keyId, action, network }) {
    const expiresAt = Math.floor(clock().getTime() / 1000) + LIFE_SECONDS;
    const { parameters, signature } = await createChallenge({
        algorithm: "PBKDF2/SHA-256",
        cost: COST,
        deriveKey,
        data: { id: random(16).toString("base64url"), keyId, action, network, expiresAt },
        hmacSignatureSecret: secretOf(keyring.current),
    });
    // The library would judge a signed `expiresAt` by this machine's clock. What is signed is in `data`; this is for the widget.
    return { parameters: { ...parameters, expiresAt }, signature };
}
const hex = z.string().regex(/^[0-9a-f]*$/i);
const payloadSchema = z.object({
    challenge: z.object({
        parameters: z
            .object({
            algorithm: z.literal("PBKDF2/SHA-256"),
            cost: z.literal(COST),
            keyLength: z.literal(32),
            keyPrefix: z.literal("00"),
            nonce: hex.max(128),
            salt: hex.max(128),
            expiresAt: z.int(),
            data: z.strictObject({
                ...{ id: z.string(), keyId: z.string(), action: z.string(), network: z.string() },
                expiresAt: z.int(),
            }),
        })
            .strict(),
        signature: hex.length(64),
    }),
    solution: z.object({ counter: z.int().min(0), derivedKey: hex.length(64), time: z.number().optional() }),
});
/** The proof behind what a page sent as `altcha` (base64 of JSON); `undefined` if it is none, of another scope or too old. */
export async function readProof({ keyring, clock }, payload, scope) {
    const parsed = payloadSchema.safeParse(decode(payload));
    if (!parsed.success)
        return undefined;
    const { solution } = parsed.data;
    const { expiresAt, ...parameters } = parsed.data.challenge.parameters;
    const { id, keyId, action, network } = parameters.data;
    if (expiresAt !== parameters.data.expiresAt || expiresAt < clock().getTime() / 1000)
        return undefined;
    if (keyId !== scope.keyId || action !== scope.action || network !== scope.network)
        return undefined;
    for (const keys of keyring.all) {
        const challenge = { parameters, signature: parsed.data.challenge.signature };
        const result = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: secretOf(keys) });
        if (result.verified)
            return { id };
    }
    return undefined;
}
function decode(payload) {
    if (payload.length > MAX_PAYLOAD_LENGTH)
        return undefined;
    try {
        return JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
    }
    catch {
        return undefined;
    }
}
const secretOf = (keys) => keys.challenge.export().toString("base64url");
//# sourceMappingURL=challenge.js.map