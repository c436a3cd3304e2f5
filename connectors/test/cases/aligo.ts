import { aligo } from "@munjigi/connectors/sms/aligo";
import { aligoAccount, fakeAligo } from "@munjigi/testkit/sms/aligo";
import type { ConnectorCase } from "../connector-case.js";
import { koreanTemplates } from "../context.js";

export const aligoCase: ConnectorCase = {
  connector: aligo,
  startFake: () => fakeAligo(),
  config: { ...aligoAccount, sender: "02-1234-5678", testMode: false, templates: koreanTemplates },
  wrongCredentials: { key: "wrong" },
  badConfigs: [
    [{ key: "" }, "key"],
    [{ userId: 7 }, "userId"],
    [{ sender: "munjigi" }, "sender"],
    [{ testMode: "Y" }, "testMode"],
    [{ templates: {} }, "templates"],
  ],
  koreanOnly: true,
  // It takes every mobile number and tells later; it names no limit.
  answers: { recipient_invalid: null, recipient_blocked: null, rate: null },
};
