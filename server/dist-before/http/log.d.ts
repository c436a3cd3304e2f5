/** @module The log: JSON lines, one a request, from which numbers, addresses, codes and tokens are kept out at the source. */
import { type DestinationStream, type Logger } from "pino";
/**
 * Requests are logged by route pattern, never by URL, which may hold a number. An error's text may be a vendor's or the
 * database's: long digits and e-mail addresses in it are masked.
 */
export declare function createLog(level: string, destination?: DestinationStream): Logger;
/** For a developer's terminal: the same lines, to be read. */
export declare function terminalStream(): DestinationStream;
/** The text with every e-mail address masked, and every run of digits that could be a number or a code. */
export declare function maskPersonal(text: string): string;
/** The text with what could be a telephone number or an e-mail address masked; shorter runs of digits stay. */
export declare function maskRecipients(text: string): string;
