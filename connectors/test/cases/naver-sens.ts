import { naverSens } from "@munjigi/connectors/sms/naver-sens";
import { fakeNaverSens, sensAccount } from "@munjigi/testkit/sms/naver-sens";
import type { ConnectorCase } from "../connector-case.js";
import { koreanTemplates } from "../context.js";

export const naverSensCase: ConnectorCase = {
  connector: naverSens,
  startFake: () => fakeNaverSens(),
  config: { ...sensAccount, from: "02-1234-5678", contentType: "COMM", templates: koreanTemplates },
  wrongCredentials: { secretKey: "wrong" },
  badConfigs: [
    [{ accessKey: "" }, "accessKey"],
    [{ secretKey: 1 }, "secretKey"],
    [{ serviceId: null }, "serviceId"],
    [{ from: "문지기" }, "from"],
    [{ contentType: "SPAM" }, "contentType"],
    [{ templates: [{ usageType: "SignIn", content: "🔑 {{code}}" }] }, "templates.0.content"],
    [{ allowLms: "yes" }, "allowLms"],
    [{ endpoint: "sens.apigw.ntruss.com" }, "endpoint"],
  ],
  // It takes every number that looks like one and tells later; it is paid afterwards.
  answers: { recipient_invalid: null, recipient_blocked: null, balance: null },
};
