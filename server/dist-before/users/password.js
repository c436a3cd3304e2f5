/**
 * @module Passwords: argon2id with the figures of OWASP's Password Storage Cheat Sheet (19 MiB, two passes, one lane), kept in
 * PHC's form, which names them, so that they may change.
 */
import { argon2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
const FIGURES = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const SALT_BYTES = 16;
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const run = promisify(argon2);
const base64 = (bytes) => bytes.toString("base64").replace(/=+$/, "");
/** The same characters however a keyboard composes them (NIST SP 800-63B-4 §3.1.1.2). */
const bytesOf = (password) => Buffer.from(password.normalize("NFKC"));
export async function hashPassword(password, random) {
    const nonce = random(SALT_BYTES);
    const { memory, passes, parallelism } = FIGURES;
    const tag = await run("argon2id", { message: bytesOf(password), nonce, ...FIGURES });
    return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}
/** Takes as long where there is no hash: nobody can tell from the time whether somebody has a password. */
export async function isPassword(password, hash) {
    const [, memory, passes, parallelism, salt = "", tag = ""] = FORM.exec(hash ?? "") ?? [];
    const nonce = salt ? Buffer.from(salt, "base64") : Buffer.alloc(SALT_BYTES);
    const figures = memory
        ? { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
        : { memory: FIGURES.memory, passes: FIGURES.passes, parallelism: FIGURES.parallelism };
    const expected = tag ? Buffer.from(tag, "base64") : Buffer.alloc(FIGURES.tagLength);
    const made = await run("argon2id", { message: bytesOf(password), nonce, ...figures, tagLength: expected.length });
    return timingSafeEqual(made, expected) && tag !== "";
}
//# sourceMappingURL=password.js.map