export const messageStatuses = ["queued", "sending", "sent", "delivered", "failed"];
/** In the order it happened. */
export function timelineOf(message) {
    const { createdAt, sentAt, reportedAt, status, failures, connector, errorClass, errorCode, nextAt } = message;
    const by = connector === null ? {} : { connector };
    const why = { ...(errorClass && { class: errorClass }), ...(errorCode && { code: errorCode }) };
    const entries = [
        { at: createdAt.toISOString(), event: "created" },
        ...(failures ?? []).map((one) => {
            const { at, connector, class: failureClass, code } = one;
            return { at, event: "try_failed", connector, class: failureClass, ...(code && { code }) };
        }),
    ];
    if (sentAt)
        entries.push({ at: sentAt.toISOString(), event: "sent", ...by });
    if (status === "delivered" && reportedAt)
        entries.push({ at: reportedAt.toISOString(), event: "delivered", ...by });
    if (status === "failed")
        entries.push({ at: (reportedAt ?? nextAt).toISOString(), event: "failed", ...by, ...why });
    if (status === "queued")
        entries.push({ at: nextAt.toISOString(), event: "next_try", ...why });
    const { verificationStatus, verificationUpdatedAt } = message;
    if (verificationStatus && verificationStatus !== "pending" && verificationUpdatedAt)
        entries.push({ at: verificationUpdatedAt.toISOString(), event: "verification_ended", status: verificationStatus });
    return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
/** Enough of a recipient to recognise it: `+8210••••5678`, `k•••@example.com`. */
export function maskRecipient(recipient) {
    const at = recipient.lastIndexOf("@");
    if (at >= 0)
        return `${[...recipient][0]}•••${recipient.slice(at)}`;
    return `${recipient.slice(0, -8)}••••${recipient.slice(-4)}`;
}
//# sourceMappingURL=message.js.map