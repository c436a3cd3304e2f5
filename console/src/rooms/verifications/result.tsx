/** @module How a verification ended, as a badge. */
import type { Schema } from "../../kit/api.js";
import { useWords } from "../../kit/language.js";
import { Badge } from "../../kit/page.js";
import { verificationWords } from "./words.js";

const MAX_CHECKS = 5;

export function Result({
  record: { status, stoppedBy, checks },
}: {
  record: Pick<Schema<"VerificationRecord">, "status" | "stoppedBy" | "checks">;
}) {
  const t = useWords(verificationWords);
  if (status === "approved") return <Badge tone="ok">{t.statuses.approved}</Badge>;
  if (stoppedBy !== null) return <Badge tone="bad">{t.stopped}</Badge>;
  if (status === "max_attempts_reached" || (status === "expired" && checks >= MAX_CHECKS))
    return <Badge tone="warn">{t.wrong(checks)}</Badge>;
  return <Badge>{t.statuses[status]}</Badge>;
}
