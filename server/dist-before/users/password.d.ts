import type { Random } from "../clock.js";
export declare function hashPassword(password: string, random: Random): Promise<string>;
/** Takes as long where there is no hash: nobody can tell from the time whether somebody has a password. */
export declare function isPassword(password: string, hash: string | null): Promise<boolean>;
