import { twilioVerify } from "@munjigi/connectors/sms/twilio-verify";
import { fakeTwilioVerify, twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import type { ConnectorCase } from "../connector-case.js";

export const twilioVerifyCase: ConnectorCase = {
  connector: twilioVerify,
  startFake: () => fakeTwilioVerify(),
  config: twilioVerifyAccount,
  wrongCredentials: { authToken: "wrong" },
  badConfigs: [
    [{ accountSID: "" }, "accountSID"],
    [{ authToken: 12 }, "authToken"],
    [{ serviceSID: null }, "serviceSID"],
    [{ endpoint: "https://verify.twilio.com/v2" }, "endpoint"],
  ],
  carriesCodeOnly: true,
  vendorMakesCode: true,
};
