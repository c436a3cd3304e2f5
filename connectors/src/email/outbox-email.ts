/** @module The development inbox for e-mail: it accepts every message and sends none; /dev/inbox shows them. */
import { z } from "zod";
import type { MessageConnector } from "../message-connector.js";

export const outboxEmail: MessageConnector<Record<string, never>> = {
  id: "outbox-email",
  type: "Email",
  name: { ko: "개발용 수신함(이메일)", en: "Development inbox (e-mail)" },
  docs: "docs/connectors/outbox.md",
  settings: z.strictObject({}),
  limits: { maxBytes: 100_000, charset: "utf-8" },
  inbox: true,
  async send() {
    return {};
  },
};
