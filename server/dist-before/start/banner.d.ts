/** @module What a start says to the person who started it. */
import type { Credentials } from "../api-keys/first-start.js";
import type { Config } from "../config.js";
export interface BannerFacts {
    config: Config;
    credentials: Credentials | undefined;
    isFirstStart: boolean;
    credentialsFile: string;
    embeddedFolder: string | undefined;
}
/** Development: everything needed to try it. Production: the credentials, once. */
export declare function writeBanner({ config, credentials, isFirstStart, credentialsFile, embeddedFolder, }: BannerFacts): string;
