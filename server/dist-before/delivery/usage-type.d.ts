/** @module Which of a connector's templates a code gets: by what it is for. */
import type { UsageType } from "@munjigi/connectors/sms/contract";
import type { Purpose } from "../codes.js";
export declare const usageTypeOf: (purpose: Purpose) => UsageType;
