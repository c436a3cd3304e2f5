/** @module What a start says to the person who started it. */

import type { Credentials } from "../api-keys/first-start.js";
import type { Config } from "../config.js";

export interface BannerFacts {
  config: Config;
  credentials: Credentials | undefined;
  isFirstStart: boolean;
  credentialsFile: string;
  embeddedFolder: string | undefined;
  /** Into the console, where nobody may enter yet. */
  adminLink: string | undefined;
}

const NUMBER = "01012345678";

/** Development: everything needed to try it. Production: the credentials, once. */
export function writeBanner({
  config,
  credentials,
  isFirstStart,
  credentialsFile,
  embeddedFolder,
  adminLink,
}: BannerFacts): string {
  const lines = ["", `  Munjigi is ready at ${config.origin}`];
  if (embeddedFolder) lines.push(`  Database: embedded PostgreSQL in ${embeddedFolder}`);
  if (adminLink)
    lines.push(
      "",
      "  Open the console (the link is good once, for 15 minutes; later: munjigi admin-link)",
      `    ${adminLink}`,
    );
  const show = credentials && (isFirstStart || config.environment === "development");
  if (!show) return [...lines, "", ""].join("\n");
  lines.push(
    "",
    isFirstStart ? `  Credentials (also in ${credentialsFile})` : `  Credentials (from ${credentialsFile})`,
    `    Account SID      ${credentials.accountSid}`,
    `    Auth token       ${credentials.authToken}`,
    `    Service SID      ${credentials.serviceSid}`,
    `    Publishable key  ${credentials.publishableKey}`,
    `    Admin token      ${credentials.adminToken}`,
  );
  if (config.environment === "development") lines.push("", ...commands(config, credentials));
  return [...lines, "", ""].join("\n");
}

function commands({ origin }: Config, { accountSid, authToken, serviceSid }: Credentials): string[] {
  const service = `${origin}/v2/Services/${serviceSid}`;
  const user = `-u ${accountSid}:${authToken}`;
  return [
    "  1. Start a verification",
    `    curl ${user} ${service}/Verifications -d To=${NUMBER} -d Channel=sms`,
    "",
    `  2. Read the text (or open ${origin}/dev/inbox)`,
    `    curl '${origin}/dev/inbox.json?to=${NUMBER}'`,
    "",
    "  3. Check the code: put it in place of CODE",
    `    curl ${user} ${service}/VerificationCheck -d To=${NUMBER} -d Code=CODE`,
    "",
    `  See an app sign people in, in your browser: ${origin}/demo`,
    `  The pages your users will see: ${origin}/sign-in`,
    `  Every operation, to read and to try: ${origin}/docs`,
  ];
}
