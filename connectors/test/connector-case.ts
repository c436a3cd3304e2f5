/** @module What the contract suite has to know of a vendor. */
import type { FailureClass, MessageConnector } from "@munjigi/connectors/message-connector";
import type { AcceptedText, FakeVendor } from "@munjigi/testkit/fake-vendor";

export interface ConnectorCase {
  // biome-ignore lint/suspicious/noExplicitAny: each has settings of its own
  connector: MessageConnector<any>;
  startFake(): Promise<FakeVendor>;
  /** Settings that the fake accepts: a Logto user's JSON, field for field, where Logto has the vendor. */
  config: Record<string, unknown>;
  /** How the settings lead to the fake; by `endpoint` unless told. */
  pointTo?(config: Record<string, unknown>, origin: string): Record<string, unknown>;
  /** Members that make the credentials wrong. */
  wrongCredentials: Record<string, unknown>;
  /** Members that make the config bad, and the path of the field that must be named. */
  badConfigs: readonly (readonly [Record<string, unknown>, string])[];
  /** What the vendor says of these; `null`: it has no such answer. The class of the name unless told. */
  answers?: Partial<
    Record<"auth" | "balance" | "recipient_invalid" | "recipient_blocked" | "rate", FailureClass | null>
  >;
  /** What reached the phone: the text itself unless told (vendors that fill a template of their own). */
  readText?(accepted: AcceptedText): string | undefined;
  /** Vendors that carry no text of ours: lengths and characters are not theirs to refuse. */
  carriesCodeOnly?: true;
  /** Vendors that send within Korea only: any other number is refused without a call. */
  koreanOnly?: true;
  /** Gateways of somebody's own, where every 2xx means that the message was taken, whatever its body. */
  anySuccessCounts?: true;
  /** Vendors that make the code themselves: ours never reaches the phone. */
  vendorMakesCode?: true;
}
