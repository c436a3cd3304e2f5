/** @module The log: JSON lines, one a request, from which numbers, codes and tokens are kept out at the source. */
import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";
import pretty from "pino-pretty";

/** Seven digits in a row or more, however they are grouped: a telephone number, or somebody's idea of one. */
const NUMBER_LIKE = /\+?\d(?:[\s().-]?\d){6,}/g;
const CODE_LIKE = /\d{4,10}/g;

/**
 * Requests are logged by route pattern, never by URL, which may hold a number. An error's text may be a vendor's or the
 * database's: long digits in it are masked.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: {
      // Of the line itself only: our lines are flat, and looking deeper costs as much as writing them.
      paths: ["authorization", "password", "token", "secret", "code", "to", "recipient", "phoneNumber"],
      censor: "[redacted]",
    },
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination ?? standardOutput());
}

/** A write per line costs as much as the rest of the line; so lines wait for each other, a tenth of a second at most. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false, minLength: 4096 });
  setInterval(() => output.flush(), 100).unref();
  process.on("exit", () => output.flushSync());
  return output;
}

/** For a developer's terminal: the same lines, to be read. */
export function terminalStream(): DestinationStream {
  return pretty({
    messageFormat: "{msg} {method} {route} {status}",
    ignore: "requestId,method,route,status,ms",
    translateTime: "HH:MM:ss",
    singleLine: true,
    sync: true,
  });
}

function describeError(error: Error) {
  const { type, message, stack } = stdSerializers.err(error);
  const { code } = error as { code?: unknown };
  // The frames of the stack name files and lines; what stands before them repeats the message.
  const frames = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type,
    message: maskDigits(message),
    stack: frames.join("\n"),
    ...(typeof code === "string" && { name: code }),
  };
}

/** The text with every run of digits masked that could be a number or a code. */
export function maskDigits(text: string): string {
  return text.replace(NUMBER_LIKE, "[digits]").replace(CODE_LIKE, "[digits]");
}

/** The text with what could be a telephone number masked; shorter runs of digits stay. */
export function maskNumbers(text: string): string {
  return text.replace(NUMBER_LIKE, "[digits]");
}
