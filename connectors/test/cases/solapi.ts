import { solapi } from "@munjigi/connectors/sms/solapi";
import { fakeSolapi, solapiAccount } from "@munjigi/testkit/sms/solapi";
import type { ConnectorCase } from "../connector-case.js";
import { koreanTemplates } from "../context.js";

export const solapiCase: ConnectorCase = {
  connector: solapi,
  startFake: () => fakeSolapi(),
  config: { ...solapiAccount, from: "02-1234-5678", templates: koreanTemplates },
  wrongCredentials: { apiSecret: "wrong" },
  badConfigs: [
    [{ apiKey: "" }, "apiKey"],
    [{ apiSecret: {} }, "apiSecret"],
    [{ from: "MUNJIGI" }, "from"],
    [{ templates: [] }, "templates"],
    [{ allowLms: 1 }, "allowLms"],
    [{ timeoutMs: 60_000 }, "timeoutMs"],
  ],
  // A number without a subscriber is accepted; the carrier tells later.
  answers: { recipient_invalid: null },
};
