/** @module Tells the owner of an account what was changed, where they could be reached before. */
import type { Database } from "../db/open.js";
import type { NoticeContent } from "../delivery/notice.js";
import type { AcceptedRecipient } from "../recipient.js";
import { recipientsOf } from "../users/user.js";
import type { Step } from "./step.js";

/** A new number or address: told to every one that the account had before. `step.user` is as it was. */
export async function noteChange(step: Step, kind: "phone" | "email", tx: Database): Promise<void> {
  const { flow, user } = step;
  if (!user) return;
  const value = flow.recipient as string;
  const isChange = user.identifiers.some((one) => one.kind === kind);
  const content: NoticeContent =
    kind === "phone"
      ? { kind: isChange ? "phone_changed" : "phone_added", values: { ending: value } }
      : { kind: isChange ? "email_changed" : "email_added", values: { address: value } };
  await note(step, recipientsOf(user.identifiers), content, tx);
}

/** An account at a provider that is a way in from now on: told to every number and address that the account has. */
export async function noteConnection(
  step: Pick<Step, "deps" | "visit" | "service" | "experience">,
  userSid: string,
  tx: Database,
): Promise<void> {
  const user = await step.deps.users.find(userSid, tx);
  await note(step, recipientsOf(user?.identifiers ?? []), { kind: "social_added", values: {} }, tx);
}

/** A number or address that went over to somebody else: told to what its account has left. */
export async function noteLoss(step: Step, loserSid: string, kind: "phone" | "email", tx: Database): Promise<void> {
  const loser = await step.deps.users.find(loserSid, tx);
  const left = (loser?.identifiers ?? []).filter((one) => !(one.kind === kind && one.value === step.flow.recipient));
  await note(step, recipientsOf(left), { kind: "identifier_removed", values: { identifier: kind } }, tx);
}

export async function note(
  { deps, visit, service, experience }: Pick<Step, "deps" | "visit" | "service" | "experience">,
  recipients: readonly AcceptedRecipient[],
  content: NoticeContent,
  tx: Database,
): Promise<void> {
  const brand = experience.brand.name ?? service.friendlyName;
  const notices = recipients.map((recipient) =>
    deps.notices.prepare({ serviceSid: service.sid, brand, recipient, locale: visit.language, ...content }),
  );
  await deps.notices.insert(tx, notices);
}
