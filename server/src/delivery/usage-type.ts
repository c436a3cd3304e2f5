/** @module Which of a connector's templates a code gets: by what it is for. */
import type { UsageType } from "@munjigi/connectors/message-connector";
import type { Purpose } from "../codes.js";

const usageTypes: Readonly<Record<Purpose, UsageType>> = {
  api: "Generic",
  public: "Generic",
  "sign-in": "SignIn",
  "sign-up": "Register",
  reset: "ForgotPassword",
  link: "BindNewIdentifier",
  "step-up": "UserPermissionValidation",
  invitation: "OrganizationInvitation",
};

export const usageTypeOf = (purpose: Purpose): UsageType => usageTypes[purpose];
