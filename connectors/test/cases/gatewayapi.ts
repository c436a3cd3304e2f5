import { gatewayapi } from "@munjigi/connectors/sms/gatewayapi";
import { fakeGatewayApi, gatewayapiAccount } from "@munjigi/testkit/sms/gatewayapi";
import type { ConnectorCase } from "../connector-case.js";

export const gatewayapiCase: ConnectorCase = {
  connector: gatewayapi,
  startFake: () => fakeGatewayApi(),
  // As Logto's editor has it.
  config: {
    endpoint: "https://gatewayapi.com/rest/mtsms",
    ...gatewayapiAccount,
    templates: ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
      usageType,
      content: "Your Logto verification code is {{code}}. The code will remain active for 10 minutes.",
    })),
  },
  pointTo: (config, origin) => ({ ...config, endpoint: `${origin}/rest/mtsms` }),
  wrongCredentials: { apiToken: "wrong" },
  badConfigs: [
    [{ endpoint: "gatewayapi.com" }, "endpoint"],
    [{ endpoint: "ftp://gatewayapi.com/rest/mtsms" }, "endpoint"],
    [{ apiToken: "" }, "apiToken"],
    [{ sender: null }, "sender"],
    [{ templates: [{ usageType: "Generic" }] }, "templates.0.content"],
  ],
  // Taken; the delivery report tells later.
  answers: { recipient_invalid: null },
};
