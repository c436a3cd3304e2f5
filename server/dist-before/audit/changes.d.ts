/** @module What of a change may be told: figures, switches and words of a closed list. Of everything else only that it changed. Pure. */
import type { Facts } from "./event.js";
export interface Changes {
    /** Only the members that differ, by path (`brand.colour`). */
    before: Facts;
    after: Facts;
    /** The paths of members that differ and are not told: texts that people write may contain anything. */
    data: Facts | undefined;
}
/** Whether a member that is a text, or a list of texts, may be told: languages, countries, kinds, identifiers of ours. */
export type IsTold = (path: string) => boolean;
/** The difference of two states; `undefined` if there is none. A member that one of them does not have is `null` there. */
export declare function changesBetween(before: object, after: object, isTold?: IsTold): Changes | undefined;
/** The paths of members that differ, where none of their values may be told. */
export declare const changedPaths: (before: object, after: object) => string[];
