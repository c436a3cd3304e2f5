/** @module The log: JSON lines, one a request, from which numbers, codes and tokens are kept out at the source. */
import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";

/** Seven digits in a row or more, however they are grouped: a telephone number, or somebody's idea of one. */
const NUMBER_LIKE = /\+?\d(?:[\s().-]?\d){6,}/g;
const CODE_LIKE = /\b\d{4,10}\b/g;

/**
 * Requests are logged by route pattern, never by URL, which may hold a number. An error's text may be a vendor's or the
 * database's: long digits in it are masked.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: {
      paths: ["authorization", "*.authorization", "*.password", "*.token", "*.code", "*.to", "*.recipient"],
      censor: "[redacted]",
    },
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

function describeError(error: Error) {
  const { type, message, stack } = stdSerializers.err(error);
  const { code } = error as { code?: unknown };
  return {
    type,
    message: maskDigits(message),
    stack: maskDigits(stack),
    ...(typeof code === "string" && { name: code }),
  };
}

/** The text with every run of digits that could be a number or a code replaced; line numbers in a stack stay. */
export function maskDigits(text: string): string {
  return text
    .replace(NUMBER_LIKE, "[digits]")
    .replace(CODE_LIKE, (digits, at: number) =>
      /[:\w]$/.test(text.slice(Math.max(at - 1, 0), at)) ? digits : "[digits]",
    );
}
