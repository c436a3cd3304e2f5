/** @module An endpoint of a team: a real server that checks signatures with the official library, and fails as a test wants it to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import { manage } from "../kit/vendors.js";

export interface Received {
  /** `webhook-id` */
  id: string;
  type: string;
  timestamp: string;
  data: { subject: { kind: string; id: string }; [fact: string]: unknown };
  headers: IncomingMessage["headers"];
  body: string;
  /** What the receiver had answered, or was about to, when it came. */
  path: string;
}

export interface Receiver {
  url: string;
  /** All that came, accepted or not, in order. */
  received: Received[];
  /** How it answers from now on; by default 204. */
  answer: (response: ServerResponse, event: Received) => void;
  /** Makes a webhook for it. */
  subscribe(origin: string, settings?: Record<string, unknown>): Promise<{ id: string; secret: string }>;
  /** Of these secrets one must have signed, or the test fails by `unsigned`. */
  secrets: string[];
  unsigned: string[];
  close(): Promise<void>;
}

export async function openReceiver(port = 0): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string>;
      const isSigned = receiver.secrets.some((secret) => {
        try {
          new Webhook(secret).verify(body, headers);
          return true;
        } catch {
          return false;
        }
      });
      if (!isSigned) receiver.unsigned.push(body);
      const event = {
        ...JSON.parse(body),
        id: headers["webhook-id"],
        headers,
        body,
        path: request.url ?? "",
      } as Received;
      receiver.received.push(event);
      receiver.answer(response, event);
    });
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received: [],
    answer: (response) => response.writeHead(204).end(),
    secrets: [],
    unsigned: [],
    async subscribe(origin, settings = {}) {
      const { status, body } = await manage(origin, "POST", "/webhooks", {
        ...{ url: receiver.url, events: ["*"] },
        ...settings,
      });
      expect([status, body.detail], "POST /webhooks").toEqual([201, undefined]);
      receiver.secrets.push(body.secret);
      return body;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return receiver;
}
