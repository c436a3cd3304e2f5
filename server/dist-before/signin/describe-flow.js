const input = (name, type, required = true) => ({ name, type, required });
const actionOf = (href, inputs = []) => ({
    name: new URL(href, "http://localhost").searchParams.get("do"),
    method: "POST",
    href,
    inputs,
});
/** `altcha` goes with whatever a challenge was asked for. */
export function actionsOf(view) {
    const ways = "others" in view ? view.others.filter(({ method }) => method === "post") : [];
    const others = ways.map(({ href }) => actionOf(href));
    const altcha = "challenge" in view && view.challenge ? [input("altcha", "text")] : [];
    switch (view.page) {
        case "identify": {
            const type = { phone: "tel", email: "email", username: "text" }[view.identifier];
            const country = view.identifier === "phone" && view.countries.length > 1 ? [input("country", "country", false)] : [];
            return [actionOf(view.form, [input(view.identifier, type), ...country, ...altcha]), ...others];
        }
        case "code":
            return [actionOf(view.form, [input("code", "code"), ...altcha]), actionOf(view.resend.form, altcha), ...others];
        case "password":
            return [actionOf(view.form, [input("password", "password"), ...altcha]), ...others];
        case "consent":
            return [
                actionOf(view.form, view.items.map(({ id, isRequired }) => input(id, "boolean", isRequired))),
            ];
        case "profile":
            return [
                actionOf(view.form, view.fields.map(({ name, isRequired }) => input(name, name === "email" ? "email" : name === "password" ? "password" : "text", isRequired))),
            ];
        case "new-password":
            return [actionOf(view.form, [input("password", "password"), input("end-others", "boolean", false)])];
        case "recycled":
            return [
                ...view.proofs.map(({ href }) => actionOf(href)),
                ...(view.openForm ? [actionOf(view.openForm)] : []),
                actionOf(view.newForm),
            ];
        case "step-up":
            return view.proofs.map(({ href }) => actionOf(href));
        case "delete":
            return [actionOf(view.form)];
        default:
            return [];
    }
}
/** `flow`: `undefined` where there is none any more. */
export function describeFlow(flow, view, failure, language) {
    const { page, error: said, ...rest } = view;
    const { form: _form, resend, ...shown } = rest;
    const code = failure?.code ?? (said && flow?.data.error?.code);
    const field = failure?.field ?? said?.field;
    const retryAfterSeconds = failure?.facts.retryAfterSeconds;
    const error = code && {
        code,
        message: said?.text ?? failure?.text(language) ?? code,
        ...(field && { field }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
    const { form: _resendForm, ...resending } = resend ?? {};
    return {
        flow: flow && !flow.isNew ? flow.sid : null,
        state: flow?.state ?? page,
        actions: actionsOf(view),
        view: { ...shown, ...(resend && { resend: resending }) },
        ...(error && { error }),
    };
}
//# sourceMappingURL=describe-flow.js.map