/** @module Whether the code in the text of every live verification is right by both of its names. */
import { macCode, macCodeBySid } from "../../dist/codes.js";
import { type RenderableCode, renderMessage } from "../../dist/delivery/render-message.js";
import { type Keyring, parseKeyring } from "../../dist/secrets.js";
import type { VerificationExtras } from "../../dist/verify/schema.js";
import type { Target } from "../../dist/verify/verification.js";
import { SECRET_KEY, type TestDatabase } from "../harness.js";

interface LiveRow extends RenderableCode, Omit<Target, "recipient" | "purpose"> {
  codeMac: string;
  codeMacBySid: string;
  extras: VerificationExtras | null;
}

/** The live verifications whose text says another code than the one that their hashes are of, with the name it is wrong by. */
export async function wrongCodes({ sql }: Pick<TestDatabase, "sql">, keyring: Keyring = parseKeyring(SECRET_KEY)) {
  const rows = await sql<LiveRow[]>`
    select sid as verification_sid, service_sid, recipient, country, purpose, binding, key_id, code_length, caller_code, custom_code,
      wording, code_mac, code_mac_by_sid, extras
    from verifications where status = 'pending' and expires_at > clock_timestamp() and recipient is not null`;
  return rows.flatMap((row) => {
    const { code } = renderMessage(keyring, row);
    const { codeMac: key } = keyring.get(row.keyId);
    const { amount, payee } = row.extras ?? {};
    const payment = amount !== undefined && payee !== undefined ? { amount, payee } : undefined;
    const isRight = {
      recipient: code !== null && macCode(key, row, code, payment) === row.codeMac,
      sid: code !== null && macCodeBySid(key, row.verificationSid, code, payment) === row.codeMacBySid,
    };
    const wrongBy = Object.entries(isRight).filter(([, right]) => !right);
    return wrongBy.map(([name]) => `${row.verificationSid} by ${name}`);
  });
}
