/** @module The provider tells a number or an address of an account here: a code to it connects both, or a new account is made. */
import type { Context, Sheet } from "./context.js";
import { pageError } from "./context.js";
import { ButtonForm, ButtonLink, ChallengeStatus } from "./form.js";
import { Icon } from "./icons.js";
import { nameBrand } from "./social-button.js";
import type { SocialCandidateView } from "./view.js";

export function drawSocialCandidate(view: SocialCandidateView, { texts }: Context): Sheet {
  const { candidate, names } = texts.social;
  return {
    icon: <Icon name="person" />,
    heading: candidate.heading,
    lead: candidate.lead(nameBrand(names, view.brand, view.label)),
    alert: pageError(view.error),
    body: (
      <div class="acts">
        {view.ways.map(({ kind, masked, form }, at) => (
          <ButtonForm
            text={texts.stepUp.proofTo[kind](masked)}
            href={form}
            tone={at === 0 ? "main" : "plain"}
            view={view}
          />
        ))}
        <ChallengeStatus view={view} forms={view.ways.map(({ form }) => form)} texts={texts} />
        {view.newForm === undefined ? undefined : (
          <ButtonForm text={candidate.anew} href={view.newForm} tone={view.ways.length === 0 ? "main" : "plain"} />
        )}
        {view.cancelHref === undefined ? undefined : (
          <ButtonLink text={texts.frame.cancel} href={view.cancelHref} tone="bare" />
        )}
      </div>
    ),
  };
}
