import { countryOf } from "../phone.js";
import { NO_COUNTRY } from "../recipient.js";
/** Everything that a user can be reached by. */
export function recipientsOf({ identifiers }) {
    return identifiers.flatMap(({ kind, value }) => {
        if (kind === "username")
            return [];
        return kind === "phone"
            ? [{ channel: "sms", address: value, country: countryOf(value) }]
            : [{ channel: "email", address: value, country: NO_COUNTRY }];
    });
}
/** A new number or address: told to every one that the account had before. `step.user` is as it was. */
export async function noteChange(step, kind, tx) {
    const { flow, user } = step;
    if (!user)
        return;
    const value = flow.recipient;
    const isChange = user.identifiers.some((one) => one.kind === kind);
    const content = kind === "phone"
        ? { kind: isChange ? "phone_changed" : "phone_added", values: { ending: value } }
        : { kind: isChange ? "email_changed" : "email_added", values: { address: value } };
    await note(step, recipientsOf(user), content, tx);
}
export async function note({ deps, visit, service, experience }, recipients, content, tx) {
    const brand = experience.brand.name ?? service.friendlyName;
    const notices = recipients.map((recipient) => deps.notices.prepare({ serviceSid: service.sid, brand, recipient, locale: visit.language, ...content }));
    await deps.notices.insert(tx, notices);
}
//# sourceMappingURL=note-change.js.map