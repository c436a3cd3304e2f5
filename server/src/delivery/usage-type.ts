/** @module Which of a connector's templates a message gets: by what it is for. */
import type { UsageType } from "@munjigi/connectors/message-connector";
import type { Purpose } from "../codes.js";
import type { NoticeKind } from "./notice.js";

const usageTypes: Readonly<Record<Purpose, UsageType>> = {
  api: "Generic",
  public: "Generic",
  "sign-in": "SignIn",
  "sign-up": "Register",
  reset: "ForgotPassword",
  link: "BindNewIdentifier",
  "step-up": "UserPermissionValidation",
  verify: "Generic",
  invitation: "OrganizationInvitation",
};

export const usageTypeOf = (purpose: Purpose): UsageType => usageTypes[purpose];

export const noticeUsageOf = (kind: NoticeKind): UsageType =>
  kind === "organization_invitation" ? "OrganizationInvitation" : "Notice";
