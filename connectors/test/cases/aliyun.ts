import { aliyun } from "@munjigi/connectors/sms/aliyun";
import { aliyunAccount, fakeAliyun } from "@munjigi/testkit/sms/aliyun";
import type { ConnectorCase } from "../connector-case.js";

const { accessKeyId, accessKeySecret, signName, chinaTemplate, overseasTemplate } = aliyunAccount;

export const aliyunCase: ConnectorCase = {
  connector: aliyun,
  startFake: () => fakeAliyun(),
  // As Logto's editor has it.
  config: {
    accessKeyId,
    accessKeySecret,
    signName,
    strictPhoneRegionNumberCheck: false,
    templates: [
      { usageType: "SignIn", templateCode: { china: chinaTemplate, overseas: overseasTemplate }, type: 2 },
      { usageType: "Register", templateCode: overseasTemplate, type: 0 },
      { usageType: "ForgotPassword", templateCode: overseasTemplate },
      { usageType: "Generic", templateCode: overseasTemplate },
    ],
  },
  wrongCredentials: { accessKeySecret: "wrong" },
  badConfigs: [
    [{ accessKeyId: "" }, "accessKeyId"],
    [{ accessKeySecret: 12 }, "accessKeySecret"],
    [{ signName: null }, "signName"],
    [{ strictPhoneRegionNumberCheck: "no" }, "strictPhoneRegionNumberCheck"],
    [{ templates: [{ usageType: "SignIn", templateCode: "" }] }, "templates.0.templateCode"],
    [{ templates: [{ usageType: "SignIn", templateCode: { china: "SMS_1" } }] }, "templates.0.templateCode"],
    [{ templates: [{ usageType: "SignIn", templateCode: "SMS_1", type: 5 }] }, "templates.0.type"],
  ],
  readText: ({ values }) => (values as { code: string }).code,
  carriesCodeOnly: true,
};
