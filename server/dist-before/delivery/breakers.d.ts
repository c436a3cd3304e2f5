import type { Logger } from "pino";
import type { Metrics } from "../metrics.js";
export interface Breakers {
    /** Runs a call; or, while the vendor rests, throws at once an error that `isOpen` recognises. */
    run<T>(connector: {
        key: string;
        name: string;
    }, country: string, call: () => Promise<T>): Promise<T>;
    /** Whether the connector of this key rests, in one country at least. */
    isResting(key: string): boolean;
}
export declare const isOpen: (e: unknown) => e is import("cockatiel").BrokenCircuitError;
export declare function createBreakers({ metrics, log }: {
    metrics: Pick<Metrics, "breakers">;
    log: Logger;
}): Breakers;
