import { nhnCloud } from "@munjigi/connectors/sms/nhn-cloud";
import { fakeNhnCloud, nhnAccount } from "@munjigi/testkit/sms/nhn-cloud";
import type { ConnectorCase } from "../connector-case.js";
import { koreanTemplates } from "../context.js";

export const nhnCloudCase: ConnectorCase = {
  connector: nhnCloud,
  startFake: () => fakeNhnCloud(),
  config: { ...nhnAccount, sendNo: "1544-6859", webhookSecret: "what-I-typed", templates: koreanTemplates },
  wrongCredentials: { appKey: "wrong" },
  badConfigs: [
    [{ appKey: "" }, "appKey"],
    [{ secretKey: [] }, "secretKey"],
    [{ sendNo: "+82 2 1234 5678" }, "sendNo"],
    [{ webhookSecret: 1 }, "webhookSecret"],
    [{ templates: [{ usageType: "SignIn" }] }, "templates.0.content"],
  ],
};
