/** @module The connector of development: it accepts every message and sends none; /dev/inbox shows them. */
import { z } from "zod";
import { koreanClass } from "../kit/measure-text.js";
import { KOREA } from "../kit/phone-number.js";
import type { MessageConnector } from "../message-connector.js";

export const outbox: MessageConnector<Record<string, never>> = {
  id: "outbox",
  type: "Sms",
  name: { ko: "개발용 수신함", en: "Development inbox" },
  docs: "docs/connectors/outbox.md",
  settings: z.strictObject({}),
  limits: { maxBytes: 90, charset: "euc-kr" },
  inbox: true,
  async send({ to, body }) {
    // As a Korean vendor would, so that a developer meets its rules before production.
    if (to.startsWith(`+${KOREA}`)) koreanClass(body, {});
    return { parts: 1 };
  },
};
