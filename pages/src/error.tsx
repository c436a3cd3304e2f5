/** @module What nobody foresaw; still a way on. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import type { ErrorView } from "./view.js";

export function drawError(view: ErrorView, { frame, texts }: Context): Sheet {
  const { homeUrl, name } = frame.brand;
  return {
    icon: <Icon name="pause" />,
    heading: view.leadsTo === undefined ? texts.error.heading : texts.error.refused,
    lead: view.text,
    body: (
      <div class="acts">
        <ButtonLink
          text={view.leadsTo === undefined ? texts.error.again : texts.error.leadsTo[view.leadsTo]}
          href={view.href}
        />
        {homeUrl === undefined ? undefined : <ButtonLink text={texts.frame.home(name)} href={homeUrl} tone="bare" />}
      </div>
    ),
  };
}
