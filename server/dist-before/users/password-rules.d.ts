export declare const MAX_PASSWORD_LENGTH = 128;
export interface PasswordProblem {
    code: "sign_in.password_short" | "sign_in.password_long" | "sign_in.password_common";
    limit: number;
}
/** `words`: what an attacker knows of the account, its name or number. */
export declare function passwordProblem(password: string, minLength: number, words?: readonly string[]): PasswordProblem | undefined;
