/** @module The last page of an administrator's trial of a provider: the console tells what came. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import type { SocialTrialView } from "./view.js";

export function drawSocialTrial({ isTold, consoleHref }: SocialTrialView, { texts }: Context): Sheet {
  const { trial } = texts.social;
  return {
    icon: <Icon name={isTold ? "shield" : "pause"} />,
    heading: isTold ? trial.told : trial.failed,
    lead: trial.lead,
    body: (
      <div class="acts">
        <ButtonLink text={trial.back} href={consoleHref} tone="main" />
      </div>
    ),
  };
}
