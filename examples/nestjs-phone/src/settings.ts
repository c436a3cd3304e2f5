/** @module The environment variables. */

export interface Settings {
  accountSid: string;
  authToken: string;
  serviceSid: string;
  /** Where Munjigi is; without it, Twilio itself is asked. */
  munjigiUrl?: string;
  /** The resource that access tokens must be for. Without it, and without Munjigi, there are no routes that take one. */
  apiAudience?: string;
}

export const SETTINGS = Symbol("settings");

const required = { accountSid: "TWILIO_ACCOUNT_SID", authToken: "TWILIO_AUTH_TOKEN", serviceSid: "TWILIO_SERVICE_SID" };

/** The names of those that must be set and are not. */
export const missingSettings = (env: NodeJS.ProcessEnv): string[] =>
  Object.values(required).filter((name) => !env[name]);

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const read = (name: string) => env[name] ?? "";
  return {
    accountSid: read(required.accountSid),
    authToken: read(required.authToken),
    serviceSid: read(required.serviceSid),
    munjigiUrl: env.MUNJIGI_URL,
    apiAudience: env.API_AUDIENCE,
  };
}
