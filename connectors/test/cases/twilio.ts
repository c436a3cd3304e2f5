import { twilio } from "@munjigi/connectors/sms/twilio";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import type { ConnectorCase } from "../connector-case.js";

const { accountSID, authToken, fromMessagingServiceSID } = twilioAccount;

export const twilioCase: ConnectorCase = {
  connector: twilio,
  startFake: () => fakeTwilio(),
  // As Logto's editor has it.
  config: {
    accountSID,
    authToken,
    fromMessagingServiceSID,
    disableRiskCheck: false,
    templates: ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
      usageType,
      content: "Your Logto verification code is {{code}}. The code will remain active for 10 minutes.",
    })),
  },
  wrongCredentials: { authToken: "wrong" },
  badConfigs: [
    [{ accountSID: "" }, "accountSID"],
    [{ authToken: 12 }, "authToken"],
    [{ fromMessagingServiceSID: "" }, "fromMessagingServiceSID"],
    [{ templates: "none" }, "templates"],
    [{ disableRiskCheck: "no" }, "disableRiskCheck"],
  ],
};
