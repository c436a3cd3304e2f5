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

/** The uses of codes that a test message can show. */
export const testableUses = [
  ...(["SignIn", "Register", "ForgotPassword", "Generic"] as const),
  ...(["BindNewIdentifier", "UserPermissionValidation"] as const),
];
export type TestableUse = (typeof testableUses)[number];

const testPurposes: Readonly<Record<TestableUse, Purpose>> = {
  SignIn: "sign-in",
  Register: "sign-up",
  ForgotPassword: "reset",
  Generic: "api",
  BindNewIdentifier: "link",
  UserPermissionValidation: "step-up",
};

/** What a test message of this use is written as. */
export const testPurposeOf = (use: TestableUse): Purpose => testPurposes[use];

export const noticeUsageOf = (kind: NoticeKind): UsageType =>
  kind === "organization_invitation" ? "OrganizationInvitation" : "Notice";
