import { vonage } from "@munjigi/connectors/sms/vonage";
import { fakeVonage, vonageAccount } from "@munjigi/testkit/sms/vonage";
import type { ConnectorCase } from "../connector-case.js";

export const vonageCase: ConnectorCase = {
  connector: vonage,
  startFake: () => fakeVonage(),
  // As Logto's editor has it.
  config: {
    ...vonageAccount,
    templates: ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
      usageType,
      content: "Your Logto verification code is {{code}}. The code will remain active for 10 minutes.",
    })),
  },
  wrongCredentials: { apiSecret: "wrong" },
  badConfigs: [
    [{ apiKey: "" }, "apiKey"],
    [{ apiSecret: [] }, "apiSecret"],
    [{ brandName: 1 }, "brandName"],
    [{ templates: [] }, "templates"],
    [{ timeoutMs: 10 }, "timeoutMs"],
  ],
};
