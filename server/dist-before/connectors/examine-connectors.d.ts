import type { Environment, Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import type { Factories } from "./factories.js";
export type Finding = ["ok" | "warn" | "fail", string];
interface ExamineDependencies extends Outside {
    sql: Database;
    keyring: Keyring;
    factories: Factories;
    environment: Environment;
    origin: string;
}
export declare function examineConnectors(dependencies: ExamineDependencies): Promise<Finding[]>;
export {};
