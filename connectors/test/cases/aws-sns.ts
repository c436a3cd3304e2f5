import { awsSns } from "@munjigi/connectors/sms/aws-sns";
import { fakeAwsSns, snsAccount } from "@munjigi/testkit/sms/aws-sns";
import type { ConnectorCase } from "../connector-case.js";

const { region, accessKeyId, secretAccessKey } = snsAccount;

export const awsSnsCase: ConnectorCase = {
  connector: awsSns,
  startFake: () => fakeAwsSns(),
  config: {
    region,
    accessKeyId,
    secretAccessKey,
    senderId: "Munjigi",
    smsType: "Transactional",
    templates: ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
      usageType,
      content: "Your {{brand}} verification code is {{code}}.",
    })),
  },
  wrongCredentials: { secretAccessKey: "wrong" },
  badConfigs: [
    [{ region: "evil.example.com/" }, "region"],
    [{ accessKeyId: "" }, "accessKeyId"],
    [{ secretAccessKey: 12 }, "secretAccessKey"],
    [{ sessionToken: 12 }, "sessionToken"],
    [{ senderId: "12345" }, "senderId"],
    [{ originationNumber: "Munjigi" }, "originationNumber"],
    [{ smsType: "Marketing" }, "smsType"],
    [{ templates: "none" }, "templates"],
  ],
  // SNS takes the message, and does not send it, once the month's spending limit is reached.
  answers: { balance: null },
};
