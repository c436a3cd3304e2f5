/** @module A number that was not proved for a long time. Its owner proves more, its new holder starts anew; nothing of the account is shown. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { ButtonForm, ChallengeStatus, WayButton } from "./form.js";
import { Icon } from "./icons.js";
import { PasskeyForm } from "./passkey-ask.js";
import type { RecycledView } from "./view.js";

export function drawRecycled(view: RecycledView, { texts }: Context): Sheet {
  const { recycled } = texts;
  const hasProofs = view.proofs.length > 0 || view.passkey !== undefined || view.totpForm !== undefined;
  const isForOwner = hasProofs || view.openForm !== undefined;
  return {
    icon: <Icon name="phone" />,
    heading: hasProofs ? recycled.heading : isForOwner ? recycled.openHeading : recycled.startHeading,
    lead: hasProofs ? recycled.lead : recycled.numberOnlyLead,
    alert: pageError(view.error),
    body: (
      <div class="acts">
        <PasskeyForm ask={view.passkey} text={texts.passkey.prove} tone="main" />
        {view.totpForm === undefined ? undefined : (
          <ButtonForm text={texts.totp.prove} href={view.totpForm} tone={view.passkey ? "plain" : "main"} />
        )}
        {view.proofs.map((way, at) => (
          <WayButton
            way={way}
            text={recycled.proofs[way.kind]}
            tone={at === 0 && !view.passkey && !view.totpForm ? "main" : "plain"}
            view={view}
          />
        ))}
        <ChallengeStatus view={view} forms={view.proofs.map(({ href }) => href)} texts={texts} />
        {view.openForm === undefined ? undefined : (
          <>
            <ButtonForm text={recycled.open} href={view.openForm} tone={hasProofs ? "plain" : "main"} />
            <p class="note center" safe>
              {recycled.openHint}
            </p>
          </>
        )}
        {isForOwner ? <Or text={recycled.or} /> : undefined}
        <ButtonForm text={recycled.start} href={view.newForm} tone={isForOwner ? "plain" : "main"} />
        <p class="note center" safe>
          {recycled.startHint}
        </p>
      </div>
    ),
  };
}

function Or({ text }: { text: string }) {
  return (
    <p class="or" safe>
      {text}
    </p>
  );
}
