import type { User } from "../users/user.js";
import type { Setting, SigninDependencies, Visit } from "./visit.js";
export declare function removeIdentifier(deps: SigninDependencies, { user, visit, service, experience }: Setting & {
    user: User;
    visit: Visit;
}, sid: string): Promise<void>;
