/** @module The log: JSON lines, one a request, from which numbers, addresses, codes and tokens are kept out at the source. */
import { pino, stdSerializers } from "pino";
import pretty from "pino-pretty";
/** Seven digits in a row or more, however they are grouped: a telephone number, or somebody's idea of one. */
const NUMBER_LIKE = /\+?\d(?:[\s().-]?\d){6,}/g;
/** What stands between blanks, quotes and brackets, in which no address of ours has any. */
const WORD = /[^\s"<>()[\],;:]+/gu;
/** Also as a keyboard of full width, or a URL, writes it. */
const AT = /@|＠|%40/i;
const DOT = /[.．。｡]/;
const CODE_LIKE = /\d{4,10}/g;
/**
 * Requests are logged by route pattern, never by URL, which may hold a number. An error's text may be a vendor's or the
 * database's: long digits and e-mail addresses in it are masked.
 */
export function createLog(level, destination) {
    const options = {
        level,
        base: null,
        redact: {
            // Of the line itself only: our lines are flat, and looking deeper costs as much as writing them.
            paths: ["authorization", "password", "token", "secret", "code", "to", "recipient", "phoneNumber", "email"],
            censor: "[redacted]",
        },
        serializers: { err: describeError },
        formatters: { level: (label) => ({ level: label }) },
    };
    return pino(options, destination ?? standardOutput());
}
/** A write per line costs as much as the rest of the line; so lines wait for each other, a tenth of a second at most. */
function standardOutput() {
    const output = pino.destination({ dest: 1, sync: false, minLength: 4096 });
    setInterval(() => output.flush(), 100).unref();
    process.on("exit", () => output.flushSync());
    return output;
}
/** For a developer's terminal: the same lines, to be read. */
export function terminalStream() {
    return pretty({
        messageFormat: "{msg} {method} {route} {status}",
        ignore: "requestId,method,route,status,ms",
        translateTime: "HH:MM:ss",
        singleLine: true,
        sync: true,
    });
}
function describeError(error) {
    const { type, message, stack } = stdSerializers.err(error);
    const { code } = error;
    // The frames of the stack name files and lines; what stands before them repeats the message.
    const frames = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
    return {
        type,
        message: maskPersonal(message),
        stack: frames.join("\n"),
        ...(typeof code === "string" && { name: code }),
    };
}
/** The text with every e-mail address masked, and every run of digits that could be a number or a code. */
export function maskPersonal(text) {
    return maskRecipients(text).replace(CODE_LIKE, "[digits]");
}
/** The text with what could be a telephone number or an e-mail address masked; shorter runs of digits stay. */
export function maskRecipients(text) {
    // Addresses first: what is left of one whose digits were masked would not look like one.
    return text.replace(WORD, (word) => (isEmailLike(word) ? "[address]" : word)).replace(NUMBER_LIKE, "[digits]");
}
/**
 * Whether a word has an at sign, and a dot between it and the next slash: a package, as in `node_modules/@fastify/static`,
 * has none. One look at each part, not one pattern: callers choose the text, and its length.
 */
function isEmailLike(word) {
    return word.split("/").some((part) => {
        const at = part.search(AT);
        return at >= 0 && DOT.test(part.slice(at));
    });
}
//# sourceMappingURL=log.js.map