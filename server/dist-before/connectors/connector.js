/** The channel of `/v2` that a type of connectors serves. */
export const channelOf = (type) => (type === "Sms" ? "sms" : "email");
//# sourceMappingURL=connector.js.map