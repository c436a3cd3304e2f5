/** @module When a query is asked once more: what the server refused it refuses again; what did not arrive may arrive now. */
import { MunjigiError } from "./api.js";

export const retryTimes = (times: number) => (count: number, error: unknown) =>
  count < times && !(error instanceof MunjigiError && error.status !== undefined && error.status < 500);
