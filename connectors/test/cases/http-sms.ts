import { httpSms } from "@munjigi/connectors/sms/http-sms";
import { fakeHttpGateway, httpGateway } from "@munjigi/testkit/sms/http-sms";
import type { ConnectorCase } from "../connector-case.js";

export const httpSmsCase: ConnectorCase = {
  connector: httpSms,
  startFake: () => fakeHttpGateway(),
  // As Logto's editor has it.
  config: { endpoint: `https://gateway.example.com${httpGateway.path}`, authorization: httpGateway.authorization },
  pointTo: (config, origin) => ({ ...config, endpoint: `${origin}${httpGateway.path}` }),
  wrongCredentials: { authorization: "Bearer wrong" },
  badConfigs: [
    [{ endpoint: "" }, "endpoint"],
    [{ endpoint: "gateway.example.com" }, "endpoint"],
    [{ endpoint: "ftp://gateway.example.com/" }, "endpoint"],
    [{ endpoint: "https://user:password@gateway.example.com/" }, "endpoint"],
    [{ endpoint: "https://{{to}}.example.com/" }, "endpoint"],
    [{ endpoint: "https://gateway.example.com:{{code}}/" }, "endpoint"],
    [{ endpoint: "https://gateway.example.com/{{name}}" }, "endpoint"],
    [{ authorization: "Bearer\nX: y" }, "authorization"],
    [{ authorization: 12 }, "authorization"],
    [{ method: "DELETE" }, "method"],
    [{ headers: { "Content-Type": "text/xml" } }, "headers.Content-Type"],
    [{ headers: { "two words": "x" } }, "headers.two words"],
    [{ headers: { "X-Name": "홍길동" } }, "headers.X-Name"],
    [{ contentType: "text/xml" }, "contentType"],
    [{ contentType: "text/plain" }, "contentType"],
    [{ bodyTemplate: '{"to":"{{to}}","code":"{{code}}","who":"{{user}}"}' }, "bodyTemplate"],
    [{ bodyTemplate: '{"to":"{{to}}"}' }, "bodyTemplate"],
    [{ bodyTemplate: '{"code":"{{code}}"}' }, "bodyTemplate"],
    [{ bodyTemplate: '{"to":"{{to}}","text":{{text}}}' }, "bodyTemplate"],
    [{ bodyTemplate: '{"to":"{{to}}","code":{{code}}}' }, "bodyTemplate"],
    [{ method: "GET" }, "endpoint"],
    [{ method: "GET", bodyTemplate: '{"to":"{{to}}","code":"{{code}}"}' }, "bodyTemplate"],
    [{ success: { status: [404] } }, "success.status.0"],
    [{ success: { path: "a..b", equals: ["0"] } }, "success.path"],
    [{ success: { path: "code" } }, "success.equals"],
    [{ messageIdPath: "a b" }, "messageIdPath"],
    [{ hmac: { secret: "short" } }, "hmac.secret"],
    [{ hmac: { secret: "x".repeat(16), header: "Host" } }, "hmac.header"],
    [{ hmac: { secret: "x".repeat(16), algorithm: "md5" } }, "hmac.algorithm"],
    [{ templates: [] }, "templates"],
  ],
  // A gateway has no words of its own for these; its status says that it refused.
  answers: { recipient_invalid: "unknown", recipient_blocked: "unknown" },
  readText: ({ values }) => (values as { code: string }).code,
  carriesCodeOnly: true,
  anySuccessCounts: true,
};
