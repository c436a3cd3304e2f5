import { smsaero } from "@munjigi/connectors/sms/smsaero";
import { fakeSmsAero, smsaeroAccount } from "@munjigi/testkit/sms/smsaero";
import type { ConnectorCase } from "../connector-case.js";

export const smsaeroCase: ConnectorCase = {
  connector: smsaero,
  startFake: () => fakeSmsAero(),
  // As Logto's editor has it.
  config: {
    ...smsaeroAccount,
    templates: ["SignIn", "Register", "ForgotPassword", "Generic", "BindMfa"].map((usageType) => ({
      usageType,
      content: "Your Logto verification code is {{code}}. The code will remain active for 10 minutes.",
    })),
  },
  wrongCredentials: { apiKey: "wrong" },
  badConfigs: [
    [{ email: "team" }, "email"],
    [{ apiKey: "" }, "apiKey"],
    [{ senderName: 7 }, "senderName"],
    [{ templates: [] }, "templates"],
    [{ endpoint: "gate.smsaero.org" }, "endpoint"],
  ],
  // A number on the black list is accepted, and not delivered.
  answers: { recipient_blocked: null },
};
