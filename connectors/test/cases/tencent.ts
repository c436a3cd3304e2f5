import { tencent } from "@munjigi/connectors/sms/tencent";
import { fakeTencent, tencentAccount } from "@munjigi/testkit/sms/tencent";
import type { ConnectorCase } from "../connector-case.js";

const { secretId, secretKey, signName, sdkAppId, templateId } = tencentAccount;

export const tencentCase: ConnectorCase = {
  connector: tencent,
  startFake: () => fakeTencent(),
  // As Logto's editor has it.
  config: {
    accessKeyId: secretId,
    accessKeySecret: secretKey,
    signName,
    sdkAppId,
    region: "ap-guangzhou",
    templates: ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
      usageType,
      templateCode: templateId,
    })),
  },
  wrongCredentials: { accessKeySecret: "wrong" },
  badConfigs: [
    [{ accessKeyId: "" }, "accessKeyId"],
    [{ accessKeySecret: 12 }, "accessKeySecret"],
    [{ signName: [] }, "signName"],
    [{ sdkAppId: 1400000001 }, "sdkAppId"],
    [{ region: "" }, "region"],
    [{ templates: [{ usageType: "SignIn", templateCode: 1234567 }] }, "templates.0.templateCode"],
  ],
  readText: ({ values }) => (values as string[]).join(),
  carriesCodeOnly: true,
};
