/** @module Why it is asked again, and the proofs, the best first. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { ButtonForm, ButtonLink, ChallengeStatus, WayButton } from "./form.js";
import { Icon } from "./icons.js";
import { PasskeyForm } from "./passkey-ask.js";
import { PopUpStatus, SocialButtons } from "./social-button.js";
import type { StepUpView } from "./view.js";

export function drawStepUp(view: StepUpView, { texts }: Context): Sheet {
  // The round trip to a provider revokes what the provider has given, too.
  const isProviderFirst = view.reason === "delete";
  return {
    icon: <Icon name="shield" />,
    heading: texts.stepUp.heading,
    lead: texts.stepUp.lead[view.reason],
    alert: pageError(view.error),
    body: (
      <div class="acts">
        <PasskeyForm ask={view.passkey} text={texts.passkey.prove} tone="main" />
        {view.totpForm === undefined ? undefined : (
          <ButtonForm text={texts.totp.prove} href={view.totpForm} tone={view.passkey ? "plain" : "main"} />
        )}
        {isProviderFirst ? <Providers view={view} texts={texts} /> : undefined}
        {view.proofs.map((proof, at) => (
          <WayButton
            way={proof}
            text={nameProof(proof, texts)}
            tone={at === 0 && !view.passkey && !view.totpForm ? "main" : "plain"}
            view={view}
          />
        ))}
        <ChallengeStatus view={view} forms={view.proofs.map(({ href }) => href)} texts={texts} />
        {isProviderFirst ? undefined : <Providers view={view} texts={texts} />}
        {view.otherHref === undefined ? undefined : (
          <ButtonLink text={texts.choose.other} href={view.otherHref} tone="bare" />
        )}
        <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
      </div>
    ),
  };
}

function Providers({ view, texts }: { view: StepUpView; texts: Context["texts"] }) {
  if (view.social.length === 0) return "";
  return (
    <>
      <SocialButtons buttons={view.social} purpose="confirm" texts={texts} />
      <PopUpStatus texts={texts} />
    </>
  );
}

function nameProof({ kind, label }: StepUpView["proofs"][number], { stepUp }: Context["texts"]): string {
  if (label === undefined || kind === "password" || kind === "username") return stepUp.proofs[kind];
  return stepUp.proofTo[kind](label);
}
