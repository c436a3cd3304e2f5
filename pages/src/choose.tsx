/** @module Who is signed in in this browser: the rows are the buttons. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import type { ChooseView } from "./view.js";

export function drawChoose(view: ChooseView, { texts }: Context): Sheet {
  return {
    heading: texts.choose.heading,
    lead: texts.choose.lead,
    body: (
      <>
        <ul class="choices">
          {view.accounts.map(({ name, detail, form }) => (
            <li>
              <form method="post" action={form}>
                <button class="choice" type="submit">
                  <span class="mark">
                    <Icon name="person" size={20} />
                  </span>
                  <span class="what">
                    <span safe>{name}</span>
                    <span class="detail" safe>
                      {detail}
                    </span>
                  </span>
                  <Icon name="onward" size={20} />
                </button>
              </form>
            </li>
          ))}
        </ul>
        <div class="acts">
          <ButtonLink text={texts.choose.other} href={view.otherHref} tone="bare" />
        </div>
      </>
    ),
  };
}
