/** @module How often passwords may be tried. Pure. */
import type { Rule } from "../limits/rule.js";
import { type Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { type Visitor } from "./visitor.js";
export interface PasswordTry {
    service: Pick<Service, "sid">;
    visitor: Visitor;
    /** What the account is found by, as it was read: counted whether there is one or not. */
    identifier: string;
}
export declare function passwordRules({ keyring, service, visitor, identifier }: PasswordTry & {
    keyring: Keyring;
}): Rule[];
