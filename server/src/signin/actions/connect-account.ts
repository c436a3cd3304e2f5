/** @module `connect`: a provider says a number or address that an account has; a code to it shows whether the two are one person's. */
import { readBack } from "../../recipient.js";
import { recipientsOf } from "../../users/user.js";
import { type Action, StepFailed } from "../step.js";
import { beginCode, requireChannel } from "./send-code.js";

/** `with`: `phone` or `email`. */
export const connectAccount: Action = async (step) => {
  const { flow, inputs } = step;
  const one = flow.data.social?.candidates?.find(({ kind }) => kind === inputs.with);
  const [accepted] = one ? recipientsOf([one]) : [];
  if (!one || !accepted || flow.data.proved) throw new StepFailed("sign_in.cannot_send", { field: "with" });
  requireChannel(step, accepted.channel, "with");
  return await beginCode(step, {
    ...{ kind: one.kind, value: one.value, accepted, recipient: readBack(accepted), field: "with" },
    ...{ purpose: "sign-in", data: { identifierKind: one.kind } },
  });
};
